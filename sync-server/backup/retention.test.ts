// What goes and what stays of the copies in a place: nothing gets older than the promise of erasure, and there is always
// one to go back to.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { createBlobDevice, jpegOf } from '../testing/test-blobs.ts'
import { createTestDevice, newId } from '../testing/test-device.ts'
import { createTestServer, type TestServer } from '../testing/test-server.ts'
import { copiesIn, unfinishedIn, type Copy } from './copies.ts'
import { blobListFile } from './blob-list.ts'
import { poolOf } from './copy-blobs.ts'
import type { BackupDone } from './make-backup.ts'
import { copiesToRemove, isTooOld, removeOldCopies, tidyPlace } from './retention.ts'

const DAY = 86_400_000
const folder = mkdtempSync(join(tmpdir(), 'morchid-retention-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let server: TestServer
let place: string
let places = 0
beforeEach(async () => {
  server = await createTestServer()
  place = join(folder, String(places++))
})
afterEach(() => server.close())

const backUpOn = async (day: number, keepDays: number | null = 30): Promise<BackupDone> => {
  server.setClock(new Date(Date.parse('2026-01-01T02:00:00Z') + day * DAY).toISOString())
  const made = await server.deps.backup(place, keepDays)
  if (!made.ok) throw new Error(made.error.message)
  return made.value
}
const inPlace = (): readonly string[] => readdirSync(place).filter((name) => name.startsWith('sauvegarde-'))

const copyAt = (commune: string, at: number): Copy => ({
  folder: `/${commune}/${at}`,
  manifest: {
    version: 1,
    number: 1,
    commune,
    at: new Date(at).toISOString(),
    sha256: '',
    counts: { packets: 0, entries: 0, journal: 0, circulation: 0, devices: 0, agents: 0 },
    blobs: { kept: 0, lost: 0 },
  },
})
const now = new Date('2026-11-22T02:00:00Z')
const copies = fc.array(
  fc
    .record({ commune: fc.constantFrom('a', 'b', ''), hours: fc.integer({ min: -48, max: 2000 }) })
    .map((one) => copyAt(one.commune, now.getTime() - one.hours * 3_600_000)),
)

test('whatever lies there, each commune keeps its newest copy, and of the others only what is young enough for another day', () => {
  fc.assert(
    fc.property(copies, fc.integer({ min: 1, max: 60 }), (all, days) => {
      const gone = new Set(copiesToRemove(all, now, days))
      const left = all.filter((copy) => !gone.has(copy))
      for (const { manifest } of all) {
        const ats = (some: readonly Copy[]): string[] =>
          some.filter((one) => one.manifest.commune === manifest.commune).map((one) => one.manifest.at)
        expect(ats(left).sort().at(-1)).toBe(ats(all).toSorted().at(-1))
      }
      for (const copy of gone) expect(isTooOld(copy.manifest.at, now, days)).toBe(true)
      for (const commune of ['a', 'b', '']) {
        const old = left.filter((one) => one.manifest.commune === commune && isTooOld(one.manifest.at, now, days))
        expect(old.length).toBeLessThanOrEqual(1)
      }
    }),
  )
})

test('with a backup each night no copy gets older than it may, and the newest one stays through a long silence', async () => {
  for (const day of [0, 1, 2.4, 3, 4.3, 5]) {
    // What the place holds until this very backup is made.
    const oldest = copiesIn(place).at(-1)
    await backUpOn(day, 3)
    if (oldest) expect(Date.parse(oldest.manifest.at)).toBeGreaterThan(server.now().getTime() - 3 * DAY)
  }
  expect(inPlace()).toHaveLength(2)
  const late = await backUpOn(400, 3)
  expect(late.removed).toEqual({ copies: 2, blobs: 0, problem: null })
  expect(inPlace()).toEqual([basename(late.folder)])
  // Nobody is asked to remove the last one, however old.
  await removeOldCopies(place, new Date('2036-01-01T00:00:00Z'), 3)
  expect(inPlace()).toEqual([basename(late.folder)])
})

test('a place that somebody else fills is tidied only when the copy that stays is good', async () => {
  await backUpOn(0, null)
  const last = await backUpOn(40, null)
  const database = join(last.folder, 'morchid.sqlite')
  const bytes = readFileSync(database)
  writeFileSync(database, bytes.subarray(1))
  expect(await tidyPlace(place, server.now(), 30)).toEqual({ ok: false, error: last.folder })
  expect(inPlace()).toHaveLength(2)
  writeFileSync(database, bytes)
  expect(await tidyPlace(place, server.now(), 30)).toEqual({ ok: true, value: { copies: 1, blobs: 0, problem: null } })
  expect(inPlace()).toEqual([basename(last.folder)])
})

test('without a number of days everything stays', async () => {
  await backUpOn(0, null)
  await backUpOn(400, null)
  expect(inPlace()).toHaveLength(2)
})

test('what was never called good goes too when it is old; what is not ours is not touched', async () => {
  const abandoned = join(place, 'sauvegarde-000007-2025-11-01T02-00-00.000Z.inachevee')
  const others = ['notes', 'sauvegarde-2025', 'sauvegarde-000008-2025-11-01T02-00-00.000Z']
  for (const name of [abandoned, ...others.map((name) => join(place, name))]) mkdirSync(name, { recursive: true })
  expect(unfinishedIn(place)).toEqual([{ folder: abandoned, at: '2025-11-01T02:00:00.000Z' }])
  await backUpOn(0)
  expect(existsSync(abandoned)).toBe(false)
  for (const name of others) expect(existsSync(join(place, name))).toBe(true)
})

test('a backup that is not good removes nothing', async () => {
  await backUpOn(0)
  const blocked = await server.deps.backup(join(place, readdirSync(place)[0] ?? '', 'backup.json'), 1)
  expect(blocked.ok).toBe(false)
  expect(inPlace()).toHaveLength(1)
})

test('a photograph goes from the copies with the last copy that speaks of it, and stays while one may need it', async () => {
  const sender = createBlobDevice(server, await createTestDevice(server, 'fatima'))
  const [gone, kept] = [
    await sender.seal(newId(), jpegOf(Uint8Array.of(1))),
    await sender.seal(newId(), jpegOf(Uint8Array.of(2))),
  ]
  const lies = ({ hash }: { hash: string }): boolean => existsSync(join(poolOf(place), hash.slice(0, 2), hash))
  for (const blob of [gone, kept]) await sender.send(blob)
  const first = await backUpOn(0)
  await server.deps.db.deleteFrom('blobs').where('hash', '=', gone.hash).execute()
  await backUpOn(1)
  expect([lies(gone), lies(kept)]).toEqual([true, true])
  // A copy from before lists were written may need anything.
  rmSync(blobListFile(first.folder))
  await backUpOn(2)
  expect(lies(gone)).toBe(true)
  writeFileSync(blobListFile(first.folder), 'no hash\n')
  await backUpOn(3)
  expect(lies(gone)).toBe(true)
  const last = await backUpOn(31)
  expect(last.removed).toEqual({ copies: 3, blobs: 1, problem: null })
  expect([lies(gone), lies(kept)]).toEqual([false, true])
})
