// What the server knows of devices beyond their key: what they said of themselves, what was ordered, and whose trust ended.
// Withdrawals have a table of their own: they may come back, after a restore, before what they withdraw.
import { sql, type Kysely, type Migration } from 'kysely'
import type { Tables } from './schema.ts'

export const thirdShape = (bytes: 'blob' | 'bytea'): Migration => ({
  up: async (db: Kysely<Tables>) => {
    // Together or not at all: SQLite can, though Kysely does not ask it to.
    if (bytes === 'bytea') return reshape(db)
    if ((await db.introspection.getTables()).some(({ name }) => name === 'withdrawals')) return
    await db.transaction().execute(reshape)
  },
})

const reshape = async (db: Kysely<Tables>): Promise<void> => {
  const added = [
    'version text',
    'unsent integer',
    'lent_to text',
    'lent_until text',
    'loan text',
    'erase_ordered_at text',
    'erased_at text',
  ]
  for (const column of added) await sql.raw(`alter table devices add column ${column}`).execute(db)
  await sql.raw('alter table incarnations add column withdrawn integer not null default 0').execute(db)
  await sql
    .raw(
      `create table withdrawals (device text not null, agent text not null, at text not null,
        primary key (device, agent))`,
    )
    .execute(db)
  // Revoked before there was a word for it.
  await sql
    .raw(
      `insert into withdrawals
        select id, '', revoked_at from devices where revoked_at is not null
        union all select '', id, revoked_at from agents where revoked_at is not null
        union all select device, agent, revoked_at from agent_keys where revoked_at is not null`,
    )
    .execute(db)
}
