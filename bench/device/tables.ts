// The tables of a headless device, in memory or in one SQLite file, and the little that reads a row. Nothing in here is
// sealed: rows and private keys lie open on the disk. For benches and drills only, never for people's real files.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  DatabaseSync,
  type SQLInputValue,
  type SQLOutputValue,
  type StatementResultingChanges,
  type StatementSync,
} from 'node:sqlite'
import type { EntryKind } from '../../shared/sync/ports.ts'

export interface Tables {
  all(sql: string, ...values: readonly SQLInputValue[]): readonly Row[]
  get(sql: string, ...values: readonly SQLInputValue[]): Row | undefined
  run(sql: string, ...values: readonly SQLInputValue[]): StatementResultingChanges
  /** A new row. Returns its number. */
  add(table: string, row: Readonly<Record<string, SQLInputValue>>): number
  /** All of `work` or nothing of it, and durable when it returns. */
  atomic<T>(work: () => T): T
  close(): void
}

// `units` are those that an act brings the dossier to, as JSON: no act has to be parsed to compare with the server.
// `page` is the last page of the server that proves a pulled entry. Packets keep the order of cutting by `at`.
const schema = `
  create table if not exists meta (key text primary key, value text not null) strict;
  create table if not exists sittings (
    incarnation text primary key, certificate blob not null, private_key blob not null
  ) strict;
  create table if not exists rows (
    key integer primary key, dossier text not null, kind text not null, bytes blob not null, units text not null,
    incarnation text not null, entry text, n integer not null default 0, covered integer not null default 0
  ) strict;
  create index if not exists rows_dossier on rows (dossier);
  create index if not exists rows_entry on rows (entry);
  create index if not exists rows_packet on rows (incarnation, n);
  create index if not exists rows_unsent on rows (key) where entry is null and covered = 0;
  create table if not exists pulled (
    at integer primary key, id text not null unique, dossier text not null, kind text not null, bytes blob not null,
    units text not null, page integer
  ) strict;
  create index if not exists pulled_dossier on pulled (dossier);
  create table if not exists pages (
    page integer primary key, counter integer not null, random text not null, unit text not null, ids text not null,
    receipt blob not null
  ) strict;
  create table if not exists chains (
    born integer primary key, incarnation text not null unique, n integer not null, hash text not null,
    acked integer not null, forked integer not null default 0, stable integer not null default 0
  ) strict;
  create table if not exists packets (
    at integer primary key, incarnation text not null, n integer not null, hash text not null, bytes blob not null,
    unique (incarnation, n)
  ) strict;
  create table if not exists held (
    entry text primary key, incarnation text not null, dossier text not null, reason text not null
  ) strict;
  create table if not exists erased (dossier text primary key) strict;
  create table if not exists serials (site integer not null, low integer not null, high integer not null) strict;

  create temp view own_received as
    select r.* from main.rows r left join main.chains c on c.incarnation = r.incarnation
    where r.covered = 0 and r.entry is not null and r.entry not in (select entry from main.held)
      and (r.n <= coalesce(c.acked, 0) or r.entry in (select id from main.pulled));
  create temp view received as
    select id, dossier, kind, bytes, units from main.pulled
    union all
    select entry, dossier, kind, bytes, units from own_received;`

/** `dir` null keeps everything in memory. */
export const openTables = (dir: string | null): Tables => {
  if (dir !== null) mkdirSync(dir, { recursive: true, mode: 0o700 })
  const database = new DatabaseSync(dir === null ? ':memory:' : join(dir, 'device.sqlite'))
  database.exec('pragma journal_mode = wal; pragma synchronous = full;')
  database.exec(schema)
  const prepared = new Map<string, StatementSync>()
  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, known)
    return known
  }
  return {
    all: (sql, ...values) => statement(sql).all(...values),
    get: (sql, ...values) => statement(sql).get(...values),
    run: (sql, ...values) => statement(sql).run(...values),
    add: (table, row) => {
      const names = Object.keys(row)
      const sql = `insert into ${table} (${names.join()}) values (${names.map(() => '?').join()})`
      return Number(statement(sql).run(...Object.values(row)).lastInsertRowid)
    },
    atomic: (work) => {
      database.exec('begin immediate')
      try {
        const value = work()
        database.exec('commit')
        return value
      } catch (cause) {
        database.exec('rollback')
        throw cause
      }
    },
    close: () => database.close(),
  }
}

/** One row as SQLite gives it. The columns are ours: another type than expected is a bug, or a damaged disk. */
export type Row = Readonly<Record<string, SQLOutputValue>>

export const text = (row: Row, column: string): string => {
  const value = row[column]
  if (typeof value !== 'string') throw new Error(`${column} is no text`)
  return value
}

export const whole = (row: Row, column: string): number => {
  const value = row[column]
  if (typeof value !== 'number') throw new Error(`${column} is no number`)
  return value
}

export const blob = (row: Row, column: string): Uint8Array => {
  const value = row[column]
  if (!(value instanceof Uint8Array)) throw new Error(`${column} is no blob`)
  return value
}

export const kindOf = (row: Row): EntryKind => (text(row, 'kind') === 'act' ? 'act' : 'draft')
