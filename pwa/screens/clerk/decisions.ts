// Decisions taken apart: what each author had seen that the others had not.
// Order comes from the graph of what was seen, never from the clocks.
import type { Act } from '../../../shared/dossier/act.ts'
import { ancestorsOf } from '../../../shared/dossier/graph.ts'

export interface Rival {
  readonly act: Act
  /** Acts that the author of another of these decisions had seen and this one had not. */
  readonly unseen: readonly Act[]
}

/** `suspended` are the decisions in conflict, `history` all the dossier's acts; the rivals come in the same order. */
export const rivals = (suspended: readonly Act[], history: readonly Act[]): readonly Rival[] => {
  const seen = new Map(suspended.map((act) => [act.id, ancestorsOf(history, act)]))
  return suspended.map((act) => {
    const mine = seen.get(act.id)
    const others = suspended.filter((other) => other !== act).map((other) => seen.get(other.id))
    return {
      act,
      unseen: history.filter((one) => !mine?.has(one.id) && others.some((theirs) => theirs?.has(one.id))),
    }
  })
}
