// What the server does by itself, at its start and then each hour, one process of the commune at a time. A round that fails
// is told and tried again in an hour; it never stops the server. A closing server tells the round under way, which ends after the
// dossier it is at, and waits for that.
import type { Logger } from 'pino'
import type { Locks } from './locks.ts'

export interface Hourly {
  close(): Promise<void>
}

interface HourlyWorld {
  readonly locks: Pick<Locks, 'tryTake'>
  readonly log: Pick<Logger, 'error' | 'info'>
  readonly everyMs?: number
}

const HOUR_MS = 3_600_000

/** `round` hears when to end. While another process does its round, this one leaves its out. */
export const startHourly = (
  round: (closing: AbortSignal) => Promise<void>,
  { locks, log, everyMs = HOUR_MS }: HourlyWorld,
): Hourly => {
  const closing = new AbortController()
  const run = (): Promise<void> =>
    roundOnce(round, { locks, log }, closing.signal).catch((error: unknown) => {
      if (!closing.signal.aborted) log.error({ error: String(error) }, 'an hourly round failed')
    })
  let underWay = run()
  const timer = setInterval(() => {
    underWay = underWay.then(run)
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

/** Left out while another process does it. */
export const roundOnce = async (
  round: (closing: AbortSignal) => Promise<void>,
  { locks, log }: Pick<HourlyWorld, 'locks' | 'log'>,
  closing: AbortSignal,
): Promise<void> => {
  const lock = await locks.tryTake('hourly')
  if (!lock) return log.info('another process does the hourly round')
  try {
    await round(closing)
  } finally {
    await lock.release()
  }
}
