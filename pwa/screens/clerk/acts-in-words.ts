// An act as a line of history: which picture, which sentence, and the words its author added.
// Pure: it gives message ids and parameters, never a sentence of its own, and hides no act it does not know.
import type { Act } from '../../../shared/dossier/act.ts'
import { isCommuneKind } from '../../../shared/dossier/commune-acts.ts'
import { isAnswerValue } from '../../../shared/dossier/draft.ts'
import { payloadOf } from '../../../shared/dossier/payload.ts'
import { givesPaper } from '../../../shared/procedure/gives-paper.ts'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import type { AnswerValue } from '../../../shared/form/form.ts'
import type { L10n, Lang } from '../../../shared/text/l10n.ts'
import type { IconName } from '../../ui/icon-paths.ts'
import { formatDate } from '../../text/format.ts'
import { citizenWords } from '../../models/cards/words.ts'
import type { ActMessage } from './acts-text.ts'
import type { ClerkMessage } from './text.ts'

export interface ActLine {
  readonly icon: IconName
  readonly message: ClerkMessage | ActMessage
  readonly params: Readonly<Record<string, string | number>>
  /** What the author typed, in whichever language; shown isolated and quoted. */
  readonly said: string | null
}

interface Words {
  readonly pack: Pick<ProcedurePack, 'service' | 'refusalReasons' | 'workflow'> | null
  readonly lang: Lang
  /** Name of a unit, for a transfer. */
  readonly unitName: (id: string) => string
  /** Name of a person who is not the act's author. */
  readonly agentName: (id: string) => string
  /** A question of the form and an answer to it; null for one the form does not have. */
  readonly answer: (field: string, value: AnswerValue) => { readonly question: string; readonly text: string } | null
  /** Of the paper that an act issued. */
  readonly numberOf: (issued: string) => string | null
}

export const actInWords = (act: Act, words: Words): ActLine => {
  const payload = payloadOf(act, act.kind)
  const note = (payload && 'note' in payload ? payload.note : null) ?? null
  const line = (icon: IconName, message: ActLine['message'], params: ActLine['params'] = {}, said = note): ActLine => ({
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
    case 'opinion-given': {
      const payload = payloadOf(act, act.kind)
      return line('info', `line.opinion-${payload?.outcome ?? 'reserved'}`, {}, payload?.text ?? note)
    }
    case 'visit-ordered': {
      const payload = payloadOf(act, act.kind)
      return line('map-pin', 'line.visit-ordered', { who: payload?.who ?? '' }, payload?.what ?? note)
    }
    case 'visited': {
      const payload = payloadOf(act, act.kind)
      return line(
        'eye',
        `line.visit-${payload?.outcome ?? 'nobody-there'}`,
        dayIn(payload?.on, words),
        payload?.text ?? note,
      )
    }
    case 'decided':
      return decidedLine(act, words)
    case 'settled': {
      const payload = payloadOf(act, act.kind)
      if (!payload?.anew) return line('settle', 'act-settled', {}, payload?.text ?? note)
      const { outcome } = payload.anew
      const decided = named(outcomeLabel(outcome, words.pack), outcome, words.lang)
      return line('settle', 'line.settled-anew', { outcome: decided }, payload.text)
    }
    case 'issued': {
      const document = words.pack?.service.produces.find(({ id }) => id === payloadOf(act, 'issued')?.document)?.name
      const number = words.numberOf(act.id)
      const params = { document: document?.[words.lang] ?? payloadOf(act, 'issued')?.document ?? '' }
      return number === null
        ? line('print', 'line.issued-provisional', params)
        : line('print', 'line.issued', { ...params, number })
    }
    case 'numbered':
      return line('check', 'line.numbered', { number: words.numberOf(payloadOf(act, act.kind)?.issued ?? '') ?? '' })
    case 'ready':
      return line('check', 'act-ready')
    case 'handed-over':
      return handedOverLine(act, words)
    case 'withdrawn':
      return line('trash', 'act-withdrawn', {}, payloadOf(act, act.kind)?.reason ?? note)
    case 'reopened':
      return line('refresh', 'line.reopened', {}, payloadOf(act, act.kind)?.reason ?? note)
    case 'corrected': {
      const payload = payloadOf(act, act.kind)
      const said = payload?.reason ?? note
      const answer = payload && isAnswerValue(payload.value) ? words.answer(payload.field, payload.value) : null
      if (!answer) return line('edit', 'act-corrected', {}, said)
      return line('edit', 'line.corrected', { question: answer.question, value: answer.text }, said)
    }
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
    case 'told': {
      const payload = payloadOf(act, act.kind)
      if (payload?.outcome === 'sent') return line('send', 'line.told')
      return line('warning', payload?.reason === 'no-number' ? 'line.told-no-number' : 'line.told-failed')
    }
    case 'paper-taken-out':
      return line('download', 'line.paper-taken-out', {}, payloadOf(act, act.kind)?.reason ?? note)
    case 'entry-held': {
      const payload = payloadOf(act, act.kind)
      const message = payload?.kind === 'draft' ? 'line.held-answer' : 'line.held-act'
      return line('pause', message, { who: words.agentName(payload?.by?.agent ?? '') })
    }
    case 'retention-held':
      return line('shield', 'line.retention-held', {}, payloadOf(act, act.kind)?.reason ?? note)
    case 'retention-released':
      return line('shield', 'line.retention-released', {}, payloadOf(act, act.kind)?.reason ?? note)
    case 'disposal-decided': {
      const payload = payloadOf(act, act.kind)
      const what = payload?.what ?? 'keep'
      // An officer asks; a second person decides.
      const message =
        act.by.role === 'officer' && what !== 'keep'
          ? (`line.asked-${what}` as const)
          : (`line.disposal-${what}` as const)
      return line('trash', message, dayIn(payload?.until, words), payload?.reason ?? note)
    }
    case 'archived':
      return line('inbox', 'line.archived', {}, payloadOf(act, act.kind)?.where ?? note)
    case 'erased':
      return line('trash', 'line.erased')
  }
}

const dayIn = (on: string | undefined, { lang }: Words): ActLine['params'] => ({
  day: on === undefined ? '…' : formatDate(on, lang),
})

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
  const message =
    payload?.proof === 'mark'
      ? 'act-handed-over-mark'
      : payload?.proof === 'scan'
        ? 'line.handed-over-scan'
        : 'act-handed-over-reference'
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
