// Photographs on their way to the real server, which is killed in the middle of them, and over links that are cut or go
// dead: what was told as received is there, and what has come need not be sent again.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test, vi } from 'vitest'
import { uploadId } from '../../shared/blob/blob-request.ts'
import { mostBlobBytes } from '../../shared/blob/sealed-blob.ts'
import { runningFile } from '../running-file.ts'
import { createBlobDevice, jpegOf, type BlobDevice, type TestBlob } from '../testing/test-blobs.ts'
import { createTestDevice, newId } from '../testing/test-device.ts'
import { launchServer, roadTo, type ServerProcess } from './server-process.ts'
import { sendSlowly, type SlowAnswer, type Slowness } from './slow-link.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-blobs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const dossier = newId()
const size = 150_000

const patchSlowly = async (
  url: string,
  { headersFor, device }: BlobDevice,
  { hash, file }: TestBlob,
  offset: number,
  slowness: Slowness,
): Promise<SlowAnswer> => {
  const said = await headersFor({ method: 'PATCH', dossier, hash, size: file.length })
  const headers = { ...said, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' }
  const path = `${url}/api/blobs/${uploadId(device.id, dossier, hash)}`
  return sendSlowly(path, 'PATCH', headers, file.subarray(offset), slowness)
}
const offsetOf = async (sender: BlobDevice, blob: TestBlob): Promise<number> => {
  const answer = await sender.head(blob)
  if (answer.status === 404) return (await sender.create(blob)).status === 201 ? 0 : Number.NaN
  return Number(answer.headers.get('Upload-Offset') ?? Number.NaN)
}

test('killed with -9 while a photograph comes in: it goes on where the disk is, and what was received is there', async () => {
  const dataDir = join(folder, 'killed')
  let url: string | null = null
  let server: ServerProcess = launchServer({ dataDir })
  url = await server.ready
  const sender = createBlobDevice(
    roadTo(() => url, dataDir),
    await createTestDevice(
      roadTo(() => url, dataDir),
      'fatima',
    ),
  )
  const received: TestBlob[] = []
  try {
    let blob = await sender.seal(dossier, jpegOf(randomBytes(size)))
    let best = 0
    for (let round = 0; round < 6; round++) {
      const offset = await offsetOf(sender, blob)
      // A kill loses at most what the disk had not been given.
      expect(offset).toBeGreaterThanOrEqual(best)
      best = offset
      const link = { part: 4_096, every: 3 }
      const [answer] = await Promise.all([
        offset < blob.file.length ? patchSlowly(url, sender, blob, offset, link) : sender.head(blob),
        pause(40 + Math.random() * 160).then(() => server.kill()),
      ])
      if (answer.headers.get('Morchid-Blob') === 'received') {
        received.push(blob)
        blob = await sender.seal(dossier, jpegOf(randomBytes(size)))
        best = 0
      }
      server = launchServer({ dataDir })
      url = await server.ready
    }
    const last = await offsetOf(sender, blob)
    const end =
      last < blob.file.length
        ? await patchSlowly(url, sender, blob, last, { part: 65_536, every: 0 })
        : await sender.head(blob)
    expect(end.headers.get('Morchid-Blob')).toBe('received')
    received.push(blob)
    for (const { hash, bytes } of received)
      expect(new Uint8Array(readFileSync(join(dataDir, 'blobs', hash.slice(0, 2), hash)))).toEqual(bytes)
    expect(await sender.standing(...received)).toEqual(received.map(() => 'received'))
    expect(server.said()).toBe('')
  } finally {
    await server.kill()
  }
})

/** Megabytes that the server has had at the most. */
const mostMemory = (dataDir: string): number => {
  const { pid } = JSON.parse(readFileSync(runningFile(dataDir), 'utf8')) as { readonly pid: number }
  const [, most = ''] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(most) / 1024
}

test('bad and large ones by the dozen, four at a time: each gets its word, and the server stays small', async () => {
  const dataDir = join(folder, 'many')
  const server = launchServer({ dataDir })
  const url = await server.ready
  const road = roadTo(() => url, dataDir)
  const sender = createBlobDevice(road, await createTestDevice(road, 'fatima'))
  try {
    const before = mostMemory(dataDir)
    const filler = randomBytes(mostBlobBytes - 2_000)
    const kinds: readonly (readonly [string | null, () => Uint8Array])[] = [
      [null, () => jpegOf(Buffer.concat([filler, randomBytes(20)]))],
      ['blob-refused', () => jpegOf(Buffer.concat([filler, randomBytes(20)]), 10_000, 10_000)],
      // Ten thousand times its size, for whoever opens it.
      [
        'blob-refused',
        () => Buffer.concat([Buffer.from('%PDF-1.7\n'), deflateSync(Buffer.alloc(1e7)), randomBytes(9)]),
      ],
      ['blob-refused', () => Buffer.concat([jpegOf(filler), Buffer.from('PK\u0003\u0004'), randomBytes(9)])],
    ]
    for (let round = 0; round < 6; round++)
      await Promise.all(
        kinds.map(async ([word, make]) => {
          const answer = await sender.send(await sender.seal(dossier, make()))
          expect(answer.headers.get('Morchid-Problem')).toBe(word)
        }),
      )
    expect(mostMemory(dataDir) - before).toBeLessThan(200)
  } finally {
    await server.kill()
  }
})

test('over a link that is cut again and again nothing is sent twice, and one that is dead is taken over', async () => {
  const dataDir = join(folder, 'cut')
  const server = launchServer({ dataDir })
  const url = await server.ready
  const road = roadTo(() => url, dataDir)
  const sender = createBlobDevice(road, await createTestDevice(road, 'fatima'))
  try {
    const blob = await sender.seal(dossier, jpegOf(randomBytes(size)))
    await sender.create(blob)
    let sent = 0
    const part = 2_048
    const upload = join(dataDir, 'uploads', uploadId(sender.device.id, dossier, blob.hash))
    for (let cut = 0; cut < 24; cut++) {
      const offset = await offsetOf(sender, blob)
      expect(offset).toBe(sent)
      const cutAt = part * (1 + (cut % 3))
      sent += cutAt
      const beforeCut = (): Promise<void> => vi.waitFor(() => expect(statSync(upload).size).toBe(sent), 20_000)
      await patchSlowly(url, sender, blob, offset, { part, every: 8, cutAt, beforeCut })
    }
    // Nobody closes this one: the server learns of it when the next request for the same upload comes.
    const dead = patchSlowly(url, sender, blob, await offsetOf(sender, blob), {
      part: 1_000,
      every: 60_000,
      cutAt: 2_000,
    })
    await pause(100)
    sent += 1_000
    const offset = await offsetOf(sender, blob)
    expect(offset).toBeGreaterThan(size / 3)
    const answer = await patchSlowly(url, sender, blob, offset, { part: 65_536, every: 0 })
    sent += blob.file.length - offset
    expect(answer.headers.get('Morchid-Blob')).toBe('received')
    expect(sent / blob.file.length).toBeLessThanOrEqual(1.1)
    expect(new Uint8Array(readFileSync(join(dataDir, 'blobs', blob.hash.slice(0, 2), blob.hash)))).toEqual(blob.bytes)
    await server.kill()
    await dead.catch(() => undefined)
  } finally {
    await server.kill()
  }
})
