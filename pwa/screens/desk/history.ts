// An act as a line the mediator can read out: which sentence, which pieces. Pure; it hides no act.
import { beaconTimeOf, type Act } from '../../../shared/dossier/act.ts'
import { isCommuneKind } from '../../../shared/dossier/commune-acts.ts'
import { isOfKeeping } from '../../../shared/dossier/erasure-payload.ts'
import { payloadOf } from '../../../shared/dossier/payload.ts'
import { rowNameOf } from '../../../shared/dossier/content-rules.ts'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import type { L10n, Lang } from '../../../shared/text/l10n.ts'
import type { DeskMessage } from './text.ts'

export interface HistoryLine {
  readonly message: DeskMessage
  readonly params: Readonly<Record<string, string>>
  /** What its author wrote, shown isolated. */
  readonly said: string
}

export const historyLine = (act: Act, pack: ProcedurePack | null, lang: Lang): HistoryLine => {
  const said = saidIn(act)
  const line = (message: DeskMessage, params: HistoryLine['params'] = {}): HistoryLine => ({ message, params, said })
  switch (act.kind) {
    case 'claimed':
      return line(payloadOf(act, 'claimed')?.release ? 'act.released' : 'act.claimed')
    case 'piece-requested':
      return line('act.piece-requested', { pieces: pieceNames(payloadOf(act, 'piece-requested')?.pieces, pack, lang) })
    case 'piece-supplied':
      return line('act.piece-supplied', { pieces: pieceNames(payloadOf(act, 'piece-supplied')?.pieces, pack, lang) })
    case 'decided':
      return line('act.decided', { outcome: outcomeName(act, pack, lang) })
    case 'told':
      return line(payloadOf(act, 'told')?.outcome === 'sent' ? 'act.told' : 'act.told-failed')
    default:
      // Acts of the commune itself stand in no request: the rules see to it. How long it is kept is the offices' to explain.
      return line(isCommuneKind(act.kind) || isOfKeeping(act.kind) ? 'act.noted' : `act.${act.kind}`)
  }
}

/** Papers by name, questions by theirs; an id the pack does not know is shown as it is. */
export const pieceNames = (ids: readonly string[] | undefined, pack: ProcedurePack | null, lang: Lang): string =>
  (ids ?? []).map((id) => (pack === null ? id : (pieceIn(pack, id)?.[lang] ?? id))).join(lang === 'ar' ? '، ' : ', ')

const pieceIn = ({ service, form }: ProcedurePack, id: string): L10n | undefined =>
  service.hasInputType.find((item) => item.id === id)?.name ??
  form.survey.find(({ name }) => name === rowNameOf(id))?.label

/** The pack's own word for a decision, with its reason. */
const outcomeName = (act: Act, pack: ProcedurePack | null, lang: Lang): string => {
  const payload = payloadOf(act, 'decided')
  const transition = pack?.workflow.transitions.find(
    (one) => one.on === 'decided' && one.when?.['outcome'] === payload?.outcome,
  )
  const state = transition === undefined ? undefined : pack?.workflow.states[transition.to]?.name[lang]
  const reason = pack?.refusalReasons.find((one) => one.id === payload?.reason)?.name[lang]
  return [state ?? payload?.outcome ?? '', reason ?? ''].filter((part) => part !== '').join(' · ')
}

const saidIn = (act: Act): string => {
  // Nobody wrote anything: its reason is a word of the protocol.
  if (act.kind === 'entry-held') return ''
  for (const field of ['message', 'text', 'what', 'reason', 'note']) {
    const value = act.payload[field]
    // A decision's reason is an id of the pack, not words.
    if (
      typeof value === 'string' &&
      value.trim() !== '' &&
      !(act.kind === 'decided' && field === 'reason') &&
      act.kind !== 'mandate-given'
    )
      return value
  }
  return ''
}

/** An act is never older than the last server time its device had seen. */
export const clockOf = (act: Pick<Act, 'at' | 'beacon'>): 'never-checked' | 'behind' | 'checked' => {
  const seen = beaconTimeOf(act.beacon)
  if (seen === null) return 'never-checked'
  return Date.parse(act.at) < Date.parse(seen) ? 'behind' : 'checked'
}
