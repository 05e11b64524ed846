// What a mandate allows, and what is over once it was taken back or has ended. A revocation wins over a mandate that had
// not seen it: the person said stop, and nobody may act on an older yes. It ends on its last day and with the request.
//
//   after it      no submission by anyone; from a service point no piece and no correction
//   still open    the office decides, hands over and closes; a point withdraws, notes, or is given a new mandate
import type { Role } from '../access/directory.ts'
import type { ActKind } from '../procedure/workflow.ts'
import { ancestorsOf } from './graph.ts'
import type { Act } from './act.ts'
import { hasEnd, isProvenOver, lastDayOf, looksOver } from './mandate-end.ts'
import { payloadOf } from './payload.ts'
import type { DossierStatus } from './status.ts'

type History = Pick<DossierStatus, 'history'>
type Seen = Pick<DossierStatus, 'history' | 'closed'>

/** The mandates that stand: given, and taken back by nobody since. In the order they were given. */
const standingMandates = ({ history }: History): readonly Act[] => {
  const revoked = history.filter((act) => act.kind === 'mandate-revoked')
  return history.filter((act) => {
    if (act.kind !== 'mandate-given') return false
    const seen = ancestorsOf(history, act)
    return revoked.every((stop) => seen.has(stop.id))
  })
}

/** The last of them. Null when there is none. */
export const standingMandate = (seen: History): Act | null => standingMandates(seen).at(-1) ?? null

export const hasMandate = (status: History): boolean => standingMandate(status) !== null

export const isRevoked = (status: History): boolean =>
  !hasMandate(status) && status.history.some((act) => act.kind === 'mandate-revoked')

/** All that were given are over, without doubt: past their last day by the server's time, or the request is closed. */
const hasEnded = ({ history, closed }: Seen, beacon: string | null): boolean => {
  const given = standingMandates({ history })
  return given.length > 0 && given.every((one) => (closed && hasEnd(one)) || isProvenOver(history, one, beacon))
}

/** Done in the person's name: a point does them only while nobody has said stop. */
const inTheirName: ReadonlySet<ActKind> = new Set<ActKind>(['piece-supplied', 'corrected'])

/** Why this is not done in the person's name any more, at the beacon its author quotes. Null when it may be. */
export const isOverFor = (
  seen: Seen,
  kind: ActKind,
  role: Role,
  beacon: string | null,
): 'mandate' | 'mandate-over' | null => {
  if (kind !== 'submitted' && !(role === 'mediator' && inTheirName.has(kind))) return null
  if (isRevoked(seen)) return 'mandate'
  return hasEnded(seen, beacon) ? 'mandate-over' : null
}

/** Who acts for an absent person has a mandate that says who they are. */
export const lacksSurrogate = (seen: History, act: Act): boolean => {
  if (payloadOf(act, 'submitted')?.mode !== 'surrogate') return false
  const given = standingMandate(seen)
  return !given || payloadOf(given, 'mandate-given')?.surrogate === undefined
}

/** How it stands, for a screen. `looks-over`: by this device's clock alone, which may be wrong. `done`: with the request. */
export interface MandateNow {
  readonly state: 'none' | 'revoked' | 'stands' | 'looks-over' | 'over' | 'done'
  /** ISO date of its last day. */
  readonly until: string | null
}

/** `today` is `YYYY-MM-DD` at the desk. */
export const mandateNow = (seen: Seen, beacon: string | null, today: string): MandateNow => {
  const given = standingMandates(seen)
  const until = given.map(lastDayOf).reduce((last, day) => (day !== null && day > (last ?? '') ? day : last), null)
  if (given.length === 0) return { state: isRevoked(seen) ? 'revoked' : 'none', until }
  if (seen.closed) return { state: 'done', until }
  if (hasEnded(seen, beacon)) return { state: 'over', until }
  return { state: given.every((one) => looksOver(one, today)) ? 'looks-over' : 'stands', until }
}
