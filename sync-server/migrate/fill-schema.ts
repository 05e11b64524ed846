// A SQLite file becomes what a commune's schema holds: a restore into PostgreSQL. The schema is filled beside the one that
// is there and proved the same before they change places, in one transaction. What was there is put aside, never deleted.
import { sql } from 'kysely'
import { err, ok, type Result } from '../../shared/text/result.ts'
import type { StoreEngine } from '../store/engine.ts'
import { migrate } from '../store/migrations.ts'
import { isSetUp, lifeOfCommune } from '../store/people.ts'
import { openPostgres, type PostgresPlace, type PostgresProblem } from '../store/postgres.ts'
import { servedName } from '../store/postgres-shared.ts'
import { openSqlite } from '../store/sqlite.ts'
import { moveCommune, putSchemaAside, type MoveProblem } from './move-commune.ts'

export type FillProblem = PostgresProblem | MoveProblem | { readonly type: 'in-use' } | { readonly type: 'damaged' }

/** `file` is at the newest shape, and its own. `aside` is the new name of the schema that was there, if it served anybody. */
export const fillSchema = async (
  file: string,
  place: PostgresPlace,
  stamp: string,
): Promise<Result<{ readonly aside: string | null }, FillProblem>> => {
  const opened = openSqlite(file)
  if (!opened.ok) return err({ type: 'damaged' })
  try {
    return await withSchema(place, async (current) => {
      const fresh = `${place.schema.slice(0, 45)}_fresh`
      await sql`drop schema if exists ${sql.id(fresh)} cascade`.execute(current.db)
      const filled = await withSchema({ ...place, schema: fresh }, async (target) => {
        await migrate(target.db, 'bytea')
        return moveCommune(opened.value, target, async () => undefined)
      })
      if (!filled.ok) return filled
      return current.db.transaction().execute(async (tx) => {
        if (await isServed(tx, place.schema)) return err({ type: 'in-use' })
        const isWorthKeeping = (await tx.introspection.getTables()).length > 0 && (await isSetUp(tx))
        const aside = isWorthKeeping ? await putSchemaAside(tx, place.schema, stamp) : null
        if (aside === null) await sql`drop schema ${sql.id(place.schema)} cascade`.execute(tx)
        await sql`alter schema ${sql.id(fresh)} rename to ${sql.id(place.schema)}`.execute(tx)
        return ok({ aside })
      })
    })
  } finally {
    await opened.value.close()
  }
}

/** The counter of the life that is there, null when there is none. Makes the schema when it is not there. */
export const lifeInSchema = async (place: PostgresPlace): Promise<Result<number | null, FillProblem>> =>
  withSchema(place, async ({ db }) => {
    if (await isServed(db, place.schema)) return err({ type: 'in-use' })
    if ((await db.introspection.getTables()).length === 0) return ok(null)
    return ok(await lifeOfCommune(db))
  })

/**
 * By another process: its connections bear the commune's name (postgres.ts), ours bear another; or it serves many, and holds
 * a lock in the name of each (postgres-shared.ts).
 */
export const isServed = async (db: StoreEngine['db'], schema: string): Promise<boolean> => {
  const { rows } = await sql`select 1 from pg_stat_activity
    where application_name = ${`morchid ${schema}`} and datname = current_database()
    union all select 1 where not pg_try_advisory_xact_lock(hashtextextended(${servedName(schema)}, 0))`.execute(db)
  return rows.length > 0
}

const withSchema = async <T>(
  place: PostgresPlace,
  work: (engine: StoreEngine) => Promise<Result<T, FillProblem>>,
): Promise<Result<T, FillProblem>> => {
  const opened = await openPostgres({ ...place, purpose: 'command' })
  if (!opened.ok) return opened
  try {
    return await work(opened.value)
  } finally {
    await opened.value.close()
  }
}
