// Several processes on one PostgreSQL: killed each second, and relieved one after the other. A hundred packets or so here;
// `npm run faults -- --rolling 1000` for many. Skipped where there is no PostgreSQL and none can be installed.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres, type PostgresServer } from '../testing/postgres-server.ts'
import { runRolling } from './rolling.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-rolling-'))
let database: PostgresServer | null = null
beforeAll(async () => {
  database = await startPostgres()
})
afterAll(async () => {
  await database?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('rule 3: of three processes one is killed each second, and no packet is lost or taken twice', async ({ skip }) => {
  if (!database) return skip('no PostgreSQL')
  const report = await runRolling({
    dataDir: join(folder, 'killed'),
    databaseUrl: database.url,
    schema: 'c_killed',
    packets: 100,
    gone: 4,
    by: 'killed',
  })
  expect(report.wrong).toEqual([])
  expect(report.packets).toBeGreaterThanOrEqual(100)
  expect(report.boards).toBe(3)
})

test('of three processes each is relieved by another, and every request has its answer', async ({ skip }) => {
  if (!database) return skip('no PostgreSQL')
  const report = await runRolling({
    dataDir: join(folder, 'relieved'),
    databaseUrl: database.url,
    schema: 'c_relieved',
    packets: 30,
    gone: 3,
    by: 'relieved',
  })
  expect(report.wrong).toEqual([])
  expect(report.codes).toEqual(Array.from(report.codes, () => 0))
  expect(report.unanswered).toBe(0)
})
