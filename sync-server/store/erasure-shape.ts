// Two lists for erasures: which dossiers to look at on which day, and which were emptied, with what is still to be done
// for them outside the transaction (packets, photographs). Neither says what is true: the acts do.
import type { Kysely, Migration } from 'kysely'
import type { Tables } from './schema.ts'

/** Every dossier that was ever opened is looked at once. */
export const erasureShape = (): Migration => ({
  up: async (db: Kysely<Tables>) => {
    await db.schema
      .createTable('retained')
      .ifNotExists()
      .addColumn('dossier', 'text', (c) => c.primaryKey())
      .addColumn('look_on', 'text', (c) => c.notNull())
      .execute()
    await db.schema.createIndex('retained_look_on').ifNotExists().on('retained').column('look_on').execute()
    await db.schema
      .createTable('erasures')
      .ifNotExists()
      .addColumn('dossier', 'text', (c) => c.primaryKey())
      .addColumn('erased_at', 'text', (c) => c.notNull())
      .addColumn('entries', 'integer', (c) => c.notNull())
      .addColumn('touched', 'integer', (c) => c.notNull())
      .addColumn('packets', 'integer', (c) => c.notNull())
      .addColumn('blobs', 'integer', (c) => c.notNull())
      .addColumn('finished_at', 'text')
      .execute()
    const noted = db.selectFrom('retained').select('dossier')
    await db
      .insertInto('retained')
      .columns(['dossier', 'look_on'])
      .expression((eb) =>
        eb
          .selectFrom('circulation')
          .select(['dossier', eb.val('').as('look_on')])
          .where('dossier', 'not in', noted),
      )
      .execute()
  },
})
