// What an act may say, by what its author had seen: papers the pack knows, a decision that is open, a question that
// exists. Whether its kind may be written at all is in may.ts, whether it moves the dossier in the pack's workflow.
import type { Directory } from '../access/directory.ts'
import { misfitOf, tidyAnswer } from '../form/answer-kinds.ts'
import { isOpaque } from '../form/opaque-value.ts'
import { parseRowType } from '../form/row-type.ts'
import { packRef, type ProcedurePack } from '../procedure/pack.ts'
import type { ActKind } from '../procedure/workflow.ts'
import type { Act } from './act.ts'
import { isAnswerValue } from './draft.ts'
import { hasMandate, lacksSurrogate } from './mandate.ts'
import { holdsIn } from './retention-hold.ts'
import { blobsOf } from './named-blobs.ts'
import { payloadOf } from './payload.ts'
import { siteOf } from './reference.ts'
import type { Refusal } from './refusals.ts'
import type { DossierStatus } from './status.ts'

export interface Said {
  readonly act: Act
  readonly seen: DossierStatus
  readonly pack: ProcedurePack
  readonly directory: Pick<Directory, 'units'>
}

/** Null when nothing of what it says stands against it. */
export const contentRefusal = (said: Said): Refusal | null => checks[said.act.kind]?.(said) ?? null

/** What the pack makes that is given by hand: a receipt of filing is not. */
export const papersOf = ({ service }: Pick<ProcedurePack, 'service'>): ProcedurePack['service']['produces'] =>
  service.produces.filter(({ type }) => type !== 'receipt')

/** Requests for an opinion of this unit that wait for it. */
export const opinionsAwaited = ({ opinions }: Pick<DossierStatus, 'opinions'>, unit: string): readonly Act[] =>
  opinions
    .filter(({ request, given }) => given === null && payloadOf(request, 'opinion-requested')?.from === unit)
    .map(({ request }) => request)

