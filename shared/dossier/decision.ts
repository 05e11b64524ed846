// What a decision says, whether it was taken at once or when two were settled anew. Readers of a status use this, so that
// no screen and no message forgets the second way.
import type { Act } from './act.ts'
import { payloadOf } from './payload.ts'

export interface Decision {
  readonly outcome: string
  readonly reason?: string | undefined
  readonly text?: string | undefined
  readonly amount?: number | undefined
  /** Nobody answered in time, and the law takes that as an answer. */
  readonly silence: boolean
}

/** Null when the act decides nothing. */
export const decisionIn = (act: Act | null): Decision | null => {
  if (act === null) return null
  const decided = payloadOf(act, 'decided')
  if (decided) return { ...decided, silence: decided.silence === true }
  const anew = payloadOf(act, 'settled')?.anew
  return anew ? { ...anew, silence: false } : null
}
