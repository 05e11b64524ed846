// The words of a ClamAV daemon, by one that only looks for a mark.
import { createServer, type Server } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createBlobDevice, jpegOf } from '../testing/test-blobs.ts'
import { createTestDevice, newId } from '../testing/test-device.ts'
import { createTestServer } from '../testing/test-server.ts'
import { createScan } from './clamd.ts'

const mark = 'HARMFUL'
let daemon: Server
let place: string
let says: ((bytes: Buffer) => string) | null
beforeEach(async () => {
  says = (bytes) => (bytes.includes(mark) ? 'stream: Test.Mark FOUND\0' : 'stream: OK\0')
  place = join(mkdtempSync(join(tmpdir(), 'clamd-')), 'socket')
  daemon = createServer((socket) => {
    let got = Buffer.alloc(0)
    socket.on('error', () => undefined)
    socket.on('data', (some) => {
      got = Buffer.concat([got, some])
      const bytes = readInstream(got)
      if (bytes === null) return
      if (says) socket.end(says(bytes))
      else socket.destroy()
    })
  }).listen(place)
  await once(daemon, 'listening')
})
afterEach(() => {
  daemon.close()
  rmSync(join(place, '..'), { recursive: true, force: true })
})

/** What was streamed; null until its end has come. */
const readInstream = (got: Buffer): Buffer | null => {
  const command = 'zINSTREAM\0'
  expect(got.subarray(0, command.length).toString()).toBe(command.slice(0, got.length))
  const parts: Buffer[] = []
  for (let at = command.length; at + 4 <= got.length;) {
    const length = got.readUInt32BE(at)
    if (length === 0) return Buffer.concat(parts)
    parts.push(got.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}

test('bytes are streamed whole, and its answer is understood', async () => {
  const scan = createScan(place)
  expect(await scan(randomBytes(1_500_000))).toEqual({ ok: true, value: undefined })
  expect(await scan(Buffer.from(`xx${mark}xx`))).toEqual({ ok: false, error: 'harmful' })
})

test('no daemon, none that answers, or other words: nothing was found out', async () => {
  const notThere = { ok: false, error: 'not-there' }
  expect(await createScan(join(place, 'nowhere'))(new Uint8Array(3))).toEqual(notThere)
  expect(await createScan('127.0.0.1:1')(new Uint8Array(3))).toEqual(notThere)
  for (const answer of ['INSTREAM size limit exceeded. ERROR\0', 'FOUND? no', ' OK', '', 'x'.repeat(5_000)]) {
    says = () => answer
    expect(await createScan(place)(new Uint8Array(3)), answer.slice(0, 20)).toEqual(notThere)
  }
  says = null
  expect(await createScan(place)(new Uint8Array(3))).toEqual(notThere)
})

test('at the door: the harmful one is set aside and told, the others come in, and all wait while nobody can say', async () => {
  const server = await createTestServer()
  const blobs = { ...server.deps.blobs, scan: createScan(place) }
  const guarded = await createTestServer({ ...server.deps, blobs })
  const sender = createBlobDevice(guarded, await createTestDevice(server, 'fatima'))
  const dossier = newId()
  const [harmful, good] = [
    await sender.seal(dossier, jpegOf(Buffer.from(`${mark} and more`))),
    await sender.seal(dossier, jpegOf(randomBytes(400))),
  ]
  const mute = says
  says = null
  const waiting = await sender.send(good)
  expect([waiting.status, waiting.headers.get('Morchid-Problem'), waiting.headers.get('Retry-After')]).toEqual([
    503,
    'blob-later',
    '300',
  ])
  expect(await sender.standing(good)).toEqual(['unknown'])
  says = mute
  // Nothing is sent again: asking is enough.
  expect((await sender.head(good)).headers.get('Morchid-Blob')).toBe('received')
  expect((await sender.send(harmful)).headers.get('Morchid-Problem')).toBe('blob-refused')
  expect(await sender.standing(good, harmful)).toEqual(['received', 'refused'])
  expect(await blobs.store.find(harmful.hash)).toBeNull()
  await guarded.close()
  await server.close()
})
