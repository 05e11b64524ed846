// T9: the drill, on a made-up commune and the real server: the newest copy comes back, devices refill it while one of them
// has burned, and nothing lacks. It must notice what nobody can bring, and leave the live server as it is.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copiesIn } from '../backup/copies.ts'
import { sha256Of } from '../backup/manifest.ts'
import { databaseFile, openDataFolder } from '../data-folder.ts'
import { runDrill } from '../drill/drill.ts'
import { explainDrill, isNothingMissing, type DrillReport } from '../drill/drill-report.ts'
import { makeUpCommune, type MadeUpCommune } from '../drill/made-up-commune.ts'
import { scratchSchema } from '../drill/scratch-schema.ts'
import { plantSecrets } from '../testing/planted-secrets.ts'
import { createTestServer } from '../testing/test-server.ts'
import { startPostgres } from '../testing/postgres-server.ts'
import { runCommand } from './command.ts'
import { readStored } from './stored.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-drill-'))
let commune: MadeUpCommune
beforeAll(async () => {
  commune = await makeUpCommune(folder, 60, null, () => undefined)
}, 240_000)
afterAll(async () => {
  await commune.server.stop()
  rmSync(folder, { recursive: true, force: true })
})

let drills = 0
const drill = async (from: string, burned: number, live: string): Promise<DrillReport> => {
  const scratch = join(folder, `scratch-${drills++}`)
  mkdirSync(scratch)
  return runDrill({ live, from, scratch, schema: null, burned, now: () => new Date(), tell: () => undefined })
}
const copyAt = (age: number, shelf = commune.shelf): string => copiesIn(shelf)[age]?.folder ?? ''

test('the newest copy comes back whole, from the devices that are left and from those who had read', async () => {
  const [stored, copy] = [await readStored(commune.dataDir), await sha256Of(databaseFile(copyAt(0)))]
  const done = await runCommand('drill', '--in', commune.shelf, '--data', commune.dataDir, '--burned', '2')
  expect(done.said).toContain('rien ne manque')
  expect(done.said).toContain('Il manque à la fin : 0 dossiers sur 60')
  expect(done.code).toBe(0)
  // Neither the live server nor the copy is changed.
  expect(await readStored(commune.dataDir)).toEqual(stored)
  expect(await sha256Of(databaseFile(copyAt(0)))).toBe(copy)
})

test('an older copy comes back too, and another copy may stand for the live server where that is not', async () => {
  const done = await runCommand('drill', '--from', copyAt(1), '--against', copyAt(0))
  expect(done.said).toContain('Il manque à la fin : 0 dossiers sur 48')
  expect(done.code).toBe(0)
})

test('what nobody holds any more is noticed, and named', async () => {
  const live = join(folder, 'live')
  expect((await runCommand('backup', '--to', join(folder, 'elsewhere'), '--data', commune.dataDir)).code).toBe(0)
  const { copyVerified } = await import('../backup/restore.ts')
  await copyVerified(copiesIn(join(folder, 'elsewhere'))[0]?.folder ?? '', live)
  // Of the last day: not in the copy. Its device burned, and nobody had read it.
  const { db, close } = await openDataFolder(live)
  const last = await db.selectFrom('entries').selectAll().orderBy('position', 'desc').executeTakeFirstOrThrow()
  await db.deleteFrom('journal').where('entry', '=', last.position).execute()
  await db.updateTable('incarnations').set({ stable_n: 0, n: 0 }).where('id', '=', last.incarnation).execute()
  await close()
  const report = await drill(copyAt(0), 0, live)
  expect(report.after).toMatchObject({ dossiers: 1, lost: 1, examples: [{ entry: last.id, dossier: last.dossier }] })
  expect(isNothingMissing(report)).toBe(false)
  expect(explainDrill(report).at(-1)).toContain('EXERCICE MANQUÉ')
})

test('rule 15: what was erased since the copy was made is erased again, by the word of those who had read it', async () => {
  const server = await createTestServer()
  const planted = await plantSecrets(server)
  const shelf = join(folder, 'before-erasure')
  expect(await server.deps.backup(shelf)).toMatchObject({ ok: true })
  server.setClock('2028-11-23T09:00:00Z')
  expect([await planted.dispose(), await planted.finish()]).toEqual([2, 2])
  const live = join(folder, 'live-erased')
  expect(await server.deps.liveCopy(live)).toEqual({ ok: true, value: null })
  await server.close()
  const report = await drill(copyAt(0, shelf), 0, live)
  expect(report.before.revived).toBeGreaterThan(0)
  expect(report.after).toMatchObject({ dossiers: 0, lost: 0, held: 0, revived: 0 })
  expect(isNothingMissing(report)).toBe(true)
})

test('the same on PostgreSQL: the commune there, the copy restored into a schema beside, which is gone afterwards', async (context) => {
  const postgres = await startPostgres()
  if (!postgres) return context.skip('no PostgreSQL here')
  const own = scratchSchema(postgres.url, 'commune')
  const there = await makeUpCommune(join(folder, 'postgres'), 40, own, () => undefined)
  try {
    const live = join(folder, 'live-postgres')
    const { liveCopyOfFolder } = await import('../folder-commands.ts')
    expect(await liveCopyOfFolder({ dataDir: there.dataDir, ...own }, live)).toEqual({ ok: true, value: null })
    const scratch = join(folder, 'scratch-postgres')
    mkdirSync(scratch)
    const report = await runDrill({
      live,
      from: copiesIn(there.shelf)[0]?.folder ?? '',
      scratch,
      schema: scratchSchema(postgres.url, 'restored'),
      burned: 1,
      now: () => new Date(),
      tell: () => undefined,
    })
    expect(report.before.lost).toBeGreaterThan(0)
    expect(report.after).toMatchObject({ dossiers: 0, lost: 0, held: 0, revived: 0, lookups: 0, blobs: 0 })
    expect(isNothingMissing(report)).toBe(true)
    expect(await schemasOf(postgres.url)).toEqual([own.databaseSchema, 'public'])
  } finally {
    await there.server.kill()
    await postgres.stop()
  }
})

const schemasOf = async (connectionString: string): Promise<readonly string[]> => {
  const client = new Client({ connectionString })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(
    "select nspname as name from pg_namespace where nspname !~ '^(pg_|information_schema)' order by nspname",
  )
  await client.end()
  return rows.map(({ name }) => name)
}
