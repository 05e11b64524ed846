// What of a dossier an act is held against: its number, the paper it would hand over, the request it answers. Pure.
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import { payloadOf } from '../../../shared/dossier/payload.ts'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import type { ActGround } from './act-form.ts'

/** `unit` is the office of who signs. */
export const groundOf = (
  status: Pick<DossierStatus, 'reference' | 'submitted' | 'issued' | 'opinions' | 'visits'>,
  pack: Pick<ProcedurePack, 'workflow'> | null,
  unit: string,
): ActGround => ({
  reference: status.reference,
  tokenHash: (status.submitted === null ? null : payloadOf(status.submitted, 'submitted'))?.tokenHash ?? null,
  issued: status.issued.at(-1)?.act.id ?? null,
  opinionAsked:
    status.opinions.find(
      ({ request, given }) => given === null && payloadOf(request, 'opinion-requested')?.from === unit,
    )?.request.id ?? null,
  visitOrdered: status.visits.find(({ order, visit }) => order !== null && visit === null)?.order?.id ?? null,
  needsReason: (outcome) =>
    pack?.workflow.transitions.some(
      (move) =>
        move.on === 'decided' && move.when?.['outcome'] === outcome && (move.requires?.includes('reason') ?? false),
    ) ?? false,
})
