// What is kept for good, what waits, and what goes.
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDraft, removeAttachment, setAttachment } from '../../shared/dossier/draft.ts'
import { sha256Url } from '../../shared/dossier/canonical.ts'
import { clientIdOf } from '../../shared/sync/client-id.ts'
import { blobOf } from '../store/blobs.ts'
import { createBlobDevice, jpegOf, type BlobDevice, type TestBlob } from '../testing/test-blobs.ts'
import { createTestDevice, newId, type TestDevice } from '../testing/test-device.ts'
import { createTestServer, type TestServer } from '../testing/test-server.ts'
import { collectBlobs } from './collect.ts'

let server: TestServer
let mediator: TestDevice
let sender: BlobDevice
beforeEach(async () => {
  server = await createTestServer()
  mediator = await createTestDevice(server, 'fatima')
  sender = createBlobDevice(server, mediator)
})
afterEach(() => server.close())

const start = Date.parse('2026-11-21T09:00:00Z')
/** Days from the beginning, a minute past. */
const day = (days: number): void => server.setClock(new Date(start + days * 86_400_000 + 60_000).toISOString())
const sent = async (dossier: string): Promise<TestBlob> => {
  const blob = await sender.seal(dossier, jpegOf(randomBytes(300)))
  expect((await sender.send(blob)).status).toBe(204)
  return blob
}
const isKept = async ({ hash }: TestBlob): Promise<boolean> => (await server.deps.blobs.store.find(hash)) !== null
const procedure = 'xx.road-report@1.0.0'

/** A mandate with a recorded yes: an act that names a blob. */
const mandate = async (device: TestDevice, dossier: string, hash: string): Promise<void> => {
  const text = 'Je demande que cette demande soit déposée pour moi.'
  await device.act(dossier, 'mandate-given', {
    procedure,
    days: 1,
    method: 'voice',
    text,
    textLang: 'fr',
    textHash: sha256Url(new TextEncoder().encode(text)),
    voice: { hash, size: 400, mediaType: 'audio/webm', ms: 900 },
  })
}
const packRefOf = (): string => {
  const pack = server.deps.packs.packs.find(({ id }) => id === 'xx.road-report')
  if (!pack) throw new Error('no pack')
  return `${pack.id}@${pack.version}`
}

test('what nothing names goes after a week, not before', async () => {
  const blob = await sent(newId())
  day(6)
  expect(await collectBlobs(server.deps)).toBe(0)
  expect(await isKept(blob)).toBe(true)
  day(7)
  expect(await collectBlobs(server.deps)).toBe(1)
  expect(await isKept(blob)).toBe(false)
  expect(await blobOf(server.deps.db, blob.dossier, blob.hash)).toBeNull()
})

test('what came before the act that names it is kept for good', async () => {
  const dossier = newId()
  const blob = await sent(dossier)
  day(3)
  await mediator.act(dossier, 'opened', { procedure: packRefOf(), lang: 'fr' })
  await mandate(mediator, dossier, blob.hash)
  await mediator.sync()
  day(7)
  expect(await collectBlobs(server.deps)).toBe(0)
  expect((await blobOf(server.deps.db, dossier, blob.hash))?.look_on).toBeNull()
  day(400)
  expect(await collectBlobs(server.deps)).toBe(0)
  expect(await isKept(blob)).toBe(true)
})

describe('a request that is still written', () => {
  test('keeps the page it has and its small picture; a page taken again goes a week later', async () => {
    const dossier = newId()
    const [page, small] = [await sent(dossier), await sent(dossier)]
    await mediator.act(dossier, 'opened', { procedure: packRefOf(), lang: 'fr' })
    const doc = openDraft(clientIdOf(mediator.id, mediator.incarnation, dossier), null)
    const paper = { field: 'photo', mediaType: 'image/webp', size: 300, page: 1, thumb: small.hash }
    await mediator.draft(dossier, setAttachment(doc, page.hash, paper))
    await mediator.sync()
    day(7)
    expect(await collectBlobs(server.deps)).toBe(0)
    await mediator.draft(dossier, removeAttachment(doc, page.hash) ?? new Uint8Array())
    await mediator.sync()
    day(13)
    expect(await collectBlobs(server.deps)).toBe(0)
    day(14)
    expect(await collectBlobs(server.deps)).toBe(2)
    expect([await isKept(page), await isKept(small)]).toEqual([false, false])
  })
})

test('rule 7: what work that was set aside names waits with it', async () => {
  const supervisor = await createTestDevice(server, 'nadia')
  await supervisor.act(newId(), 'device-revoked', { device: mediator.id, reason: 'stolen', to: [] })
  await supervisor.sync()
  const dossier = newId()
  const blob = await sent(dossier)
  await mediator.act(dossier, 'opened', { procedure: packRefOf(), lang: 'fr' })
  await mandate(mediator, dossier, blob.hash)
  await mediator.cut()
  await mediator.push()
  day(8)
  expect(await collectBlobs(server.deps)).toBe(0)
  expect((await blobOf(server.deps.db, dossier, blob.hash))?.look_on).not.toBeNull()
})

test('bytes that two requests have stay until neither does', async () => {
  const bytes = jpegOf(randomBytes(300))
  const [one, other] = [await sender.seal(newId(), bytes), await sender.seal(newId(), bytes)]
  await sender.send(one)
  day(0.9)
  await sender.send(other)
  day(7.1)
  expect(await collectBlobs(server.deps)).toBe(1)
  expect(await isKept(other)).toBe(true)
  day(9)
  expect(await collectBlobs(server.deps)).toBe(1)
  expect(await isKept(other)).toBe(false)
})

test('of what was refused the file goes after a month, and the word stays', async () => {
  const blob = await sender.seal(newId(), Buffer.from('%PDF-1.4'))
  expect((await sender.send(blob)).status).toBe(422)
  day(31)
  await collectBlobs(server.deps)
  expect((await blobOf(server.deps.db, blob.dossier, blob.hash))?.refused).toBe('unknown-type')
})
