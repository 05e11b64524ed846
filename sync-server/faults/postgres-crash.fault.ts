// PostgreSQL ends in the middle of work and starts again, under a store that goes on: what was acknowledged is there, what
// was not is not half there, and nobody restarts the server for it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StoreEngine } from '../store/engine.ts'
import { countedAgain, digestOf } from '../store/journal.ts'
import { ensureEpoch } from '../store/meta.ts'
import { migrate } from '../store/migrations.ts'
import { openPostgres } from '../store/postgres.ts'
import { transact } from '../store/sync-store.ts'
import { startPostgres, type PostgresServer } from '../testing/postgres-server.ts'
import { ids, logEntry, url } from '../testing/stored-entries.ts'

let server: PostgresServer | null = null
let engine: StoreEngine | null = null
beforeAll(async () => {
  server = await startPostgres({ durable: true })
  if (!server) return
  const opened = await openPostgres({ url: server.url, schema: 'c_crash' })
  if (!opened.ok) throw new Error(opened.error.message)
  engine = opened.value
  await migrate(engine.db, 'bytea')
  await ensureEpoch(engine.db, 'random')
})
afterAll(async () => {
  await engine?.close()
  await server?.stop()
})

const ROUNDS = 3
const MORE = 15

test('after each crash every acknowledged entry is there once, and the store goes on', async (t) => {
  if (!server || !engine) return t.skip('no PostgreSQL on this machine')
  const { db } = engine
  const acknowledged = new Set<string>()
  let value = 0
  const state = { ended: false }
  const write = async (): Promise<void> => {
    while (!state.ended) {
      const entry = logEntry(ids[0] ?? '', value++, null)
      await transact(db, url, async (tx) => {
        await tx.saveEntries([entry])
        await tx.journal('epn-asni', [entry.id])
      }).then(
        () => acknowledged.add(entry.id),
        // Not acknowledged: it may be there, whole.
        () => undefined,
      )
    }
  }
  const writers = [write(), write(), write()]
  const someMore = async (): Promise<void> => {
    const enough = acknowledged.size + MORE
    while (acknowledged.size < enough) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  for (let round = 0; round < ROUNDS; round++) {
    await someMore()
    await server.crash()
  }
  await someMore()
  state.ended = true
  await Promise.all(writers)

  expect(acknowledged.size).toBeGreaterThanOrEqual((ROUNDS + 1) * MORE)
  const rows = await db
    .selectFrom('journal')
    .innerJoin('entries', 'entries.position', 'journal.entry')
    .select(['seq', 'id'])
    .orderBy('seq')
    .execute()
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, at) => at + 1))
  const stored = new Set(rows.map(({ id }) => id))
  expect(stored.size).toBe(rows.length)
  expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([])
  expect(await digestOf(db, 'epn-asni')).toEqual(await countedAgain(db, 'epn-asni'))
})
