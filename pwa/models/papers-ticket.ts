// The ticket that lets an office read papers: it comes with a sync that asks for it, is good for half an hour, and lies
// in memory only. Nobody at the device, no ticket.
import type { AnswerHeaders } from '../sync/http.ts'

export interface PaperTicket {
  /** Whether the next sync is to ask for one. */
  wanted(): boolean
  heard(headers: AnswerHeaders): void
  /** Of the last sync, or of one that is made for it; null without a link. */
  get(): Promise<string | null>
  /** The server does not take it any more. */
  forget(): void
}

/** The server counts thirty minutes. */
const goodForMs = 25 * 60_000

/** `sync` makes a round and resolves when it ended; `now` is monotonic, ms. */
export const createPaperTicket = (sync: () => Promise<void>, now: () => number): PaperTicket => {
  let kept: { readonly ticket: string; readonly until: number } | null = null
  let isWanted = false
  const good = (): string | null => (kept && kept.until > now() ? kept.ticket : null)
  return {
    wanted: () => isWanted,
    heard: ({ boardTicket }) => {
      if (boardTicket !== null) kept = { ticket: boardTicket, until: now() + goodForMs }
    },
    get: async () => {
      const known = good()
      if (known !== null) return known
      isWanted = true
      try {
        await sync()
      } finally {
        isWanted = false
      }
      return good()
    },
    forget: () => {
      kept = null
    },
  }
}
