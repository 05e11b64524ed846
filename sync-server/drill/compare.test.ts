// A drill is worth what it would notice: each kind of loss, planted in a restored database, is counted.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { openDataFolder, type DataFolder } from '../data-folder.ts'
import { createBlobDevice, jpegOf } from '../testing/test-blobs.ts'
import { createTestDevice } from '../testing/test-device.ts'
import { fileDossier } from '../testing/test-dossier.ts'
import { createTestServer } from '../testing/test-server.ts'
import { blobsToSend, damagedEntries, newDevices, sizeOf, whatLacks } from './compare.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-compare-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let live: DataFolder
let restored: DataFolder
let first: string
let times = 0

/** Two dossiers of one device, in two packets. */
beforeEach(async () => {
  const server = await createTestServer()
  const device = await createTestDevice(server, 'fatima')
  first = (await fileDossier(device, 0)).dossier
  await device.sync()
  await fileDossier(device, 1)
  await device.sync()
  const sender = createBlobDevice(server, device)
  await sender.send(await sender.seal(first, jpegOf(Uint8Array.of(1))))
  const places = ['live', 'restored'].map((name) => join(folder, `${name}-${times}`))
  times++
  for (const place of places) expect(await server.deps.liveCopy(place)).toEqual({ ok: true, value: null })
  await server.close()
  live = await openDataFolder(places[0] ?? '')
  restored = await openDataFolder(places[1] ?? '')
})
afterEach(async () => {
  await live.close()
  await restored.close()
})

const nothing = { dossiers: 0, lost: 0, held: 0, revived: 0, packets: 0, lookups: 0, blobs: 0, examples: [] }

test('a copy lacks nothing of its original', async () => {
  expect(await whatLacks(live.db, restored.db)).toEqual(nothing)
  expect(await sizeOf(live.db)).toEqual({ dossiers: 2, entries: 10, packets: 2 })
  expect(await damagedEntries(restored.db)).toBe(0)
  expect([await newDevices(live.db, restored.db), await blobsToSend(live.db, restored.db)]).toEqual([0, 0])
})

test('what the restored one has beside is not counted', async () => {
  expect(await whatLacks(restored.db, live.db)).toEqual(nothing)
  await live.db.deleteFrom('lookups').execute()
  expect(await whatLacks(live.db, restored.db)).toEqual(nothing)
})

test('an entry that is gone is lost, and so is its dossier; one that is held though it counted is told apart', async () => {
  const { db } = restored
  const rows = await db.selectFrom('entries').select(['id', 'position']).where('dossier', '=', first).execute()
  const [gone, held] = rows
  await db
    .deleteFrom('journal')
    .where('entry', '=', gone?.position ?? 0)
    .execute()
  await db
    .deleteFrom('entries')
    .where('id', '=', gone?.id ?? '')
    .execute()
  await db
    .updateTable('entries')
    .set({ held: 'pending' })
    .where('id', '=', held?.id ?? '')
    .execute()
  expect(await whatLacks(live.db, db)).toEqual({
    ...nothing,
    dossiers: 1,
    lost: 1,
    held: 1,
    examples: [
      { entry: gone?.id, dossier: first },
      { entry: held?.id, dossier: first },
    ],
  })
})

test('what was erased and has come back is told; that it stays away is no loss', async () => {
  await live.db.updateTable('entries').set({ held: 'erased' }).where('dossier', '=', first).execute()
  expect(await whatLacks(live.db, restored.db)).toMatchObject({ dossiers: 1, lost: 0, held: 0, revived: 5 })
  await restored.db.updateTable('entries').set({ held: 'erased' }).where('dossier', '=', first).execute()
  expect(await whatLacks(live.db, restored.db)).toEqual(nothing)
  await restored.db.deleteFrom('journal').execute()
  await restored.db.deleteFrom('entries').where('dossier', '=', first).execute()
  expect(await whatLacks(live.db, restored.db)).toEqual(nothing)
})

test('packets behind the head of a chain are counted, those of a device that is not known are not', async () => {
  const { db } = restored
  await db.updateTable('incarnations').set({ n: 1 }).execute()
  expect(await whatLacks(live.db, db)).toEqual({ ...nothing, packets: 1 })
  await db.updateTable('incarnations').set({ n: 2, hash: 'another' }).execute()
  expect(await whatLacks(live.db, db)).toEqual({ ...nothing, packets: 2 })
  for (const table of ['agent_keys', 'reference_blocks', 'devices'] as const) await db.deleteFrom(table).execute()
  expect(await whatLacks(live.db, db)).toEqual(nothing)
  expect(await newDevices(live.db, db)).toBe(1)
})

test('a request that cannot be looked up, a photograph that nobody has any more, or that its device still has', async () => {
  const { db } = restored
  await db.deleteFrom('lookups').where('dossier', '=', first).execute()
  await db.deleteFrom('blobs').execute()
  expect(await whatLacks(live.db, db)).toEqual({ ...nothing, lookups: 1 })
  expect(await blobsToSend(live.db, db)).toBe(1)
  await live.db.updateTable('blobs').set({ stable: 1 }).execute()
  expect(await whatLacks(live.db, db)).toEqual({ ...nothing, lookups: 1, blobs: 1 })
  expect(await blobsToSend(live.db, db)).toBe(0)
})

test('bytes that are not what their id promises are damaged', async () => {
  const { db } = restored
  const [one, two] = await db.selectFrom('contents').selectAll().orderBy('number').execute()
  await db
    .updateTable('contents')
    .set({ bytes: one?.bytes ?? new Uint8Array() })
    .where('number', '=', two?.number ?? 0)
    .execute()
  expect(await damagedEntries(db)).toBe(5)
})
