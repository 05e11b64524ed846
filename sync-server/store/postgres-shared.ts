// One PostgreSQL for all communes of a process: one pool, which none of them can take for itself, and one session more, in
// which news of all is heard and locks of all are held. Whatever belongs to a commune says its schema.
import { Kysely, PostgresDialect } from 'kysely'
import type { ClientConfig } from 'pg'
import { err, ok, type Result } from '../../shared/text/result.ts'
import type { FarLocks } from '../locks.ts'
import type { StoreEngine } from './engine.ts'
import { createPool, openSchema, problemOf, type PostgresProblem } from './postgres.ts'
import { locksOver } from './postgres-locks.ts'
import { isPooled, pooledWords } from './postgres-pooled.ts'
import { createPostgresSession } from './postgres-session.ts'
import { asSqliteGives } from './postgres-statements.ts'
import type { Tables } from './schema.ts'

export interface SharedPostgres {
  /** A schema that is not there is told, not made. */
  open(schema: string): Promise<Result<StoreEngine, PostgresProblem>>
  locksOf(schema: string): FarLocks
  answers(): Promise<boolean>
  close(): Promise<void>
}

interface SharedPlace {
  readonly url: string
  /** Of the pool. */
  readonly connections: number
  /** Whoever asks whether one of these is served hears that it is, open or not. */
  readonly schemas: readonly string[]
}

/** A connection remembers every table it has seen: a new one knows none. */
const LIFETIME_S = 900

export const openSharedPostgres = async ({
  url,
  connections,
  schemas,
}: SharedPlace): Promise<Result<SharedPostgres, PostgresProblem>> => {
  const config: ClientConfig = {
    connectionString: url,
    application_name: 'morchid communes',
    keepAlive: true,
    types: asSqliteGives,
  }
  const pool = createPool({ ...config, max: connections, maxLifetimeSeconds: LIFETIME_S }, null)
  const session = createPostgresSession(config)
  const share = { most: Math.max(2, Math.ceil(connections / 2)), isAlone: false }
  session.atEach((ask) => ask(serve, [schemas.map(servedName)]))
  const close = async (): Promise<void> => {
    await session.close()
    await pool.end()
  }
  try {
    await session.ask('select true as yes', [])
    if (connections > 1 && (await isPooled(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })))) {
      await close()
      return err({ type: 'pooled', message: pooledWords })
    }
  } catch (cause) {
    await close()
    return err(problemOf(cause))
  }
  return ok({
    open: (schema) => openSchema({ pool, session, schema, share, mayMake: false }),
    answers: () =>
      pool.query('select 1').then(
        () => true,
        () => false,
      ),
    locksOf: (schema) => locksOver(session, schema),
    close,
  })
}

/** Held in common by every process that may serve it. */
export const servedName = (schema: string): string => `morchid served|${schema}`

const serve = `select bool_and(pg_try_advisory_lock_shared(hashtextextended(name, 0))) as yes from unnest($1::text[]) as name`
