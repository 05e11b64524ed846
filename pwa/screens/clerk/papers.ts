// Where each paper of a dossier is, as its acts say. Pure.
import { payloadOf } from '../../../shared/dossier/payload.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { EvidenceItem } from '../../../shared/procedure/pack.ts'

/** `photo`: nobody said that they saw the original. */
export type PaperState = 'supplied' | 'missing' | 'photo-seen' | 'photo' | 'seen' | 'unknown'

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
  const filed = new Set(
    status.history.flatMap((act) => payloadOf(act, 'submitted')?.attachments.map(({ piece }) => piece) ?? []),
  )
  const stateOf = (id: string): PaperState => {
    if (status.missing.includes(id)) return 'missing'
    if (supplied.has(id)) return 'supplied'
    if (filed.has(id)) return seen.has(id) ? 'photo-seen' : 'photo'
    return seen.has(id) ? 'seen' : 'unknown'
  }
  return new Map(papers.map(({ id }) => [id, stateOf(id)]))
}
