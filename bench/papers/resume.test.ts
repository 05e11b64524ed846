// The app's own upload against the tus library's server, over a wire that is cut after any number of bytes.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, createServer as createWire, type AddressInfo, type Server as Wire, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uploadId } from '../../shared/blob/blob-request.ts'
import { sha256Url } from '../../shared/dossier/canonical.ts'
import { uploadBlob, type Uploaded } from '../../pwa/sync/blob-upload.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-resume-'))
const device = 'd'.repeat(22)
const dossier = 'e'.repeat(22)
/** Bytes that may still pass before the wire is cut; then the next number counts. */
let cuts: number[] = []
const sockets = new Set<Socket>()

const tus = new Server({
  path: '/api/blobs',
  datastore: new FileStore({ directory: folder }),
  relativeLocation: true,
  namingFunction: (_request, metadata) => uploadId(device, metadata?.['dossier'] ?? '', metadata?.['hash'] ?? ''),
})
const server = createServer((request, answer) => void tus.handle(request, answer))
let wire: Wire

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  wire = createWire((client) => {
    const upstream = connect(port, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => sockets.delete(socket))
    }
    client.on('data', (bytes: Buffer) => {
      const left = cuts[0] ?? Number.POSITIVE_INFINITY
      const goes = bytes.subarray(0, left)
      if (cuts.length > 0) cuts[0] = left - goes.length
      if (goes.length === bytes.length && cuts[0] !== 0) return void upstream.write(goes)
      cuts.shift()
      // What has come is on the server's disk, as it is on a link that is slower than a disk.
      upstream.write(goes)
      client.destroy()
    })
    upstream.on('data', (bytes: Buffer) => client.write(bytes))
    upstream.on('close', () => client.destroy())
    client.on('close', () => setTimeout(() => upstream.destroy(), 20))
  })
  await once(wire.listen(0, '127.0.0.1'), 'listening')
})
afterAll(() => {
  for (const socket of sockets) socket.destroy()
  wire.close()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Tries until it is there; its hash. */
const send = async (file: Uint8Array, chunk: number): Promise<string> => {
  const hash = sha256Url(file)
  let [begun, sent, tries] = [false, 0, 0]
  for (;;) {
    tries++
    const { attempt }: Uploaded = await uploadBlob(
      { dossier, hash, file: Buffer.from(file), size: file.length, begun, sent },
      {
        signer: { device, beacon: 'b', sign: async () => new Uint8Array(64) },
        origin: `http://127.0.0.1:${(wire.address() as AddressInfo).port}`,
        stop: new AbortController().signal,
        aside: () => false,
        begun: () => {
          begun = true
        },
        moving: () => undefined,
        arrived: (at) => {
          // What was acknowledged is never sent again.
          expect(at).toBeGreaterThanOrEqual(sent)
          sent = at
        },
        now: () => performance.now(),
      },
      chunk,
    )
    if (attempt.type === 'received') return hash
    expect(['cut', 'again']).toContain(attempt.type)
    expect(tries).toBeLessThan(100)
  }
}
const arrived = (hash: string): Uint8Array =>
  new Uint8Array(readFileSync(join(folder, uploadId(device, dossier, hash))))

describe('a paper over a wire that is cut', () => {
  test('arrives whole wherever it is cut, and what was acknowledged is not sent again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 90_000 }),
        fc.constantFrom(8_192, 32_768, 262_144),
        fc.array(fc.integer({ min: 1, max: 40_000 }), { maxLength: 8 }),
        async (size, chunk, places) => {
          const file = new Uint8Array(randomBytes(size))
          cuts = [...places]
          expect(arrived(await send(file, chunk))).toEqual(file)
        },
      ),
      { numRuns: 15 },
    )
  })
})
