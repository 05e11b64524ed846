// The PostgreSQL engine: a commune's schema in a database that many communes and processes may share. With
// the other files of that name the only one of the store that may know PostgreSQL.
import { Kysely, sql, WithSchemaPlugin } from 'kysely'
import { Pool, type ClientConfig, type PoolConfig } from 'pg'
import { err, ok, type Result } from '../../shared/text/result.ts'
import type { StoreEngine } from './engine.ts'
import { communeDialect, sessionSettings } from './postgres-dialect.ts'
import { createPostgresNews } from './postgres-news.ts'
import { isPooled, pooledWords } from './postgres-pooled.ts'
import { createPostgresSession, type PostgresSession } from './postgres-session.ts'
import { asSqliteGives, type Share } from './postgres-statements.ts'
import type { Tables } from './schema.ts'
import { copyToSqlite } from './whole-copy.ts'

export interface PostgresPlace {
  readonly url: string
  /** The commune's; made when it is not there. */
  readonly schema: string
  /** A server's connections bear the commune's name alone, so that a command sees that it is served. */
  readonly purpose?: 'command'
}

export type PostgresProblem = {
  readonly type: 'unreachable' | 'refused' | 'no-database' | 'no-schema' | 'no-rights' | 'encoding' | 'pooled' | 'other'
  readonly message: string
}

/** Connections of one process for one commune; one more listens. */
const CONNECTIONS = 10

/** Connects and makes the schema; migrations come after. */
export const openPostgres = async ({
  url,
  schema,
  purpose,
}: PostgresPlace): Promise<Result<StoreEngine, PostgresProblem>> => {
  const name = purpose === undefined ? `morchid ${schema}` : `morchid ${purpose}`
  const config: ClientConfig = { connectionString: url, application_name: name, keepAlive: true, types: asSqliteGives }
  const pool = createPool({ ...config, max: CONNECTIONS }, schema)
  const session = createPostgresSession(config)
  const opened = await openSchema({ pool, session, schema, share: { most: CONNECTIONS, isAlone: true }, mayMake: true })
  if (!opened.ok) return opened
  const close = async (): Promise<void> => {
    await opened.value.close()
    await session.close()
  }
  return ok({ ...opened.value, close })
}

/** `schema` is null for the pool of many communes. */
export const createPool = (config: PoolConfig, schema: string | null): Pool => {
  const pool = new Pool({
    ...config,
    connectionTimeoutMillis: 10_000,
    onConnect: (client) => {
      // A connection that breaks leaves the pool, and whoever was using it is told by its query. Unheard, the word of it
      // would end the process.
      client.on('error', () => undefined)
      return client.query(sessionSettings(schema))
    },
  })
  pool.on('error', () => undefined)
  return pool
}

interface Opening {
  readonly pool: Pool
  readonly session: PostgresSession
  readonly schema: string
  readonly share: Share
  /** False: a schema that is not there is told. */
  readonly mayMake: boolean
}

/** Over a pool and a session that are there. Closing ends the pool if it is this commune's alone, never the session. */
export const openSchema = async ({
  pool,
  session,
  schema,
  share,
  mayMake,
}: Opening): Promise<Result<StoreEngine, PostgresProblem>> => {
  const db = new Kysely<Tables>({
    dialect: communeDialect(pool, schema, share),
    plugins: [new WithSchemaPlugin(schema)],
  })
  try {
    const problem = await prepare(db, { schema, mayMake, isAlone: share.isAlone })
    if (problem) {
      await db.destroy()
      return err(problem)
    }
  } catch (cause) {
    await db.destroy()
    return err(problemOf(cause))
  }
  const news = createPostgresNews({ session, pool, channel: schema })
  return ok({
    name: 'postgres',
    db,
    checkpoint: async () =>
      void (await sql`vacuum ${sql.join(emptied.map((table) => sql.id(schema, table)))}`.execute(db)),
    copyTo: (path) => copyToSqlite(db, path),
    news,
    close: async () => {
      await news.close()
      await db.destroy()
    },
  })
}

/** Where an erasure leaves room. */
const emptied = ['contents', 'packets', 'drafts', 'lookups']

const prepare = async (
  db: Kysely<Tables>,
  { schema, mayMake, isAlone }: Pick<Opening, 'schema' | 'mayMake'> & Pick<Share, 'isAlone'>,
): Promise<PostgresProblem | null> => {
  const { rows } = await sql<{ encoding: string; there: string | null }>`
    select current_setting('server_encoding') as encoding, to_regnamespace(${schema})::text as there`.execute(db)
  const [row] = rows
  if (row?.encoding !== 'UTF8') return { type: 'encoding', message: row?.encoding ?? '' }
  // Asked of the pool of many communes when it is made.
  if (isAlone && (await isPooled(db))) return { type: 'pooled', message: pooledWords }
  if (row.there === null && !mayMake) return { type: 'no-schema', message: schema }
  // Asked for only when it is not there: it may have been made by somebody with more rights.
  if (row.there === null)
    await db.transaction().execute((tx) => sql`create schema if not exists ${sql.id(schema)}`.execute(tx))
  return null
}

const types: Readonly<Record<string, PostgresProblem['type']>> = {
  ECONNREFUSED: 'unreachable',
  ENOENT: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ECONNRESET: 'unreachable',
  // Starting or stopping, or no connection left.
  '57P03': 'unreachable',
  '53300': 'unreachable',
  '28P01': 'refused',
  '28000': 'refused',
  '3D000': 'no-database',
  '42501': 'no-rights',
  // A statement prepared on another's server: PgBouncer before 1.21 does not know whose it is.
  '42P05': 'pooled',
  '26000': 'pooled',
}

export const problemOf = (cause: unknown): PostgresProblem => {
  const message = cause instanceof Error ? cause.message : String(cause)
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const type = types[code] ?? (/timeout/i.test(message) ? 'unreachable' : 'other')
  return { type, message: type === 'pooled' ? pooledWords : message }
}
