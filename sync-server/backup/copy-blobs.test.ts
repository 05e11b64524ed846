// Photographs in backups: what a device may delete on this word, and what comes back.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { openBlobRoom, openBlobStore } from '../blobs/open-room.ts'
import { createBlobDevice, jpegOf, type BlobDevice, type TestBlob } from '../testing/test-blobs.ts'
import { createTestDevice, newId } from '../testing/test-device.ts'
import { createTestServer, type TestServer } from '../testing/test-server.ts'
import { openSqlite } from '../store/sqlite.ts'
import { standingsOf } from '../store/blobs.ts'
import type { BackupDone } from './make-backup.ts'
import { restoreFolder } from './restore.ts'
import { restoreReport } from './restore-report.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-papiers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let server: TestServer
let sender: BlobDevice
let shelf: string
let dataDir: string
beforeEach(async () => {
  dataDir = mkdtempSync(join(folder, 'data-'))
  server = await createTestServer({ blobs: await openBlobRoom({ dataDir, s3: null, clamd: null }) })
  sender = createBlobDevice(server, await createTestDevice(server, 'fatima'))
  shelf = mkdtempSync(join(folder, 'shelf-'))
})
afterEach(() => server.close())

/** In the server's own store. */
const fileOf = ({ hash }: TestBlob): string => join(dataDir, 'blobs', hash.slice(0, 2), hash)
const sent = async (): Promise<TestBlob> => {
  const blob = await sender.seal(newId(), jpegOf(randomBytes(400)))
  await sender.send(blob)
  return blob
}
const backUp = async (): Promise<BackupDone> => {
  const made = await server.deps.backup(shelf)
  if (!made.ok) throw new Error(made.error.message)
  return made.value
}
const inPool = ({ hash }: TestBlob): string => join(shelf, 'papiers', hash.slice(0, 2), hash)

test('stable is what two verified backups have, and their second look has read it again', async () => {
  const blob = await sent()
  expect((await backUp()).blobs).toEqual({ kept: 1, lost: 0 })
  expect(new Uint8Array(readFileSync(inPool(blob)))).toEqual(blob.bytes)
  expect(await sender.standing(blob)).toEqual(['received'])
  const later = await sent()
  await backUp()
  expect(await sender.standing(blob, later)).toEqual(['stable', 'received'])
  expect((await sender.head(blob)).headers.get('Morchid-Blob')).toBe('stable')
})

test('a file that the first backup wrote wrongly is written again by the second', async () => {
  const blob = await sent()
  await backUp()
  const damaged = Uint8Array.from(blob.bytes)
  damaged[30] = (damaged[30] ?? 0) ^ 1
  writeFileSync(inPool(blob), damaged)
  await backUp()
  expect(new Uint8Array(readFileSync(inPool(blob)))).toEqual(blob.bytes)
})

test('what this server has lost or spoiled is counted and forgotten: its device is told, and sends it again', async () => {
  const [blob, lost, spoiled] = [await sent(), await sent(), await sent()]
  await server.deps.blobs.store.remove(lost.hash)
  writeFileSync(fileOf(spoiled), randomBytes(spoiled.bytes.length))
  expect((await backUp()).blobs).toEqual({ kept: 1, lost: 2 })
  expect(await sender.standing(blob, lost, spoiled)).toEqual(['received', 'unknown', 'unknown'])
  for (const one of [lost, spoiled]) expect((await sender.send(one)).headers.get('Morchid-Blob')).toBe('received')
  expect((await backUp()).blobs).toEqual({ kept: 3, lost: 0 })
  await backUp()
  expect(await sender.standing(blob, lost, spoiled)).toEqual(['stable', 'stable', 'stable'])
})

test('what was refused is in no backup', async () => {
  const refused = await sender.seal(newId(), Buffer.from('%PDF-1.4'))
  await sender.send(refused)
  expect((await backUp()).blobs).toEqual({ kept: 0, lost: 0 })
  expect(existsSync(join(shelf, 'papiers'))).toBe(false)
})

test('a restore brings back what the folder beside it has, forgets the rest, and counts what comes again', async () => {
  const [blob, lost] = [await sent(), await sent()]
  const { folder: from } = await backUp()
  rmSync(inPool(lost))
  const again = join(shelf, 'again')
  const restored = await restoreFolder(from, again, new Date('2026-11-23T09:00:00Z'))
  expect(restored.blobs).toEqual({ kept: 1, lost: 1 })
  const store = await openBlobStore({ dataDir: again, s3: null })
  const bytes = await store.read(blob.hash)
  expect(bytes && new Uint8Array(await buffer(bytes))).toEqual(blob.bytes)
  const opened = openSqlite(join(again, 'morchid.sqlite'))
  if (!opened.ok) throw new Error(opened.error.type)
  const { db, close } = opened.value
  expect(
    await standingsOf(db, [
      [blob.dossier, blob.hash],
      [lost.dossier, lost.hash],
    ]),
  ).toEqual(['received', 'unknown'])
  expect((await restoreReport(db))?.blobs).toEqual({ lost: 1, received: 0 })
  await close()
})

test('a restore of an older copy brings what later ones had too: acts that name it may come back', async () => {
  const { folder: from } = await backUp()
  const later = await sent()
  await backUp()
  const again = join(shelf, 'again')
  expect((await restoreFolder(from, again, new Date('2026-11-23T09:00:00Z'))).blobs).toEqual({ kept: 0, lost: 0 })
  expect(await (await openBlobStore({ dataDir: again, s3: null })).find(later.hash)).not.toBeNull()
})

test('the folder of photographs may lie in the backup as well, where somebody has put it', async () => {
  const blob = await sent()
  const { folder: from } = await backUp()
  renameSync(join(shelf, 'papiers'), join(from, 'papiers'))
  const restored = await restoreFolder(from, join(shelf, 'again'), new Date('2026-11-23T09:00:00Z'))
  expect(restored.blobs).toEqual({ kept: 1, lost: 0 })
  expect(readdirSync(join(shelf, 'again', 'blobs', blob.hash.slice(0, 2)))).toEqual([blob.hash])
})
