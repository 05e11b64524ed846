// Looks for people to write to, again and again, one process of the commune at a time. A round that fails is told and the
// next one comes.
import type { Logger } from 'pino'
import type { ServerPorts } from '../../shared/sync/server-ports.ts'
import type { Locks } from '../locks.ts'
import type { AppDeps } from '../routes/context.ts'
import { tellPeople } from './tell-people.ts'

export type TellingRound = (closing: AbortSignal) => Promise<void>

/** Null where nobody is written to. On a full disk, or while another process does it, a round does nothing. */
export const createTellingRound = (
  deps: AppDeps,
  ports: ServerPorts,
  locks: Pick<Locks, 'tryTake'>,
): TellingRound | null => {
  const { db, packs, metrics, log, storage, messages } = deps
  if (!messages) return null
  return async (closing) => {
    if ((await storage.look()) === 'full') return
    const lock = await locks.tryTake('messages')
    if (!lock) return
    try {
      await tellPeople({ ...messages, db, ports, packOf: packs.packOf, metrics, log, closing })
    } finally {
      await lock.release()
    }
  }
}

export interface Telling {
  /** Tells the round under way, and waits for it. */
  close(): Promise<void>
}

const EVERY_MS = 30_000

export const startTelling = (round: TellingRound, log: Pick<Logger, 'error'>, everyMs = EVERY_MS): Telling => {
  const closing = new AbortController()
  let underWay: Promise<void> | null = null
  const run = async (): Promise<void> => {
    try {
      await round(closing.signal)
    } catch (error) {
      if (!closing.signal.aborted) log.error({ error: String(error) }, 'messages were not sent')
    }
    underWay = null
  }
  const timer = setInterval(() => {
    underWay ??= run()
  }, everyMs)
  timer.unref()
  return {
    close: async () => {
      clearInterval(timer)
      closing.abort()
      await underWay
    },
  }
}
