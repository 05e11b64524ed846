// Where each paper of a dossier is, as its acts say. Pure.
import { payloadOf } from '../../../shared/dossier/payload.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { EvidenceItem } from '../../../shared/procedure/pack.ts'

export type PaperState = 'supplied' | 'missing' | 'unknown'

export const paperStates = (
  papers: readonly Pick<EvidenceItem, 'id'>[],
  status: Pick<DossierStatus, 'missing' | 'history' | 'withoutEffect'>,
): ReadonlyMap<string, PaperState> => {
  const supplied = new Set(
    status.history
      .filter((act) => !status.withoutEffect.has(act.id))
      .flatMap((act) => payloadOf(act, 'piece-supplied')?.pieces ?? []),
  )
  return new Map(
    papers.map(({ id }) => [id, status.missing.includes(id) ? 'missing' : supplied.has(id) ? 'supplied' : 'unknown']),
  )
}
