// Acts that cannot both stand, taken apart: what each author had seen that the others had not, and what has already left
// the room because of it. Order comes from the graph of what was seen, never from the clocks. Pure.
import type { Act } from '../../../shared/dossier/act.ts'
import { ancestorsOf } from '../../../shared/dossier/graph.ts'
import { payloadOf } from '../../../shared/dossier/payload.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'

export interface Rival {
  readonly act: Act
  /** Acts that the author of another of these had seen and this one had not. */
  readonly unseen: readonly Act[]
  /** Acts that this author had seen and no other of them had. */
  readonly aloneSaw: readonly Act[]
  /** What went out because of this one: papers issued and handed over by whoever knew of it, the message about it. */
  readonly left: readonly Act[]
}

/** What cannot be taken back by a click. */
const leaving: ReadonlySet<Act['kind']> = new Set<Act['kind']>(['issued', 'handed-over'])

/** `contested` are the acts in conflict, `history` all the dossier's acts; the rivals come in the same order. */
export const rivals = (contested: readonly Act[], history: readonly Act[]): readonly Rival[] => {
  const past = new Map(history.map((act) => [act.id, ancestorsOf(history, act)]))
  const hasSeen = (act: Act, other: Act): boolean => past.get(act.id)?.has(other.id) ?? false
  const ids = new Set(contested.map(({ id }) => id))
  return contested.map((act) => {
    const others = contested.filter((other) => other !== act)
    const common = history.filter((one) => !ids.has(one.id))
    return {
      act,
      unseen: common.filter((one) => !hasSeen(act, one) && others.some((other) => hasSeen(other, one))),
      aloneSaw: common.filter((one) => hasSeen(act, one) && !others.some((other) => hasSeen(other, one))),
      left: history.filter(
        (one) => isToldOf(one, act) || (leaving.has(one.kind) && (one === act || hasSeen(one, act))),
      ),
    }
  })
}

/** The person reads it on their telephone. */
const isToldOf = (one: Act, act: Act): boolean => {
  const told = payloadOf(one, 'told')
  return told?.act === act.id && told.outcome === 'sent'
}

/** Did anything leave the room for any of them? Then that is said first. */
export const somethingLeft = (all: readonly Rival[]): boolean => all.some(({ left }) => left.length > 0)

/** Decisions first: as long as they wait, nothing else can be settled. */
export const contestedOf = (status: Pick<DossierStatus, 'suspended' | 'handedOverTwice'>): readonly Act[] =>
  status.suspended.length > 0 ? status.suspended : status.handedOverTwice
