// An act as a line of history: which picture, which sentence, and the words its author added.
// Pure: it gives message ids and parameters, never a sentence of its own, and hides no act it does not know.
import { beaconTimeOf } from '../../../shared/dossier/act.ts'
import type { Act } from '../../../shared/dossier/act.ts'
import { isCommuneKind } from '../../../shared/dossier/commune-acts.ts'
import { payloadOf } from '../../../shared/dossier/payload.ts'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import type { L10n, Lang } from '../../../shared/text/l10n.ts'
import type { IconName } from '../../ui/icon-names.ts'
import { citizenWords } from '../../models/cards/words.ts'
import { givesPaper } from './actions.ts'
import type { ClerkMessage } from './text.ts'

export interface ActLine {
  readonly icon: IconName
  readonly message: ClerkMessage
  readonly params: Readonly<Record<string, string | number>>
  /** What the author typed, in whichever language; shown isolated and quoted. */
  readonly said: string | null
}

interface Words {
  readonly pack: Pick<ProcedurePack, 'service' | 'refusalReasons' | 'workflow'> | null
  readonly lang: Lang
  /** Name of a unit, for a transfer. */
  readonly unitName: (id: string) => string
}

export const actInWords = (act: Act, words: Words): ActLine => {
  const payload = payloadOf(act, act.kind)
  const note = (payload && 'note' in payload ? payload.note : null) ?? null
  const line = (icon: IconName, message: ClerkMessage, params: ActLine['params'] = {}, said = note): ActLine => ({
    icon,
    message,
    params,
    said: said === undefined || said === null || said.trim() === '' ? null : said,
  })
  // In no request: the rules see to it.
  if (isCommuneKind(act.kind)) return line('note', 'act-noted')
  switch (act.kind) {
    case 'opened':
      return line('file', 'act-opened')
    case 'mandate-given':
      return line('hand', 'act-mandate-given', { days: payloadOf(act, act.kind)?.days ?? 0 })
    case 'mandate-revoked':
      return line('hand', 'act-mandate-revoked', {}, payloadOf(act, act.kind)?.reason ?? note)
    case 'submitted':
      return line('send', 'act-submitted')
    case 'received':
      return line('inbox', 'act-received')
    case 'claimed':
      return payloadOf(act, act.kind)?.release ? line('release', 'act-released') : line('claim', 'act-claimed')
    case 'piece-requested': {
      const payload = payloadOf(act, act.kind)
      return line(
        'file',
        'act-piece-requested',
        { pieces: pieceNames(payload?.pieces, words) },
        payload?.message ?? note,
      )
    }
    case 'piece-supplied':
      return line('file', 'act-piece-supplied', { pieces: pieceNames(payloadOf(act, act.kind)?.pieces, words) })
    case 'opinion-requested': {
      const payload = payloadOf(act, act.kind)
      return line('help', 'act-opinion-requested', { unit: words.unitName(payload?.from ?? '') }, payload?.text ?? note)
    }
    case 'opinion-given':
      return line('info', 'act-opinion-given', {}, payloadOf(act, act.kind)?.text ?? note)
    case 'decided':
      return decidedLine(act, words)
    case 'settled':
      return line('settle', 'act-settled', {}, payloadOf(act, act.kind)?.text ?? note)
    case 'issued':
      return line('print', 'act-issued')
    case 'ready':
      return line('check', 'act-ready')
    case 'handed-over':
      return handedOverLine(act, words)
    case 'withdrawn':
      return line('trash', 'act-withdrawn', {}, payloadOf(act, act.kind)?.reason ?? note)
    case 'corrected':
      return line('edit', 'act-corrected', {}, payloadOf(act, act.kind)?.reason ?? note)
    case 'transferred': {
      const payload = payloadOf(act, act.kind)
      return line('office', 'act-transferred', { unit: words.unitName(payload?.to ?? '') }, payload?.reason ?? note)
    }
    case 'noted':
      return line('note', 'act-noted', {}, payloadOf(act, act.kind)?.text ?? note)
    case 'rated':
      return line('star', 'act-rated')
    case 'contact-chosen':
      return contactLine(act, words)
  }
}

const contactLine = (act: Act, { lang }: Words): ActLine => {
  const payload = payloadOf(act, 'contact-chosen')
  const message = payload?.sms ? 'act-contact-sms' : 'act-contact-no-sms'
  const language = payload?.callBack === undefined ? '…' : citizenWords(`app.variety.${payload.callBack}`, lang)
  return { icon: 'phone', message, params: { language }, said: payload?.note ?? null }
}

const handedOverLine = (act: Act, { pack, lang }: Words): ActLine => {
  const payload = payloadOf(act, 'handed-over')
  const base = { icon: 'success', said: payload?.note ?? null } as const
  if (pack !== null && !givesPaper(pack)) {
    const to = pack.workflow.transitions.find((one) => one.on === 'handed-over')?.to ?? ''
    return { ...base, message: 'act-closed', params: { state: pack.workflow.states[to]?.name[lang] ?? to } }
  }
  const message = payload?.proof === 'mark' ? 'act-handed-over-mark' : 'act-handed-over-reference'
  return { ...base, message, params: {} }
}

/** The pack names its own decisions (a road is scheduled, not accepted); its words are used when it has them. */
const decidedLine = (act: Act, words: Words): ActLine => {
  const payload = payloadOf(act, 'decided')
  const outcome = payload?.outcome ?? ''
  const reason = words.pack?.refusalReasons.find(({ id }) => id === payload?.reason)?.name
  const said = payload?.text?.trim() ? payload.text : (payload?.note ?? null)
  const icon: IconName = outcome === 'refused' || outcome === 'not-ours' ? 'error' : 'check'
  const label = outcomeLabel(outcome, words.pack)
  const base = { icon, said }
  if (reason) {
    return {
      ...base,
      message: 'act-decided-reason',
      params: { outcome: named(label, outcome, words.lang), reason: reason[words.lang] },
    }
  }
  return { ...base, message: 'act-decided', params: { outcome: named(label, outcome, words.lang) } }
}

const named = (label: L10n | null, id: string, lang: Lang) => label?.[lang] ?? id

/** The name of the state a decision leads to, in the pack's own words; null when the pack does not know it. */
export const outcomeLabel = (outcome: string, pack: Pick<ProcedurePack, 'workflow'> | null): L10n | null => {
  const transition = pack?.workflow.transitions.find((one) => one.on === 'decided' && one.when?.['outcome'] === outcome)
  return transition ? (pack?.workflow.states[transition.to]?.name ?? transition.label) : null
}

/** Papers by name, in the language given; an id the pack does not know stays as it is. */
export const pieceNames = (ids: readonly string[] | undefined, words: Pick<Words, 'pack' | 'lang'>): string =>
  (ids ?? [])
    .map((id) => words.pack?.service.hasInputType.find((item) => item.id === id)?.name[words.lang] ?? id)
    .join(words.lang === 'ar' ? '، ' : ', ')

/** What can be said of the device's clock: an act is never older than the last server time its device had seen. */
export const clockOf = (act: Pick<Act, 'at' | 'beacon'>): Clock => {
  const notBefore = beaconTimeOf(act.beacon)
  if (notBefore === null) return { state: 'never-checked', notBefore }
  return { state: Date.parse(act.at) < Date.parse(notBefore) ? 'behind' : 'checked', notBefore }
}

export interface Clock {
  readonly state: 'checked' | 'never-checked' | 'behind'
  /** The server's time its device had last been told, ISO 8601. */
  readonly notBefore: string | null
}
