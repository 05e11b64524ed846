// Communes of one process on one PostgreSQL: one pool and one session for all of them, however many are at work.
import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { StartProblem } from '../data-folder.ts'
import { isServed } from '../migrate/fill-schema.ts'
import { lastNumber } from '../store/counters.ts'
import { readFact } from '../store/meta.ts'
import { migrate } from '../store/migrations.ts'
import { openPostgres } from '../store/postgres.ts'
import { openSharedPostgres } from '../store/postgres-shared.ts'
import { createTestCommunes, type TestCommunes } from '../testing/test-communes.ts'
import { createTestDevice } from '../testing/test-device.ts'
import { fileDossier } from '../testing/test-dossier.ts'
import { communesContract } from './communes.contract.ts'

const url = process.env['TEST_DATABASE_URL'] ?? ''
let made = 0
const newWorld = (codes: readonly string[], connections: number): Promise<TestCommunes> =>
  createTestCommunes(codes, { url, prefix: `hall_${process.pid}_${made++}`, connections })

communesContract('communes of one process on PostgreSQL', () => newWorld(['asni', 'imlil', 'ouirgane'], 4))

let world: TestCommunes | null = null
afterEach(() => world?.close())

test('more communes at work than connections: all come to their turn, and there are never more', async () => {
  world = await newWorld(['a', 'b', 'c', 'd', 'e', 'f'], 2)
  await world.start()
  const watch = await openPostgres({ url, schema: `hall_watch_${process.pid}` })
  if (!watch.ok) throw new Error(watch.error.message)
  const counts: number[] = []
  const count = async (): Promise<void> => {
    const { rows } = await sql<{ count: number }>`select count(*) as count from pg_stat_activity
      where application_name = 'morchid communes'`.execute(watch.value.db)
    counts.push(rows[0]?.count ?? 0)
  }
  const work = async (commune: TestCommunes['communes'][number], agent: string): Promise<string> => {
    const device = await createTestDevice(commune, agent)
    for (let serial = 0; serial < 3; serial++) {
      await fileDossier(device, serial)
      await device.sync()
      await count()
    }
    return (await device.sync()).type
  }
  const ends = await Promise.all(
    world.communes.flatMap((commune) => ['fatima', 'lahcen'].map((agent) => work(commune, agent))),
  )
  expect(new Set(ends)).toEqual(new Set(['synced']))
  expect(Math.max(...counts)).toBeLessThanOrEqual(3)
  await watch.value.close()
})

test('a connection that knew a commune from before it was closed serves it again', async () => {
  const schema = `hall_again_${process.pid}`
  const first = await openPostgres({ url, schema })
  if (!first.ok) throw new Error(first.error.message)
  await migrate(first.value.db, 'bytea')
  await first.value.close()
  const shared = await openSharedPostgres({ url, connections: 2, schemas: [schema] })
  if (!shared.ok) throw new Error(shared.error.message)
  // Other statements first each time, on the connection that is kept.
  for (const key of ['epoch', 'keys', 'backup'] as const) {
    const opened = await shared.value.open(schema)
    if (!opened.ok) throw new Error(opened.error.message)
    if (key !== 'epoch') await lastNumber(opened.value.db, key)
    expect(await readFact(opened.value.db, key)).toBeNull()
    await opened.value.close()
  }
  await shared.value.close()
})

test('whoever asks whether a commune is served hears yes, open or not, and no once the process is gone', async () => {
  world = await newWorld(['asni'], 2)
  const schema = world.communes[0]?.config.databaseSchema ?? ''
  const command = await openPostgres({ url, schema, purpose: 'command' })
  if (!command.ok) throw new Error(command.error.message)
  expect(await isServed(command.value.db, schema)).toBe(false)
  await world.start()
  expect(await isServed(command.value.db, schema)).toBe(true)
  await world.stop()
  expect(await isServed(command.value.db, schema)).toBe(false)
  await command.value.close()
})

test('a schema that is gone is told and not made again', async () => {
  world = await newWorld(['asni', 'imlil'], 2)
  const schema = world.communes[0]?.config.databaseSchema ?? ''
  const command = await openPostgres({ url, schema, purpose: 'command' })
  if (!command.ok) throw new Error(command.error.message)
  await sql`drop schema ${sql.id(schema)} cascade`.execute(command.value.db)
  await world.start()
  const [asni, imlil] = world.communes
  expect((await asni?.request('/healthz', {}))?.status).toBe(503)
  expect((await imlil?.request('/healthz', {}))?.status).toBe(200)
  const there = await sql<{ there: string | null }>`select to_regnamespace(${schema})::text as there`.execute(
    command.value.db,
  )
  expect(there.rows).toEqual([{ there: null }])
  await command.value.close()
})

test('no PostgreSQL is one sentence at the start', async () => {
  world = await newWorld(['asni'], 2)
  await expect(world.start({ databaseUrl: 'postgresql:///x?host=/nowhere' })).rejects.toBeInstanceOf(StartProblem)
})
