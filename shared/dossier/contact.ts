// How the person wants to hear of their request: their last word, said at the counter. A commune with a gateway sends by
// it (notice/due.ts). It holds no number: that is an answer.
import type { Act } from './act.ts'
import { payloadOf, type Payload } from './payload.ts'

export type Contact = Payload<'contact-chosen'>

/** Null when nobody asked them. `history` in order. */
export const contactOf = (history: readonly Act[]): Contact | null => {
  const last = history.findLast((act) => act.kind === 'contact-chosen')
  return last ? payloadOf(last, 'contact-chosen') : null
}
