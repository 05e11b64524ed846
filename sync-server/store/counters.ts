// Gap-free numbers from a locked row: whoever takes the next number of a name holds the row until COMMIT, so a reader
// that sees number 12 has seen 11 (a database sequence would not promise that).
import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/** Takes `count` numbers; returns the first. The first number ever given is 1. */
export const takeNumbers = async (db: Kysely<Tables>, name: string, count: number): Promise<number> => {
  const { value } = await db
    .insertInto('counters')
    .values({ name, value: count })
    .onConflict((c) => c.column('name').doUpdateSet((eb) => ({ value: eb('counters.value', '+', count) })))
    .returning('value')
    .executeTakeFirstOrThrow()
  return Number(value) - count + 1
}

/** The same for several names at once; returns the first number of each. */
export const takeEach = async (
  db: Kysely<Tables>,
  counts: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> => {
  const taken = await db
    .insertInto('counters')
    .values([...counts].map(([name, value]) => ({ name, value })))
    .onConflict((c) =>
      c.column('name').doUpdateSet((eb) => ({ value: eb('counters.value', '+', eb.ref('excluded.value')) })),
    )
    .returning(['name', 'value'])
    .execute()
  return new Map(taken.map(({ name, value }) => [name, Number(value) - (counts.get(name) ?? 0) + 1]))
}

/** The counter stands at `least` or above from now on: a number that came back is not given again. */
export const passNumber = async (db: Kysely<Tables>, name: string, least: number): Promise<void> => {
  await db
    .insertInto('counters')
    .values({ name, value: least })
    .onConflict((c) => c.column('name').doUpdateSet({ value: least }).where('counters.value', '<', least))
    .execute()
}

/** The last number given, 0 when none was. */
export const lastNumber = async (db: Kysely<Tables>, name: string): Promise<number> => {
  const row = await db.selectFrom('counters').select('value').where('name', '=', name).executeTakeFirst()
  return row ? Number(row.value) : 0
}
