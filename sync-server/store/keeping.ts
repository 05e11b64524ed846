// Dossiers whose keeping waits for a person, as supervisors are told of them: made by the hourly round from the acts, and
// gone with the dossier. It must hold nothing that was said, typed or signed for a person (shared/dossier/keeping-case.ts).
import type { Kysely, Migration } from 'kysely'
import * as v from 'valibot'
import type { KeepingCase } from '../../shared/access/directory.ts'
import { keepingCase } from '../../shared/sync/directory-schema.ts'
import type { Tables } from './schema.ts'

/** Every dossier whose term was once looked at is looked at again, so that the list is whole after the first round. */
export const keepingShape = (): Migration => ({
  up: async (db: Kysely<Tables>) => {
    await db.schema
      .createTable('keeping')
      .ifNotExists()
      .addColumn('dossier', 'text', (c) => c.primaryKey())
      .addColumn('since', 'text', (c) => c.notNull())
      .addColumn('told', 'text', (c) => c.notNull())
      .execute()
    await db.updateTable('retained').set({ look_on: '' }).execute()
  },
})

/** Told at once: more would make every answer to a supervisor heavy, and nobody decides so many in a day. */
const MOST = 100

/** The oldest first. */
export const keepingCases = async (db: Kysely<Tables>): Promise<readonly KeepingCase[]> => {
  const rows = await db.selectFrom('keeping').select('told').orderBy('since').orderBy('dossier').limit(MOST).execute()
  return rows.map(({ told }) => v.parse(keepingCase, JSON.parse(told)))
}

/** `told` null: it waits for nobody. */
export const noteKeeping = async (db: Kysely<Tables>, dossier: string, told: KeepingCase | null): Promise<void> => {
  if (!told) return void (await db.deleteFrom('keeping').where('dossier', '=', dossier).execute())
  const row = { since: told.since, told: JSON.stringify(told) }
  await db
    .insertInto('keeping')
    .columns(['dossier', 'since', 'told'])
    // Erased since it was read, it is on no list any more.
    .expression((eb) =>
      eb
        .selectFrom('retained')
        .select(['dossier', eb.val(row.since).as('since'), eb.val(row.told).as('told')])
        .where('dossier', '=', dossier),
    )
    .onConflict((c) => c.column('dossier').doUpdateSet(row))
    .execute()
}
