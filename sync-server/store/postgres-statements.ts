// What goes to PostgreSQL and what comes back: statements kept ready in each connection, values as SQLite would take and
// give them.
import { hash } from 'node:crypto'
import type { PostgresPool } from 'kysely'
import { DatabaseError, types, type CustomTypesConfig, type Pool, type PoolClient } from 'pg'
import { createPlaces } from '../places.ts'

/** A text of PostgreSQL cannot hold NUL: it is kept as what stands for an unreadable sign. */
const said = (value: unknown): unknown =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value

/** Statements that are kept ready in each connection: the same hundred come back all day. */
const MAX_STATEMENTS = 300
/** Longer ones hold a list, and seldom come twice with as many. */
const MAX_TEXT = 1000

/** Of a connection that serves many communes: it would remember the statements of all. */
const MOST_LEARNED = 1000
const learned = new WeakMap<PoolClient, Set<string>>()
const LONGEST_WAIT_MS = 60_000

export interface Share {
  /** Connections that it may have at a time. */
  readonly most: number
  /** The pool is this commune's alone, and ends with it. */
  readonly isAlone: boolean
}

/** What Kysely asks of a pool. A connection is taken when the first statement is sent, not before. */
export const statementsOf = (pool: Pool, { most, isAlone }: Share): PostgresPool => {
  const places = createPlaces(most, LONGEST_WAIT_MS)
  let names = new Map<string, string>()
  let renewed = 0
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text)
    if (known !== undefined || names.size >= MAX_STATEMENTS || text.length > MAX_TEXT) return known
    // By its text, which names the schema: a connection may have known it from another commune's, or an earlier, opening.
    const name = `${renewed}_${hash('sha256', text, 'base64url')}`
    names.set(text, name)
    return name
  }
  const ask = (client: PoolClient, text: string, values: readonly unknown[]): Promise<unknown> => {
    // Several statements at once cannot be kept, nor need to.
    const name = values.length === 0 ? undefined : nameOf(text)
    if (name !== undefined) learned.set(client, (learned.get(client) ?? new Set()).add(name))
    return client.query({ text, values: values.map(said), ...(name === undefined ? {} : { name }) })
  }
  const query = async (client: PoolClient, text: string, values: readonly unknown[]): Promise<unknown> => {
    try {
      return await ask(client, text, values)
    } catch (cause) {
      if (!(cause instanceof DatabaseError) || cause.code !== FEATURE_NOT_SUPPORTED) throw cause
      // A newer process has changed the shape of a table: what was kept ready no longer fits. Nothing was done; a
      // transaction is lost by it all the same, and begins again with whoever asked for it.
      names = new Map()
      renewed++
      return ask(client, text, values).catch(() => {
        throw cause
      })
    }
  }
  const take = async (): Promise<{ readonly client: PoolClient; release(): void }> => {
    const leave = await places.take()
    try {
      const client = await pool.connect()
      const release = (): void => {
        client.release((learned.get(client)?.size ?? 0) > MOST_LEARNED)
        leave()
      }
      return { client, release }
    } catch (cause) {
      leave()
      throw cause
    }
  }
  return {
    connect: async () => {
      let taken: ReturnType<typeof take> | null = null
      return {
        query: async (text: string, values: readonly unknown[]) =>
          query((await (taken ??= take())).client, text, values),
        release: () => {
          taken?.then(
            ({ release }) => release(),
            () => undefined,
          )
        },
      } as never
    },
    end: async () => {
      if (isAlone) await pool.end()
    },
  }
}

const FEATURE_NOT_SUPPORTED = '0A000'

const toBytes = (text: string): Uint8Array => {
  const { buffer, byteOffset, length } = Buffer.from(text.slice(2), 'hex')
  return new Uint8Array(buffer, byteOffset, length)
}

/** Whole numbers and sums as numbers, bytes as plain bytes, as node:sqlite gives them. */
export const asSqliteGives: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format === 'binary') return types.getTypeParser(oid, 'binary')
    if (oid === types.builtins.INT8 || oid === types.builtins.NUMERIC) return Number
    return oid === types.builtins.BYTEA ? toBytes : types.getTypeParser(oid, 'text')
  }) as CustomTypesConfig['getTypeParser'],
}
