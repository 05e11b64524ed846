// A copy that comes back into PostgreSQL: whole, as a new life, beside what was there, and never under a server at work.
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDataFolder, StartProblem, type DataPlace } from '../data-folder.ts'
import { readFact } from '../store/meta.ts'
import { createTestDevice } from '../testing/test-device.ts'
import { fileDossier } from '../testing/test-dossier.ts'
import { createTestServer } from '../testing/test-server.ts'
import { countsOf, type Counts } from './read-copy.ts'
import { restoreFolder } from './restore.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-restore-pg-'))
const place = {
  dataDir: join(folder, 'data'),
  databaseUrl: process.env['TEST_DATABASE_URL'] ?? '',
  databaseSchema: `r_${randomUUID().replaceAll('-', '')}`,
} satisfies DataPlace
const schemas = new Set([place.databaseSchema])
let backup: string
let counts: Counts

/** Two dossiers of one device, backed up from PostgreSQL. */
beforeAll(async () => {
  const server = await createTestServer()
  const device = await createTestDevice(server, 'fatima')
  for (const serial of [0, 1]) {
    await fileDossier(device, serial)
    await device.sync()
  }
  const made = await server.deps.backup(join(folder, 'shelf'))
  if (!made.ok) throw new Error(made.error.message)
  backup = made.value.folder
  counts = await countsOf(server.deps.db)
  await server.close()
})
afterAll(async () => {
  const { db, close } = await openDataFolder(place)
  for (const schema of schemas) await sql`drop schema if exists ${sql.id(schema)} cascade`.execute(db)
  await close()
  rmSync(folder, { recursive: true, force: true })
})

const restore = (at: string) => restoreFolder(backup, place, new Date(at))

test('rule 4: a copy becomes the commune’s schema, whole, with a higher life, and its folder keeps no second database', async () => {
  const { epoch, aside } = await restore('2026-11-23T09:00:00Z')
  expect(aside).toEqual({ folder: null, schema: null })
  expect(existsSync(join(place.dataDir, 'keys.json'))).toBe(true)
  expect(existsSync(join(place.dataDir, 'morchid.sqlite'))).toBe(false)
  const { db, close } = await openDataFolder(place)
  expect(await countsOf(db)).toEqual(counts)
  expect(await readFact(db, 'epoch')).toEqual(epoch)
  await close()
})

test('a restore while a process serves the commune is refused in words, and changes nothing', async () => {
  const { db, close } = await openDataFolder(place)
  const epoch = await readFact(db, 'epoch')
  const refused = restore('2026-11-23T10:00:00Z')
  await expect(refused).rejects.toThrow(StartProblem)
  await expect(refused).rejects.toThrow('Arrêtez tous ses processus')
  expect(await readFact(db, 'epoch')).toEqual(epoch)
  expect(existsSync(`${place.dataDir}.restauration`)).toBe(false)
  await close()
})

test('rule 4: a second restore goes one life further, and puts folder and schema aside under names that say so', async () => {
  const before = await openDataFolder(place)
  const past = await readFact(before.db, 'epoch')
  await before.db.insertInto('counters').values({ name: 'only-here', value: 7 }).execute()
  await before.close()
  const { epoch, aside } = await restore('2026-11-23T11:22:33Z')
  schemas.add(aside.schema ?? '')
  expect(epoch.counter).toBe((past?.counter ?? 0) + 1)
  expect(aside.folder).toBe(`${place.dataDir}.remplace-2026-11-23T11-22-33.000Z`)
  expect(aside.schema).toContain('20261123112233')
  const { db, close } = await openDataFolder(place)
  expect(await countsOf(db)).toEqual(counts)
  const { rows } = await sql<{ value: number }>`
    select value from ${sql.table(`${aside.schema}.counters`)} where name = 'only-here'`.execute(db)
  expect(rows).toEqual([{ value: 7 }])
  await close()
})
