// Where each chain of packets stood when this life of the server began by a restore: what is above came since.
import { sql, type Kysely, type Migration } from 'kysely'
import * as v from 'valibot'
import type { Tables } from './schema.ts'

export const restoredShape = (bytes: 'blob' | 'bytea'): Migration => ({
  up: async (db: Kysely<Tables>) => {
    if (bytes === 'bytea') return addColumn(db)
    const { rows } = await sql`select 1 from pragma_table_info('incarnations') where name = 'restored_n'`.execute(db)
    if (rows.length > 0) return
    await db.transaction().execute(async (tx) => {
      await addColumn(tx)
      await markFormer(tx)
    })
  },
})

const addColumn = async (db: Kysely<Tables>): Promise<void> => {
  await db.schema
    .alterTable('incarnations')
    .addColumn('restored_n', 'bigint', (c) => c.notNull().defaultTo(0))
    .execute()
}

/** Before, the row of the last packet was noted. */
const former = v.object({ lastPacket: v.number() })

const markFormer = async (db: Kysely<Tables>): Promise<void> => {
  const fact = await db.selectFrom('meta').select('value').where('key', '=', 'restore').executeTakeFirst()
  const read = v.safeParse(former, fact ? JSON.parse(fact.value) : null)
  if (!read.success) return
  await sql`update incarnations set restored_n = coalesce((select max(n) from packets
    where packets.incarnation = incarnations.id and packets.rowid <= ${read.output.lastPacket}), 0)`.execute(db)
}
