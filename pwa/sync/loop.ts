// When to sync. One loop a device, one round at a time, driven by events: something written, the network back, the
// screen shown again, the board moved, a timer. It decides when; the machine in shared/sync decides what.
//
//   poke(soon) ──► waiting ──(due)──► round ──► synced: again at once, or in a minute
//                     ▲                  └────► failed: full jitter back-off, or what the server asked for
//                     └── online, visible, timer ──┘
import { retryDelay } from '../../shared/sync/backoff.ts'

export type Round =
  /** `again`: there is more to send or to read. */
  | { readonly type: 'done'; readonly again: boolean; readonly retryAfter: number | null }
  | { readonly type: 'failed'; readonly failures: number; readonly retryAfter: number | null }

export interface LoopPorts {
  /** One round trip. `stop` ends it early; it must still resolve. Rejects only for a bug or a broken disk. */
  round(stop: AbortSignal): Promise<Round>
  /** [0, 1) */
  random(): number
  setTimer(work: () => void, ms: number): unknown
  clearTimer(timer: unknown): void
  /** ms, monotonic. */
  now(): number
  /** A round rejected; the loop goes on. */
  broken(cause: unknown): void
}

export interface Loop {
  /** Asks for a round within `ms`; an earlier one that is already due stays. */
  poke(ms: number): void
  /** A round now; one on its way that fails was on the link of before, and is tried again at once. */
  linkIsBack(): void
  /** A round now; resolves when it ended. */
  now(): Promise<void>
  /** Stops the round on its way and starts no other until `resume`. */
  pause(): Promise<void>
  resume(): void
}

/** Between rounds when nothing happens; the board and the events make it rarely matter. */
const restMs = 60_000
const leastWaitMs = 1_000

export const createLoop = (ports: LoopPorts): Loop => {
  let timer: unknown = null
  let due = Number.POSITIVE_INFINITY
  let running: Promise<void> | null = null
  let stop = new AbortController()
  let paused = false
  let askedMeanwhile = false
  let backMeanwhile = false

  const schedule = (ms: number): void => {
    const at = ports.now() + ms
    if (paused || at >= due) return
    if (timer !== null) ports.clearTimer(timer)
    due = at
    timer = ports.setTimer(() => void run(), ms)
  }
  const unschedule = (): void => {
    if (timer !== null) ports.clearTimer(timer)
    timer = null
    due = Number.POSITIVE_INFINITY
  }
  const afterRound = (round: Round): void => {
    if (round.type === 'failed') {
      const wait =
        backMeanwhile && round.retryAfter === null ? 0 : retryDelay(round.failures, ports.random(), round.retryAfter)
      return schedule(Math.max(leastWaitMs, wait))
    }
    if (round.retryAfter !== null) return schedule(retryDelay(1, ports.random(), round.retryAfter))
    return schedule(round.again || askedMeanwhile ? 0 : restMs * (0.75 + ports.random() / 2))
  }
  const run = (): Promise<void> => {
    if (running || paused) return running ?? Promise.resolve()
    unschedule()
    askedMeanwhile = false
    backMeanwhile = false
    running = ports
      .round(stop.signal)
      .then(afterRound, (cause: unknown) => {
        ports.broken(cause)
        schedule(restMs)
      })
      .finally(() => {
        running = null
      })
    return running
  }

  return {
    poke: (ms) => {
      if (running) askedMeanwhile = true
      else schedule(ms)
    },
    linkIsBack: () => {
      if (running) backMeanwhile = true
      else schedule(0)
    },
    now: async () => {
      // A round on its way may have missed what was just written.
      await running
      await run()
    },
    pause: async () => {
      paused = true
      unschedule()
      stop.abort()
      await running
    },
    resume: () => {
      paused = false
      stop = new AbortController()
      schedule(0)
    },
  }
}
