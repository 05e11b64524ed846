// F6, its worst case: the server has committed, and its answer never arrives. Real HTTP, through a proxy that lets the
// whole request pass, waits for the whole answer, and cuts the line.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createTestDevice } from '../testing/test-device.ts'
import { fileDossier } from '../testing/test-dossier.ts'
import { launchServer, roadTo } from './server-process.ts'
import { readStored } from './stored.ts'
import { settle } from './writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-lost-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** `cut`: after how many bytes of the next answer's body the line is cut, before its last one; null lets it pass. */
const proxyTo = async (target: string, cut: () => number | null): Promise<{ url: string; server: Server }> => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      void pass(chunks).catch(() => response.destroy())
    })
    const pass = async (body: readonly Buffer[]): Promise<void> => {
      const method = request.method ?? 'GET'
      const answer = await fetch(`${target}${request.url}`, {
        method,
        headers: headersOf(request),
        ...(method === 'GET' ? {} : { body: new Uint8Array(Buffer.concat(body)) }),
      })
      const bytes = Buffer.from(await answer.arrayBuffer())
      const after = cut()
      response.writeHead(answer.status, {
        'Content-Type': answer.headers.get('Content-Type') ?? '',
        'Content-Length': bytes.length,
      })
      if (after === null) response.end(bytes)
      else response.write(bytes.subarray(0, Math.min(after, bytes.length - 1)), () => response.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

const headersOf = ({ headers }: IncomingMessage): Headers =>
  new Headers((['content-type', 'authorization'] as const).map((name): [string, string] => [name, headers[name] ?? '']))

test('rule 3: an answer lost after COMMIT is asked for again: the same head, nothing twice', async () => {
  const dataDir = join(folder, 'data')
  const server = launchServer({ dataDir })
  try {
    let cut: number | null = null
    const proxy = await proxyTo(await server.ready, () => cut)
    const road = roadTo(() => proxy.url, dataDir)
    const device = await createTestDevice(road, 'fatima')
    await settle(device.sync)

    for (const [serial, bytes] of [0, 1, 40, 200].entries()) {
      await fileDossier(device, serial)
      cut = bytes
      const before = device.disk.chainTable.get(device.incarnation)
      expect((await device.sync()).type).toBe('no-answer')
      expect((await device.sync()).type).toBe('no-answer')
      // It was committed, and the device does not take that for granted.
      const committed = (await readStored(dataDir)).packets
      const [packet] = await device.disk.outbox()
      expect(committed.has(packet?.hash ?? '')).toBe(true)
      expect(device.disk.chainTable.get(device.incarnation)?.acked).toBe(before?.acked ?? 0)

      cut = null
      await settle(device.sync)
      expect(device.disk.chainTable.get(device.incarnation)).toMatchObject({ n: packet?.n, acked: packet?.n })
      expect((await readStored(dataDir)).packets).toEqual(committed)
    }

    const reader = await createTestDevice(road, 'fatima')
    await settle(reader.sync)
    // Its own, and the receipts that the server wrote.
    const entries = new Set([...device.disk.rows.map(({ entry }) => entry), ...device.disk.pulled.keys()])
    expect(entries.size).toBe(4 * 5)
    expect(new Set(reader.disk.pulled.keys())).toEqual(entries)
    const stored = await readStored(dataDir)
    expect(stored.entries).toEqual(entries)
    // Each in the journal of the point, and in that of the office it was submitted to: once.
    expect(stored.journalRows).toBe(entries.size * 2)
    await new Promise((resolve) => proxy.server.close(resolve))
  } finally {
    await server.kill()
  }
})
