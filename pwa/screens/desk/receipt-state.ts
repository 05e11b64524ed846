// What a receipt may say of where the request is, at the moment it is printed. Pure. Never "sent" for what waits here,
// never "received" before the office's server has said so: the paper may be late, never too early.
import type { Summary } from '../../models/summary.ts'

export type PaperState = 'kept' | 'sent' | 'received'

/** Unknown counts as kept. `sent`: it left with a sync, and the answer that it was received has not come back. */
export const paperState = (summary: Pick<Summary, 'kept' | 'public'> | undefined): PaperState => {
  if (summary === undefined) return 'kept'
  if (summary.public !== 'draft' && summary.public !== 'kept') return 'received'
  return summary.kept ? 'kept' : 'sent'
}
