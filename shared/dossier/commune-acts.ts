// Who may write the acts that belong to no request. Each recording and each count is a small dossier of its own: it
// opens with its own act, never mixes with a request, and has no pack and no workflow.
//
//   recorded ──► approved ⇄ rejected        by a supervisor, again and again; the last word counts
//      └───────────┴───────────┴──► withdrawn    by who recorded it or a supervisor; nothing comes after it
import type { Role } from '../access/directory.ts'
import { communeKinds, type ActKind, type CommuneKind } from '../procedure/workflow.ts'
import type { Act } from './act.ts'
import { ancestorsOf } from './graph.ts'

const desks: readonly Role[] = ['mediator', 'clerk', 'officer', 'supervisor']

export const communeWriters: Readonly<Record<CommuneKind, readonly Role[]>> = {
  'voice-recorded': ['mediator', 'supervisor'],
  'voice-approved': ['supervisor'],
  'voice-rejected': ['supervisor'],
  'voice-withdrawn': ['mediator', 'supervisor'],
  'visits-counted': desks,
}

export const isCommuneKind = (kind: ActKind): kind is CommuneKind => communeKinds.some((one) => one === kind)

/** Why an author who is known and has the role may still not write it, by what they had seen; null when they may. */
export const refusalOf = (others: readonly Act[], act: Act): 'order' | 'role' | null => {
  if (act.kind === 'voice-recorded' || act.kind === 'visits-counted') return others.length > 0 ? 'order' : null
  const before = ancestorsOf(others, act)
  const seen = others.filter((one) => before.has(one.id))
  const recorded = seen.find((one) => one.kind === 'voice-recorded')
  if (!recorded || seen.some((one) => one.kind === 'voice-withdrawn')) return 'order'
  const theirs = act.by.role === 'supervisor' || recorded.by.agent === act.by.agent
  return theirs ? null : 'role'
}
