// What brakes remember, for all processes at once: one row a name, changed by one statement outside any transaction, so
// that a hundred requests at the same moment count as a hundred. A name is a hash made with the server's secret: neither
// an address nor a reference is ever written here.
//
//   bucket   `at` is when it is full again                          `count` means nothing
//   tries    `at` is when the last one was made                     `count` is how many were not right
import { sql, type Expression, type Kysely, type Migration, type SqlBool } from 'kysely'
import type { Tables } from './schema.ts'

export interface BucketSize {
  /** So many at once, then `perMinute`. */
  readonly burst: number
  readonly perMinute: number
}

export const freeTries = 5
export const longestWaitMs = 3_600_000
/** A quiet day forgives. */
export const forgetMs = 86_400_000

export const brakesShape = (): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('brakes')
      .ifNotExists()
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('count', 'bigint', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .execute()
  },
})

/** Seconds to wait, 0 when the request may pass. */
export const takeFromBucket = async (
  db: Kysely<Tables>,
  name: string,
  { burst, perMinute }: BucketSize,
  nowMs: number,
): Promise<number> => {
  const each = Math.ceil(60_000 / perMinute)
  const latest = nowMs + (burst - 1) * each
  const passed = await db
    .insertInto('brakes')
    .values({ name, count: 0, at: nowMs + each })
    .onConflict((c) =>
      c
        .column('name')
        .doUpdateSet((eb) => ({
          at: sql<number>`case when ${eb.ref('brakes.at')} > ${nowMs} then ${eb.ref('brakes.at')} + ${each} else ${nowMs + each} end`,
        }))
        .where('brakes.at', '<=', latest),
    )
    .returning('at')
    .executeTakeFirst()
  if (passed) return 0
  const full = await readBrake(db, name)
  return full ? Math.max(1, Math.ceil((full.at - latest) / 1000)) : 0
}

/** Counts a try as wrong until it is forgiven. Milliseconds until one may be made; 0: this one may, and is counted. */
export const countTry = async (db: Kysely<Tables>, name: string, nowMs: number): Promise<number> => {
  const forgotten = nowMs - forgetMs
  const counted = await db
    .insertInto('brakes')
    .values({ name, count: 1, at: nowMs })
    .onConflict((c) =>
      c
        .column('name')
        .doUpdateSet((eb) => ({
          count: sql<number>`case when ${eb.ref('brakes.at')} <= ${forgotten} then 1 else ${eb.ref('brakes.count')} + 1 end`,
          at: nowMs,
        }))
        .where((eb) =>
          eb.or([eb('brakes.at', '<=', forgotten), mayTryBy(eb.ref('brakes.count'), eb.ref('brakes.at'), nowMs)]),
        ),
    )
    .returning('count')
    .executeTakeFirst()
  if (counted) return 0
  const known = await readBrake(db, name)
  return known ? Math.max(1, known.at + waitAfter(known.count) - nowMs) : 0
}

/** The try was right, and with it all before. */
export const forgiveTries = async (db: Kysely<Tables>, name: string): Promise<void> => {
  await db.deleteFrom('brakes').where('name', '=', name).execute()
}

/** What would pass today anyway. */
export const dropOldBrakes = async (db: Kysely<Tables>, nowMs: number): Promise<void> => {
  await db
    .deleteFrom('brakes')
    .where('at', '<=', nowMs - forgetMs)
    .execute()
}

/** After so many wrong tries: five are free, then 1, 2, 4 … 60 minutes. */
export const waitAfter = (wrong: number): number =>
  wrong < freeTries ? 0 : Math.min(longestWaitMs, 60_000 * 2 ** (wrong - freeTries))

/** `waitAfter`, as both engines can say it: after more than these it is the longest. */
const shortWaits = sql.raw(Array.from({ length: 11 }, (_, wrong) => `when ${wrong} then ${waitAfter(wrong)}`).join(' '))

const mayTryBy = (count: Expression<number>, at: Expression<number>, nowMs: number): Expression<SqlBool> =>
  sql<SqlBool>`${at} + case ${count} ${shortWaits} else ${sql.lit(longestWaitMs)} end <= ${nowMs}`

const readBrake = async (db: Kysely<Tables>, name: string): Promise<{ count: number; at: number } | null> => {
  const row = await db.selectFrom('brakes').select(['count', 'at']).where('name', '=', name).executeTakeFirst()
  return row ? { count: row.count, at: Number(row.at) } : null
}
