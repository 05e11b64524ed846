// The store that tests are given, at its newest shape and empty: SQLite in memory, or a schema of its own in the
// PostgreSQL that TEST_DATABASE_URL names. The vitest project `pg` runs the server's tests once more on the latter.
import process from 'node:process'
import { sql } from 'kysely'
import type { StoreEngine } from '../store/engine.ts'
import { migrate } from '../store/migrations.ts'
import { openPostgres } from '../store/postgres.ts'
import { openSqlite } from '../store/sqlite.ts'

export const onPostgres = process.env['TEST_DATABASE_URL'] !== undefined

export const openTestStore = async (): Promise<StoreEngine> => {
  const url = process.env['TEST_DATABASE_URL']
  return url === undefined ? inMemory() : inSchema(url)
}

const inMemory = async (): Promise<StoreEngine> => {
  const opened = openSqlite(':memory:')
  if (!opened.ok) throw new Error(opened.error.type)
  await migrate(opened.value.db, 'blob')
  return opened.value
}

let made = 0
/** Emptied by whoever had them: to make a schema takes longer than most tests. */
const idle: StoreEngine[] = []

const inSchema = async (url: string): Promise<StoreEngine> => {
  const engine = idle.pop() ?? (await newSchema(url))
  return {
    ...engine,
    close: async () => {
      if (await emptied(engine)) idle.push(engine)
      else await engine.close()
    },
  }
}

const newSchema = async (url: string): Promise<StoreEngine> => {
  const opened = await openPostgres({ url, schema: `t_${process.pid}_${made++}` })
  if (!opened.ok) throw new Error(opened.error.message)
  await migrate(opened.value.db, 'bytea')
  steps = await stepsOf(opened.value)
  return opened.value
}

/** Of its shape, as it notes them. */
let steps = 0
const stepsOf = async ({ db }: StoreEngine): Promise<number> =>
  (
    await db
      .withTables<{ kysely_migration: { readonly name: string } }>()
      .selectFrom('kysely_migration')
      .select('name')
      .execute()
  ).length

/** False when the test has closed it or changed its shape. */
const emptied = async (engine: StoreEngine): Promise<boolean> => {
  const { db } = engine
  try {
    if ((await stepsOf(engine)) !== steps) return false
    const tables = (await db.introspection.getTables()).filter(({ name }) => !name.startsWith('kysely'))
    const names = tables.map(({ schema = '', name }) => sql.id(schema, name))
    await sql`truncate ${sql.join(names)}`.execute(db)
    return true
  } catch (cause) {
    if (cause instanceof Error && cause.message.includes('destroyed')) return false
    throw cause
  }
}
