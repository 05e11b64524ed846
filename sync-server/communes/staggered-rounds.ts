// The hourly round of each commune, one commune after the other, so that those nobody asks for have theirs too and their
// rounds never come together. The first time round they follow closely: a restart owes everybody a look at what is due.
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'

export interface Rounds {
  /** Tells the round under way, and waits for it. */
  close(): Promise<void>
}

interface RoundsWorld {
  readonly codes: readonly string[]
  /** Opens the commune if need be. What it throws is told, and the next one comes. */
  round(code: string, closing: AbortSignal): Promise<void>
  readonly log: Pick<Logger, 'error'>
  readonly told: (outcome: 'done' | 'failed') => void
  readonly everyMs?: number
  /** Between two, the first time round. */
  readonly firstMs?: number
}

const HOUR_MS = 3_600_000

export const startRounds = ({ codes, round, log, told, everyMs = HOUR_MS, firstMs = 1000 }: RoundsWorld): Rounds => {
  const closing = new AbortController()
  const { signal } = closing
  const run = async (): Promise<void> => {
    const usual = everyMs / codes.length
    for (let between = Math.min(firstMs, usual); ; between = usual)
      for (const code of codes) {
        const due = performance.now() + between
        try {
          await round(code, signal)
          told('done')
        } catch (error) {
          if (signal.aborted) return
          told('failed')
          log.error({ commune: code, error: String(error) }, 'an hourly round failed')
        }
        await pause(Math.max(0, due - performance.now()), undefined, { signal, ref: false }).catch(() => undefined)
        if (signal.aborted) return
      }
  }
  const running = run()
  return {
    close: async () => {
      closing.abort()
      await running
    },
  }
}
