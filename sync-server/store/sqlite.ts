// The SQLite engine: node:sqlite made to look like what Kysely's SqliteDialect expects, one file, one owner.
// The only file of the store that may know SQLite.
//
//   journal_mode=WAL, synchronous=FULL    one fsync at each commit: a head is shown only after it
//   locking_mode=EXCLUSIVE                a second process cannot open the folder; the lock dies with its owner
import { backup, DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { Kysely, sql, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { createNearNews, type StoreEngine } from './engine.ts'
import type { Tables } from './schema.ts'

export type OpenSqlite = StoreEngine & { readonly name: 'sqlite' }

export type OpenProblem = { readonly type: 'in-use' } | { readonly type: 'damaged'; readonly message: string }

/** `path` may be `:memory:` in tests. Opens, locks and checks; migrations come after. */
export const openSqlite = (path: string): Result<OpenSqlite, OpenProblem> => {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(path, { timeout: 0 })
    // EXCLUSIVE before WAL: the index of the log then lives in memory and the lock is taken at the first read.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
    database.exec(
      'PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON; BEGIN EXCLUSIVE; COMMIT;',
    )
  } catch (cause) {
    database?.close()
    const message = cause instanceof Error ? cause.message : String(cause)
    return err(/locked|busy/i.test(message) ? { type: 'in-use' } : { type: 'damaged', message })
  }
  const opened = database
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: asKyselyDatabase(opened) }) })
  return ok({
    name: 'sqlite',
    db,
    news: createNearNews(),
    copyTo: async (path) => void (await backup(opened, path)),
    checkpoint: async () => void (await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(db)),
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
      const statement = asKyselyStatement(database.prepare(sql), () => sql !== 'rollback' || database.isTransaction)
      const oldest = statements.size < MAX_STATEMENTS ? undefined : statements.keys().next().value
      if (oldest !== undefined) statements.delete(oldest)
      statements.set(sql, statement)
      return statement
    },
    close: () => {
      statements.clear()
      // Whoever was cut off may be in the middle of one: nobody was told that it is kept.
      if (database.isTransaction) database.exec('ROLLBACK')
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      database.close()
    },
  }
}

/**
 * A full disk or a failing one ends the transaction by itself, and Kysely would then fail to roll back what is no more:
 * its error would hide the one that matters.
 */
const asKyselyStatement = (statement: StatementSync, makesSense: () => boolean): SqliteStatement => ({
  reader: statement.columns().length > 0,
  all: (parameters) => statement.all(...parameters.map(bindable)),
  run: (parameters) => (makesSense() ? statement.run(...parameters.map(bindable)) : { changes: 0, lastInsertRowid: 0 }),
  iterate: (parameters) => statement.iterate(...parameters.map(bindable)),
})

const bindable = (value: unknown): SQLInputValue => {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  if (value instanceof Uint8Array) return value
  throw new TypeError(`a ${typeof value} cannot be stored`)
}
