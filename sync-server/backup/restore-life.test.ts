// Rule 4, for the places a copy may be put in: whatever was there, devices must take what comes for a new life.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openBlobStore } from '../blobs/open-room.ts'
import { openDataFolder } from '../data-folder.ts'
import { demoCommune } from '../demo.ts'
import { setUpCommune } from '../store/people.ts'
import { makeBackup } from './make-backup.ts'
import { restoreFolder } from './restore.ts'

let folder: string
let copy: string
const data = (): string => join(folder, 'data')
const restored = async (day: number): Promise<number> =>
  (await restoreFolder(copy, data(), new Date(Date.UTC(2026, 10, day)))).epoch.counter

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'morchid-life-'))
  const first = await openDataFolder(data())
  await setUpCommune(first.db, demoCommune)
  const blobs = await openBlobStore({ dataDir: data(), s3: null })
  const made = await makeBackup(first, data(), join(folder, 'copies'), new Date('2026-11-20T02:00:00Z'), blobs)
  await first.close()
  if (!made.ok) throw new Error(made.error.message)
  copy = made.value.folder
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('over the commune itself the next life begins, and again the next', async () => {
  expect([await restored(21), await restored(22)]).toEqual([2, 3])
})

test('a lost folder that a server began again as an empty one says nothing of the lives that were', async () => {
  const before = await restored(21)
  rmSync(data(), { recursive: true })
  await (await openDataFolder(data())).close()
  expect(await restored(22)).toBeGreaterThan(before)
})
