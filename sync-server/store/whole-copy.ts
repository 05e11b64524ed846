// Everything that one database of the store holds, row by row into another, empty one of the same shape: from PostgreSQL
// into SQLite for a backup, either way when a commune moves (migrate/). One of the two is SQLite, whose catalogue says
// what there is to copy, so that a table of tomorrow is not forgotten. Each table is counted, and its rows hashed in the
// order of their keys: the same on either engine.
import { createHash, type Hash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { migrate } from './migrations.ts'
import type { Tables } from './schema.ts'
import { openSqlite } from './sqlite.ts'

export interface TableShape {
  readonly name: string
  readonly columns: readonly string[]
  readonly key: readonly string[]
  readonly hasBytes: boolean
}

export interface TableSum {
  readonly name: string
  readonly rows: number
  /** SHA-256 of every value of every row. */
  readonly digest: string
}

type Value = string | number | Uint8Array | null
type Row = Readonly<Record<string, Value>>

/** `path` is a new file, empty or not there. */
export const copyToSqlite = async (from: Kysely<Tables>, path: string): Promise<void> => {
  const opened = openSqlite(path)
  if (!opened.ok) throw new Error(`the copy cannot be written (${opened.error.type})`)
  const { db, close } = opened.value
  try {
    await migrate(db, 'blob')
    const shapes = await shapesOf(db)
    await inSnapshot(from, (source) => copyTables(source, db, shapes))
  } finally {
    await close()
  }
}

/** What is read is of one moment, and nobody waits for it. */
export const inSnapshot = <T>(db: Kysely<Tables>, work: (tx: Kysely<Tables>) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work)

/** All or nothing in `to`. */
export const copyTables = async (
  from: Kysely<Tables>,
  to: Kysely<Tables>,
  shapes: readonly TableShape[],
): Promise<readonly TableSum[]> =>
  to.transaction().execute(async (target) => {
    const sums: TableSum[] = []
    for (const shape of shapes)
      sums.push(
        await summed(shape, from, async (rows) => {
          for (const some of inParts(rows, Math.floor(PARAMETERS / shape.columns.length)))
            await insert(target, shape, some)
        }),
      )
    return sums
  })

/** Counts and digests of what is there. */
export const sumsOf = async (db: Kysely<Tables>, shapes: readonly TableShape[]): Promise<readonly TableSum[]> => {
  const sums: TableSum[] = []
  for (const shape of shapes) sums.push(await summed(shape, db, async () => undefined))
  return sums
}

/** Of SQLite. A table comes after those that it refers to. */
export const shapesOf = async (db: Kysely<Tables>): Promise<readonly TableShape[]> => {
  const { rows: tables } = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like 'kysely%'
    order by name`.execute(db)
  const shapes = new Map<string, TableShape & { readonly after: readonly string[] }>()
  for (const { name } of tables) {
    const { rows } = await sql<{ name: string; type: string; pk: number }>`
      select name, type, pk from pragma_table_info(${name})`.execute(db)
    const { rows: parents } = await sql<{ parent: string }>`
      select "table" as parent from pragma_foreign_key_list(${name})`.execute(db)
    const key = rows.filter(({ pk }) => pk > 0).sort((one, two) => one.pk - two.pk)
    if (key.length === 0) throw new Error(`table ${name} has no key`)
    shapes.set(name, {
      name,
      columns: rows.map((column) => column.name),
      key: key.map((column) => column.name),
      hasBytes: rows.some(({ type }) => type.toLowerCase() === 'blob'),
      after: parents.map(({ parent }) => parent).filter((parent) => parent !== name),
    })
  }
  const order = new Set<string>()
  const place = (name: string): void => {
    for (const parent of shapes.get(name)?.after ?? []) if (!order.has(parent)) place(parent)
    order.add(name)
  }
  for (const name of shapes.keys()) place(name)
  return [...order].flatMap((name) => shapes.get(name) ?? [])
}

/** A statement of SQLite takes 32,766 of them, one of PostgreSQL 65,535. */
const PARAMETERS = 30_000
const PAGE = 1000
/** Packed rows reach 200 KB. */
const PAGE_OF_BYTES = 100

const summed = async (
  shape: TableShape,
  from: Kysely<Tables>,
  take: (rows: readonly Row[]) => Promise<void>,
): Promise<TableSum> => {
  const hash = createHash('sha256')
  const limit = shape.hasBytes ? PAGE_OF_BYTES : PAGE
  let count = 0
  for (let last: Row | undefined; ;) {
    const rows = await pageAfter(from, shape, last, limit)
    for (const row of rows) for (const column of shape.columns) addTo(hash, row[column] ?? null)
    await take(rows)
    count += rows.length
    last = rows.at(-1)
    if (rows.length < limit) return { name: shape.name, rows: count, digest: hash.digest('hex') }
  }
}

const pageAfter = async (
  db: Kysely<Tables>,
  { name, columns, key }: TableShape,
  last: Row | undefined,
  limit: number,
): Promise<readonly Row[]> => {
  const keys = sql.join(key.map((column) => sql.ref(column)))
  const after = last ? sql`where (${keys}) > (${sql.join(key.map((column) => last[column]))})` : sql``
  const { rows } = await sql<Row>`
    select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(name)} ${after}
    order by ${keys} limit ${limit}`.execute(db)
  return rows
}

const insert = async (db: Kysely<Tables>, { name, columns }: TableShape, rows: readonly Row[]): Promise<void> => {
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`)
  await sql`insert into ${sql.table(name)} (${names}) values ${sql.join(values)}`.execute(db)
}

const inParts = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))

/** Its kind and its length first: no two lists of values read alike. */
const addTo = (hash: Hash, value: Value): void => {
  if (value === null) {
    hash.update('n')
    return
  }
  const bytes = value instanceof Uint8Array ? value : Buffer.from(String(value))
  const kind = value instanceof Uint8Array ? 'b' : typeof value === 'number' ? 'i' : 't'
  hash.update(`${kind}${bytes.length}:`).update(bytes)
}