const checks: Partial<Readonly<Record<ActKind, (said: Said) => Refusal | null>>> = {
  submitted: ({ act, seen, pack, directory }) => {
    const payload = payloadOf(act, 'submitted')
    if (payload?.procedure !== packRef(pack)) return 'unknown-procedure'
    if (payload.attachments.some(({ piece }) => !isPhotographed(pack, piece))) return 'unknown-piece'
    if ((pack.mandate === 'required' && !hasMandate(seen)) || lacksSurrogate(seen, act)) return 'mandate'
    const point = directory.units.find((unit) => unit.id === act.by.unit)
    if (point?.site !== undefined && siteOf(payload.reference) !== point.site) return 'reference'
    return isOffice(directory, payload.to) ? null : 'office'
  },
  'piece-requested': ({ act, pack }) => unknownPiece(pack, payloadOf(act, 'piece-requested')?.pieces),
  'piece-supplied': ({ act, pack }) => {
    const { pieces = [], papers = [] } = payloadOf(act, 'piece-supplied') ?? {}
    return papers.every(({ piece }) => pieces.includes(piece)) ? unknownPiece(pack, pieces) : 'unknown-piece'
  },
  'opinion-requested': ({ act, seen, directory }) =>
    otherOffice(directory, seen, payloadOf(act, 'opinion-requested')?.from),
  'opinion-given': ({ act, seen }) => {
    const request = payloadOf(act, 'opinion-given')?.request
    const awaited = opinionsAwaited(seen, act.by.unit)
    if (request === undefined ? awaited.length > 0 : awaited.some(({ id }) => id === request)) return null
    const ours = seen.opinions.some(
      ({ request: { id, payload } }) => payload['from'] === act.by.unit && (request ?? id) === id,
    )
    return ours ? 'opinion-given' : 'not-asked'
  },
  visited: ({ act, seen }) => {
    const request = payloadOf(act, 'visited')?.request
    return request === undefined || seen.visits.some(({ order }) => order?.id === request) ? null : 'malformed'
  },
  // Only the server knows that the time is over and that nobody has answered.
  decided: ({ act }) => ((act.by.role === 'system') === (payloadOf(act, 'decided')?.silence === true) ? null : 'role'),
  settled: ({ act, seen }) => {
    const settled = payloadOf(act, 'settled')
    const open = settled?.keep === undefined ? seen.suspended : [...seen.suspended, ...seen.handedOverTwice]
    return open.length > 0 && (settled?.keep === undefined || open.some(({ id }) => id === settled.keep))
      ? null
      : 'not-suspended'
  },
  issued: ({ act, seen, pack }) => {
    const issued = payloadOf(act, 'issued')
    if (issued?.number !== undefined) return 'server-numbers'
    if (!papersOf(pack).some(({ id }) => id === issued?.document)) return 'unknown-document'
    if (seen.unsettledFields.length > 0) return 'disputed'
    const same = seen.issued.filter(({ document }) => document === issued?.document)
    if (issued?.replaces === undefined) return same.length > 0 ? 'issued' : null
    const old = same.find((one) => one.act.id === issued.replaces)
    return old === undefined ? 'unknown-document' : old.replacedBy ? 'replaced' : null
  },
  numbered: ({ act, seen }) =>
    seen.issued.some((one) => one.act.id === payloadOf(act, 'numbered')?.issued) ? null : 'unknown-document',
  'handed-over': ({ act, seen }) => {
    if (seen.handedOver) return 'handed-over'
    const given = payloadOf(act, 'handed-over')?.issued
    if (given === undefined) return null
    const paper = seen.issued.find((one) => one.act.id === given)
    return paper === undefined ? 'unknown-document' : paper.replacedBy ? 'replaced' : null
  },
  corrected: ({ act, pack }) => {
    const corrected = payloadOf(act, 'corrected')
    const row = pack.form.survey.find(({ name }) => name === rowNameOf(corrected?.field ?? ''))
    const type = row && parseRowType(row.type)
    if (!row || type?.is !== 'field' || type.kind === 'calculate' || type.kind === 'note') return 'unknown-field'
    const value = corrected?.value ?? null
    if (!isAnswerValue(value)) return 'malformed'
    if (row.privacy === 'sealed') return value === null || isOpaque(value) ? null : 'sealed-field'
    const tidy = tidyAnswer(type.kind, value)
    return tidy === null || misfitOf(type.kind, tidy) === null ? null : 'malformed'
  },
  transferred: ({ act, seen, directory }) => otherOffice(directory, seen, payloadOf(act, 'transferred')?.to),
  'retention-released': ({ seen }) => (holdsIn(seen.history).length > 0 ? null : 'not-held'),
  told: ({ act, seen }) => (seen.history.some(({ id }) => id === payloadOf(act, 'told')?.act) ? null : 'malformed'),
  'paper-taken-out': ({ act, seen }) =>
    blobsOf({ acts: seen.history }).has(payloadOf(act, 'paper-taken-out')?.hash ?? '') ? null : 'unknown-photo',
}

/** `members[k7f2].name` → `name`. */
export const rowNameOf = (field: string): string => field.replace(/^.*\]\./, '')

const isOffice = ({ units }: Pick<Directory, 'units'>, id: string | undefined): boolean =>
  units.some((unit) => unit.id === id && unit.kind === 'office')

const otherOffice = (
  directory: Pick<Directory, 'units'>,
  { office }: DossierStatus,
  id: string | undefined,
): Refusal | null => (isOffice(directory, id) && id !== office ? null : 'other-office')

/** A paper of the list, or a question that is answered with a photograph. */
const isPhotographed = ({ service, form }: ProcedurePack, piece: string): boolean =>
  service.hasInputType.some(({ id }) => id === piece) ||
  form.survey.some(({ name, type }) => name === rowNameOf(piece) && isPhotoRow(type))

const isPhotoRow = (type: string): boolean => {
  const parsed = parseRowType(type)
  return parsed?.is === 'field' && parsed.kind === 'image'
}

/** The list of papers is closed (law 55-19). */
const unknownPiece = ({ service }: ProcedurePack, pieces: readonly string[] = []): Refusal | null =>
  pieces.every((piece) => service.hasInputType.some(({ id }) => id === piece)) ? null : 'unknown-piece'
