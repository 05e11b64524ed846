// Locks between the processes of a commune on PostgreSQL: advisory locks of a session, which other communes of the process
// may use too. A process that is killed loses them with its connection. When only the connection breaks they are taken again
// on a new one, unless another was faster: work that had begun may then meet another's, and what it guards bears that.
import type { FarLocks } from '../locks.ts'
import type { PostgresPlace } from './postgres.ts'
import { createPostgresSession, type PostgresSession } from './postgres-session.ts'

/** On a connection of their own. */
export const createPostgresLocks = ({ url, schema }: PostgresPlace): FarLocks => {
  const session = createPostgresSession({ connectionString: url, application_name: `morchid ${schema} locks` })
  const locks = locksOver(session, schema)
  return { ...locks, close: session.close }
}

/** Closing gives back what is still held; the session goes on. */
export const locksOver = (session: PostgresSession, schema: string): FarLocks => {
  const channel = `${schema}:wanted`
  const mine = new Set<string>()
  let heard: (name: string) => void = () => undefined
  let stopHearing: (() => void) | null = null
  let closed = false

  const nameOf = (name: string): string => `morchid lock|${schema}|${name}`
  const forget = session.atEach(async (ask) => {
    for (const name of mine) await ask(take, [nameOf(name)])
  })
  const asked = async (text: string, values: readonly string[]): Promise<boolean> => {
    if (closed) throw new Error('locks are closed')
    // Whoever may have a lock hears that it is wanted.
    stopHearing ??= session.listen(channel, { heard: (name) => mine.has(name) && heard(name) })
    return session.ask(text, values)
  }
  const give = async (name: string): Promise<void> => {
    mine.delete(name)
    // A connection that broke has given it already.
    await asked(giveBack, [nameOf(name)]).catch(() => undefined)
  }

  return {
    tryTake: async (name) => {
      const taken = await asked(take, [nameOf(name)])
      if (taken) mine.add(name)
      return taken
    },
    give,
    ask: async (name) => void (await asked(tell, [channel, name])),
    asked: (listener) => {
      heard = listener
    },
    close: async () => {
      for (const name of mine) await give(name)
      closed = true
      stopHearing?.()
      forget()
    },
  }
}

const take = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as yes'
const giveBack = 'select pg_advisory_unlock(hashtextextended($1, 0)) as yes'
const tell = 'select true as yes from pg_notify($1, $2)'
