// How PostgreSQL is made to mean what SQLite means, under the same queries. One commune lives in one schema, and has one
// writer at a time: a transaction first takes the commune's lock, so that it sees all that was committed and nothing
// changes under it. Communes do not wait for each other. `read only` transactions take no lock.
import { createHash } from 'node:crypto'
import {
  CompiledQuery,
  PostgresAdapter,
  PostgresDialect,
  PostgresDriver,
  PostgresIntrospector,
  sql,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type TableMetadata,
  type TransactionSettings,
} from 'kysely'
import type { Pool } from 'pg'
import { createPlaces } from '../places.ts'
import { statementsOf, type Share } from './postgres-statements.ts'

/** The number of the lock that has this name: as good as none share one. */
export const lockNumber = (name: string): bigint =>
  createHash('sha256').update(`morchid ${name}`).digest().readBigInt64BE()

export const communeDialect = (pool: Pool, schema: string, share: Share): Dialect => {
  const config = { pool: statementsOf(pool, share) }
  const plain = new PostgresDialect(config)
  return {
    createDriver: () => new CommuneDriver(config, schema),
    createQueryCompiler: () => plain.createQueryCompiler(),
    createAdapter: () => new OneAtATime(),
    createIntrospector: (db) => new SchemaIntrospector(db, schema),
  }
}

/**
 * Null: of many communes. Outside a transaction a query that names no schema by itself then finds nothing, since the
 * connection may serve another commune next. COMMIT waits for the disk, whatever the database was told: a head is shown
 * only after it. No statement here is worth compiling or sharing among processes: with a million requests in the log the
 * planner took the page of a device that has almost everything for a long one, and called two helpers for 7 ms to read it
 * in less than one. A process that stands still in a transaction lets its commune go after a minute.
 */
export const sessionSettings = (schema: string | null): string =>
  `set search_path to ${schema === null ? "''" : `"${schema}"`}; set synchronous_commit to on;
   set jit to off; set max_parallel_workers_per_gather to 0;
   set idle_in_transaction_session_timeout to '60s'; set lock_timeout to '60s'`

class CommuneDriver extends PostgresDriver implements Driver {
  readonly #lock: string
  /** For this transaction alone: what names no schema by itself is the commune's too. */
  readonly #path: string
  /** Who waits for the commune's turn in this process has no connection meanwhile, and keeps none from the others. */
  readonly #writers = createPlaces(1, 60_000)
  readonly #turns = new WeakMap<DatabaseConnection, () => void>()

  constructor(config: ConstructorParameters<typeof PostgresDriver>[0], schema: string) {
    super(config)
    this.#lock = `select pg_advisory_xact_lock(${lockNumber(schema)})`
    this.#path = `set local search_path to "${schema}"`
  }

  override async beginTransaction(
    connection: DatabaseConnection,
    { isolationLevel, accessMode }: TransactionSettings,
  ): Promise<void> {
    const level = isolationLevel === undefined ? '' : ` isolation level ${isolationLevel}`
    const begin = `begin${level}${accessMode === undefined ? '' : ` ${accessMode}`}`
    if (accessMode !== 'read only') this.#turns.set(connection, await this.#writers.take())
    try {
      // One round trip for all.
      const lock = accessMode === 'read only' ? '' : `; ${this.#lock}`
      await connection.executeQuery(CompiledQuery.raw(`${begin}; ${this.#path}${lock}`))
    } catch (cause) {
      await this.rollbackTransaction(connection)
      throw cause
    }
  }

  /** Without its connection there is nothing to roll back, and that error would hide the one that matters. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => undefined)
  }

  override async releaseConnection(connection: Parameters<PostgresDriver['releaseConnection']>[0]): Promise<void> {
    await super.releaseConnection(connection)
    this.#turns.get(connection)?.()
  }
}

/** A change of shape is one transaction, and transactions of a commune follow each other already. */
class OneAtATime extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

/** Tables of this commune, by name alone: a country has forty thousand, and nobody here asks for more. */
class SchemaIntrospector extends PostgresIntrospector implements DatabaseIntrospector {
  readonly #db: Kysely<unknown>
  readonly #schema: string

  constructor(db: Kysely<unknown>, schema: string) {
    super(db)
    this.#db = db
    this.#schema = schema
  }

  override async getTables(): Promise<TableMetadata[]> {
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_catalog.pg_tables where schemaname = ${this.#schema}`.execute(this.#db)
    return rows.map(({ name }) => ({ name, schema: this.#schema, isView: false, isForeign: false, columns: [] }))
  }
}
