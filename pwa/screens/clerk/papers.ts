// Where each paper of a dossier is, as its acts say. Pure.
import { payloadOf } from '../../../shared/dossier/payload.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { EvidenceItem } from '../../../shared/procedure/pack.ts'

export type PaperState = 'supplied' | 'missing' | 'seen' | 'unknown'

export const paperStates = (
  papers: readonly Pick<EvidenceItem, 'id'>[],
  status: Pick<DossierStatus, 'missing' | 'history' | 'withoutEffect'>,
): ReadonlyMap<string, PaperState> => {
  const supplied = new Set(
    status.history
      .filter((act) => !status.withoutEffect.has(act.id))
      .flatMap((act) => payloadOf(act, 'piece-supplied')?.pieces ?? []),
  )
  const seen = new Set(status.history.flatMap((act) => payloadOf(act, 'submitted')?.seen ?? []))
  const stateOf = (id: string): PaperState => {
    if (status.missing.includes(id)) return 'missing'
    if (supplied.has(id)) return 'supplied'
    return seen.has(id) ? 'seen' : 'unknown'
  }
  return new Map(papers.map(({ id }) => [id, stateOf(id)]))
}
