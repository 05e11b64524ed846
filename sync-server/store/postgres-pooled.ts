// Whether a connection to PostgreSQL is a session of one's own. Locks and news belong to a session: through a PgBouncer in
// `transaction` mode another process would hold them, or nobody, and nothing would say so.
import { sql, type Kysely } from 'kysely'
import type { Tables } from './schema.ts'

export const pooledWords =
  'DATABASE_URL passe par un PgBouncer en mode « transaction » ou « statement » : les verrous et les nouvelles des autres processus s’y perdent'

/**
 * One connection asks twice who serves it, and in between another takes a server for itself: the one that was just let
 * go, where servers are lent out for a transaction. Others' work may hide it from one try; found once it is certain.
 */
export const isPooled = async (db: Kysely<Tables>, tries = 1): Promise<boolean> => {
  for (let left = tries; left > 0; left--) {
    const moved = await db.connection().execute(async (one) => {
      const before = await serverOf(one)
      return db.connection().execute(async (other) => {
        await sql`begin`.execute(other)
        try {
          await serverOf(other)
          return (await serverOf(one)) !== before
        } finally {
          await sql`rollback`.execute(other)
        }
      })
    })
    if (moved) return true
  }
  return false
}

const serverOf = async (db: Kysely<Tables>): Promise<number | undefined> =>
  (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]?.pid
