// The units that see a dossier, read from its acts: where it was opened, where it was sent, whose opinion was asked. Each act says its part alone,
// so that a device may ask of one act at a time. It only grows, so a unit
// that has seen a dossier goes on hearing of it (rule 5).
import type { Act } from '../dossier/act.ts'
import { opensCommuneDossier, readersNamedBy } from '../dossier/commune-acts.ts'
import { payloadOf } from '../dossier/payload.ts'

export const circulationOf = (acts: readonly Act[]): readonly string[] => {
  const units = new Set<string>()
  for (const act of acts) {
    if (act.kind === 'opened' || opensCommuneDossier(act.kind)) units.add(act.by.unit)
    const to =
      payloadOf(act, 'submitted')?.to ?? payloadOf(act, 'transferred')?.to ?? payloadOf(act, 'opinion-requested')?.from
    if (to !== undefined) units.add(to)
    for (const unit of payloadOf(act, 'erased')?.to ?? readersNamedBy(act)) units.add(unit)
  }
  return [...units]
}
