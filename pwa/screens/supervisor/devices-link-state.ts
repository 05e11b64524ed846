// How far an enrolment link has come, from what this device knows. Pure. The quarter of an hour is the server's; counted
// here from when the server was seen to have it, it ends here a little later than there, never more than a sync's time.
import type { StandingLine } from '../../models/fleet.ts'

export type LinkState =
  | { readonly type: 'kept' | 'held' | 'over' }
  /** Whole minutes left, counted up. */
  | { readonly type: 'sent'; readonly minutes: number }

const lastsMs = 15 * 60_000

/** `sentAt`: when the server was seen to have it, by the clock of `now`. */
export const linkStateOf = (
  line: Pick<StandingLine, 'kept' | 'held'> | null,
  sentAt: number | null,
  now: number,
): LinkState => {
  if (line?.held === true) return { type: 'held' }
  if (line === null || line.kept || sentAt === null) return { type: 'kept' }
  // A clock set back in between makes it no longer.
  const left = lastsMs - Math.max(0, now - sentAt)
  return left <= 0 ? { type: 'over' } : { type: 'sent', minutes: Math.ceil(left / 60_000) }
}
