// What a mandate allows, and what is over once it was taken back. A revocation wins over a mandate that had not seen it:
// the person said stop, and nobody may act on an older yes.
//
//   after it      no submission by anyone; from a service point no piece and no correction
//   still open    the office decides, hands over and closes; a point withdraws, notes, or is given a new mandate
import type { Role } from '../access/directory.ts'
import type { ActKind } from '../procedure/workflow.ts'
import { ancestorsOf } from './graph.ts'
import type { Act } from './act.ts'
import { payloadOf } from './payload.ts'
import type { DossierStatus } from './status.ts'

type History = Pick<DossierStatus, 'history'>

/** The mandate that stands: given, and taken back by nobody since. Null when there is none. */
export const standingMandate = ({ history }: History): Act | null => {
  const revoked = history.filter((act) => act.kind === 'mandate-revoked')
  const stands = (given: Act): boolean => {
    const seen = ancestorsOf(history, given)
    return revoked.every((act) => seen.has(act.id))
  }
  return history.findLast((act) => act.kind === 'mandate-given' && stands(act)) ?? null
}

export const hasMandate = (status: History): boolean => standingMandate(status) !== null

export const isRevoked = (status: History): boolean =>
  !hasMandate(status) && status.history.some((act) => act.kind === 'mandate-revoked')

/** Done in the person's name: a point does them only while nobody has said stop. */
const inTheirName: ReadonlySet<ActKind> = new Set<ActKind>(['piece-supplied', 'corrected'])

export const isOverFor = (seen: History, kind: ActKind, role: Role): boolean =>
  (kind === 'submitted' || (role === 'mediator' && inTheirName.has(kind))) && isRevoked(seen)

/** Who acts for an absent person has a mandate that says who they are. */
export const lacksSurrogate = (seen: History, act: Act): boolean => {
  if (payloadOf(act, 'submitted')?.mode !== 'surrogate') return false
  const given = standingMandate(seen)
  return !given || payloadOf(given, 'mandate-given')?.surrogate === undefined
}
