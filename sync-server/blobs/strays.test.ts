// Bytes without a row: which get one again, which go, and when.
import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sha256Url } from '../../shared/dossier/canonical.ts'
import { blobOf, forgetBlobs } from '../store/blobs.ts'
import { writeFact } from '../store/meta.ts'
import { createBlobDevice, hashOf, jpegOf, type BlobDevice } from '../testing/test-blobs.ts'
import { createTestDevice, newId, type TestDevice } from '../testing/test-device.ts'
import { createTestServer, type TestServer } from '../testing/test-server.ts'
import { settleStrays } from './strays.ts'

let server: TestServer
let mediator: TestDevice
let sender: BlobDevice
beforeEach(async () => {
  server = await createTestServer()
  mediator = await createTestDevice(server, 'fatima')
  sender = createBlobDevice(server, mediator)
})
afterEach(() => server.close())

/** By the disk's own clock, which dates what lies on it. */
const inDays = (days: number): void => server.setClock(new Date(Date.now() + days * 86_400_000).toISOString())
const stray = async (): Promise<string> => {
  const bytes = jpegOf(randomBytes(30))
  await server.deps.blobs.store.put(hashOf(bytes), bytes.length, Readable.from([bytes]))
  return hashOf(bytes)
}
const isThere = async (hash: string): Promise<boolean> => (await server.deps.blobs.store.find(hash)) !== null
const mandate = async (dossier: string, hash: string): Promise<void> => {
  const pack = server.deps.packs.packs.find(({ id }) => id === 'xx.road-report')
  const procedure = `${pack?.id}@${pack?.version}`
  const text = 'Je demande que cette demande soit déposée pour moi.'
  await mediator.act(dossier, 'opened', { procedure, lang: 'fr' })
  await mediator.act(dossier, 'mandate-given', {
    procedure,
    days: 1,
    method: 'voice',
    text,
    textLang: 'fr',
    textHash: sha256Url(new TextEncoder().encode(text)),
    voice: { hash, size: 400, mediaType: 'audio/webm', ms: 900 },
  })
  await mediator.sync()
}

test('what a kill left without a row goes after a week; what has one stays', async () => {
  const blob = await sender.seal(newId(), jpegOf(randomBytes(300)))
  await sender.send(blob)
  const hash = await stray()
  inDays(6)
  expect(await settleStrays(server.deps)).toEqual({ adopted: 0, gone: 0 })
  inDays(8)
  expect(await settleStrays(server.deps)).toEqual({ adopted: 0, gone: 1 })
  expect([await isThere(hash), await isThere(blob.hash)]).toEqual([false, true])
})

test('rule 4: what an act names gets its row again, also an act that came back long after the restore', async () => {
  const dossier = newId()
  const blob = await sender.seal(dossier, jpegOf(randomBytes(300)))
  await sender.send(blob)
  await forgetBlobs(server.deps.db, [blob.hash])
  const other = await stray()
  const backup = { number: 1, at: '' }
  await writeFact(server.deps.db, 'restore', { counter: 2, at: new Date().toISOString(), backup })
  inDays(80)
  expect(await settleStrays(server.deps)).toEqual({ adopted: 0, gone: 0 })
  await mandate(dossier, blob.hash)
  expect(await settleStrays(server.deps)).toEqual({ adopted: 1, gone: 0 })
  expect(await blobOf(server.deps.db, dossier, blob.hash)).toMatchObject({
    type: 'image/jpeg',
    size: blob.bytes.length,
    look_on: null,
    stable: 0,
  })
  inDays(91)
  expect(await settleStrays(server.deps)).toEqual({ adopted: 0, gone: 1 })
  expect([await isThere(other), await isThere(blob.hash)]).toEqual([false, true])
})
