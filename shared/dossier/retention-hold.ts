// Whether somebody keeps a dossier from being erased. Of a hold and a release that have not seen each other the hold
// counts: what is kept too long can still go, what is gone does not come back.
import type { Act } from './act.ts'
import { ancestorsOf } from './graph.ts'

/** Holds that no release has seen. `history` is in any order. */
export const holdsIn = (history: readonly Act[]): readonly Act[] => {
  const holds = history.filter(({ kind }) => kind === 'retention-held')
  if (holds.length === 0) return []
  const released = new Set(
    history.flatMap((act) => (act.kind === 'retention-released' ? [...ancestorsOf(history, act)] : [])),
  )
  return holds.filter(({ id }) => !released.has(id))
}
