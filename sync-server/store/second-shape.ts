// From the first shape of the log to the second: ids once instead of four times, bytes packed (contents.ts), digests of
// what units have, marks for backups. Every dossier keeps its order and every unit's journal its numbers.
//
//   entries (with their bytes, one count per dossier)  ─►  entries (one count for all) + contents
//   journal ─► id of the entry                         ─►  journal ─► its position
import { sql, type Kysely, type Migration } from 'kysely'
import { inChunks } from './chunks.ts'
import { keepContents } from './contents.ts'
import { countedAgain, openJournal } from './journal.ts'
import type { Tables } from './schema.ts'

interface Before {
  first_entries: Omit<Tables['entries'], 'life' | 'content'> & { bytes: Uint8Array }
  first_journal: { unit: string; seq: number; entry: string }
  first_circulation: { dossier: string; unit: string }
}

export const secondShape = (bytes: 'blob' | 'bytea'): Migration => ({
  up: async (db: Kysely<Tables & Before>) => {
    // Together or not at all: SQLite can, though Kysely does not ask it to.
    if (bytes === 'bytea') return reshape(db, bytes)
    if ((await db.introspection.getTables()).some(({ name }) => name === 'contents')) return
    await db.transaction().execute((tx) => reshape(tx, bytes))
  },
})

const reshape = async (db: Kysely<Tables & Before>, bytes: 'blob' | 'bytea'): Promise<void> => {
  const run = async (text: string): Promise<void> => void (await sql.raw(text).execute(db))
  const inAll = async (texts: readonly string[]): Promise<void> => {
    for (const text of texts) await run(text)
  }
  // In SQLite an `integer` key is free, and a row that is found by its key alone need not be kept twice.
  const [key, byKey] = bytes === 'blob' ? ['integer', 'without rowid'] : ['bigint', '']
  const moved = ['entries', 'journal', 'drafts', 'circulation', 'lookups']
  await inAll(moved.map((table) => `alter table ${table} rename to first_${table}`))
  await inAll([
    `create table contents (number ${key} primary key, bytes ${bytes} not null)`,
    `create table entries (position ${key} primary key, id text not null, dossier text not null, kind text not null,
      incarnation text not null, n bigint not null, held text, life integer not null default 1,
      content bigint not null references contents (number))`,
    `create table digests (unit text primary key, number integer not null unique, value ${bytes} not null)`,
    `create table journal (unit integer not null references digests (number), seq bigint not null, entry bigint not null
      references entries (position), primary key (unit, seq)) ${byKey}`,
    `create table drafts (dossier text primary key, state ${bytes}, revision integer not null default 0) ${byKey}`,
    `create table circulation (dossier text primary key, units text not null) ${byKey}`,
    `create table lookups (dossier text primary key, reference text not null, token_hash text not null,
      secret_hash text not null) ${byKey}`,
  ])
  await copyEntries(db)
  await copyCirculation(db)
  const journals = await db.selectFrom('first_journal').select('unit').distinct().orderBy('unit').execute()
  for (const { unit } of journals) await openJournal(db, unit)
  await inAll([
    `insert into journal select number, seq, position from first_journal
      join digests on digests.unit = first_journal.unit join entries on entries.id = first_journal.entry`,
    `insert into drafts (dossier, state) select dossier, state from first_drafts`,
    `insert into lookups select dossier, reference, token_hash, secret_hash from first_lookups`,
    `delete from counters where name like 'dossier:%'`,
    ...moved.toReversed().map((table) => `drop table first_${table}`),
    // Enough of it to find a few rows, in a third of the room.
    `create index entries_by_id on entries (substr(id, 1, 12))`,
    `create index entries_of_dossier on entries (substr(dossier, 1, 8))`,
    `create index entries_held on entries (incarnation) where held is not null`,
    `create index lookups_by_reference on lookups (reference)`,
    `create index lookups_by_token on lookups (substr(token_hash, 1, 8))`,
    ...['stable_n', 'backed_n', 'stable_backup'].map(
      (mark) => `alter table incarnations add column ${mark} bigint not null default 0`,
    ),
    `create index incarnations_of_device on incarnations (device)`,
  ])
  for (const { unit } of journals) await countDigestAgain(db, unit)
}

const PAGE = 500

const copyEntries = async (db: Kysely<Tables & Before>): Promise<void> => {
  let last = { dossier: '', position: 0 }
  let copied = 0
  for (;;) {
    const page = await db
      .selectFrom('first_entries')
      .selectAll()
      .where((eb) =>
        eb.or([
          eb('dossier', '>', last.dossier),
          eb.and([eb('dossier', '=', last.dossier), eb('position', '>', last.position)]),
        ]),
      )
      .orderBy('dossier')
      .orderBy('position')
      .limit(PAGE)
      .execute()
    const end = page.at(-1)
    if (!end) break
    const first = copied + 1
    const contents = await keepContents(
      db,
      first,
      page.map((row) => row.bytes),
    )
    await db
      .insertInto('entries')
      .values(
        page.map(({ id, dossier, kind, incarnation, n, held }, at) => ({
          position: first + at,
          id,
          dossier,
          kind,
          incarnation,
          n,
          held,
          life: 1,
          content: contents[at] ?? 0,
        })),
      )
      .execute()
    copied += page.length
    last = end
  }
  if (copied > 0) await db.insertInto('counters').values({ name: 'entries', value: copied }).execute()
}

const copyCirculation = async (db: Kysely<Tables & Before>): Promise<void> => {
  const rows = await db.selectFrom('first_circulation').selectAll().orderBy('dossier').orderBy('unit').execute()
  const units = Map.groupBy(rows, ({ dossier }) => dossier)
  const whole = [...units].map(([dossier, all]) => ({ dossier, units: JSON.stringify(all.map(({ unit }) => unit)) }))
  for (const chunk of inChunks(whole)) await db.insertInto('circulation').values(chunk).execute()
}

const countDigestAgain = async (db: Kysely<Tables>, unit: string): Promise<void> => {
  const value = await countedAgain(db, unit)
  await db.updateTable('digests').set({ value }).where('unit', '=', unit).execute()
}
