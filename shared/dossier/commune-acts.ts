// Who may write the acts that belong to no request. Each recording, each count, each order is a small dossier of its own:
// it opens with its own act, never mixes with a request, and has no pack and no workflow.
//
//   recorded ──► approved ⇄ rejected        by a supervisor, again and again; the last word counts
//      └───────────┴───────────┴──► withdrawn    by who recorded it or a supervisor; nothing comes after it
//   lent ──► returned        joined ──► certified        by a supervisor, once
//   every other one stands alone
import type { Role } from '../access/directory.ts'
import { communeKinds, type ActKind, type CommuneKind } from '../procedure/workflow.ts'
import type { Act } from './act.ts'
import { ancestorsOf } from './graph.ts'
import { payloadOf } from './payload.ts'

const desks: readonly Role[] = ['mediator', 'clerk', 'officer', 'supervisor']
const supervisors: readonly Role[] = ['supervisor']

export const communeWriters: Readonly<Record<CommuneKind, readonly Role[]>> = {
  'voice-recorded': ['mediator', 'supervisor'],
  'voice-approved': supervisors,
  'voice-rejected': supervisors,
  'voice-withdrawn': ['mediator', 'supervisor'],
  'visits-counted': desks,
  'device-lent': supervisors,
  'device-returned': supervisors,
  'device-erase-ordered': supervisors,
  'device-revoked': supervisors,
  'link-made': supervisors,
  'person-joined': desks,
  'person-certified': supervisors,
  'key-rotated': desks,
  'person-left': supervisors,
  'work-admitted': supervisors,
  incident: desks,
}

export const isCommuneKind = (kind: ActKind): kind is CommuneKind => communeKinds.some((one) => one === kind)

/** Acts that come after another of their dossier, and which one; every other kind opens its own. */
const follows: Partial<Readonly<Record<CommuneKind, CommuneKind>>> = {
  'voice-approved': 'voice-recorded',
  'voice-rejected': 'voice-recorded',
  'voice-withdrawn': 'voice-recorded',
  'device-returned': 'device-lent',
  'person-certified': 'person-joined',
}

export const opensCommuneDossier = (kind: ActKind): boolean => isCommuneKind(kind) && follows[kind] === undefined

/** Nothing of its dossier comes after one of these. */
const last: readonly ActKind[] = ['voice-withdrawn', 'device-returned', 'person-certified']

/** Units that an act of the commune names as its readers, besides the one where it was written. */
export const readersNamedBy = (act: Act): readonly string[] => {
  if (!isCommuneKind(act.kind) || !Array.isArray(act.payload['to'])) return []
  return act.payload['to'].filter((unit): unit is string => typeof unit === 'string')
}

/** Why an author who is known and has the role may still not write it, by what they had seen; null when they may. */
export const refusalOf = (others: readonly Act[], act: Act): 'order' | 'role' | null => {
  const first = isCommuneKind(act.kind) ? follows[act.kind] : undefined
  if (first === undefined) return others.length > 0 ? 'order' : isTheirs(act) ? null : 'role'
  const before = ancestorsOf(others, act)
  const seen = others.filter((one) => before.has(one.id))
  const opening = seen.find((one) => one.kind === first)
  if (!opening || seen.some((one) => last.includes(one.kind))) return 'order'
  const certified = payloadOf(act, 'person-certified')
  if (certified && certified.joined !== opening.id) return 'order'
  const theirs = act.by.role === 'supervisor' || opening.by.agent === act.by.agent
  return theirs ? null : 'role'
}

/** A person joins where they stand; and nobody ends their own access, so that a supervisor is always left. */
const isTheirs = (act: Act): boolean => {
  const joined = payloadOf(act, 'person-joined')
  const gone = payloadOf(act, 'person-left')
  if (joined) return joined.device === act.by.device && (joined.newcomer?.unit ?? act.by.unit) === act.by.unit
  return gone?.agent !== act.by.agent || gone?.device !== undefined
}
