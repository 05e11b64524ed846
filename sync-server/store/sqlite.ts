// The SQLite engine: node:sqlite made to look like what Kysely's SqliteDialect expects, one file, one owner.
// The only file of the store that may know SQLite.
//
//   journal_mode=WAL, synchronous=FULL    one fsync at each commit: a head is shown only after it
//   locking_mode=EXCLUSIVE                a second process cannot open the folder; the lock dies with its owner
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely'
import { err, ok, type Result } from '../../shared/text/result.ts'
import type { Tables } from './schema.ts'

export interface OpenSqlite {
  readonly db: Kysely<Tables>
  /** Writes the log back into the database file and closes. */
  close(): Promise<void>
}

export type OpenProblem = { readonly type: 'in-use' } | { readonly type: 'damaged'; readonly message: string }

/** `path` may be `:memory:` in tests. Opens, locks and checks; migrations come after. */
export const openSqlite = (path: string): Result<OpenSqlite, OpenProblem> => {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(path, { timeout: 0 })
    // EXCLUSIVE before WAL: the index of the log then lives in memory and the lock is taken at the first read.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
    database.exec('PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; BEGIN EXCLUSIVE; COMMIT;')
  } catch (cause) {
    database?.close()
    const message = cause instanceof Error ? cause.message : String(cause)
    return err(/locked|busy/i.test(message) ? { type: 'in-use' } : { type: 'damaged', message })
  }
  const opened = database
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: asKyselyDatabase(opened) }) })
  return ok({
    db,
    close: async () => {
      // Kysely closes the file only if a query was made through it.
      await db.destroy()
      if (opened.isOpen) opened.close()
    },
  })
}

/** Compiled statements are kept: the same forty queries come back all day. */
const MAX_STATEMENTS = 200

const asKyselyDatabase = (database: DatabaseSync): SqliteDatabase => {
  const statements = new Map<string, SqliteStatement>()
  return {
    prepare: (sql) => {
      const known = statements.get(sql)
      if (known) return known
      const statement = asKyselyStatement(database.prepare(sql))
      const oldest = statements.size < MAX_STATEMENTS ? undefined : statements.keys().next().value
      if (oldest !== undefined) statements.delete(oldest)
      statements.set(sql, statement)
      return statement
    },
    close: () => {
      statements.clear()
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      database.close()
    },
  }
}

const asKyselyStatement = (statement: StatementSync): SqliteStatement => ({
  reader: statement.columns().length > 0,
  all: (parameters) => statement.all(...parameters.map(bindable)),
  run: (parameters) => statement.run(...parameters.map(bindable)),
  iterate: (parameters) => statement.iterate(...parameters.map(bindable)),
})

const bindable = (value: unknown): SQLInputValue => {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  if (value instanceof Uint8Array) return value
  throw new TypeError(`a ${typeof value} cannot be stored`)
}
