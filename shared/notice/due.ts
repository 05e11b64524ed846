// What a person has to be told of their request now: a pure fold of its acts, so that it is the same whatever came first.
// It decides nothing of time (a night, a commune that began to send yesterday): whoever sends does.
//
//   which act     the newest that tells anything and counts; a settlement tells the decision it kept
//   not told      what is not so any more (the paper came, the visit was made); while decisions or hand-overs stand
//                 against each other; what the last word already was; what the person did not ask for; once they took
//                 their mandate back, anything but that they withdrew
import type { Act } from '../dossier/act.ts'
import { contactOf } from '../dossier/contact.ts'
import { decisionIn } from '../dossier/decision.ts'
import type { Register } from '../dossier/draft.ts'
import type { EffectiveAnswers } from '../dossier/effective-answers.ts'
import { isRevoked } from '../dossier/mandate.ts'
import { payloadOf } from '../dossier/payload.ts'
import type { DossierStatus } from '../dossier/status.ts'
import type { ProcedurePack } from '../procedure/pack.ts'
import { screenLangOf } from '../speech/variety.ts'
import type { L10n, Lang } from '../text/l10n.ts'
import { mobileNumber } from '../text/phone.ts'
import { citizenSms } from './citizen-sms.ts'
import { varietyOf } from './variety-of.ts'

/** An act that has to be told. `since` is the act that made it so: itself, or the settlement that kept it. */
interface Telling {
  readonly act: Act
  readonly since: Act
}

export type Notice =
  | { readonly type: 'nothing' }
  /** Two acts contradict each other: nothing is told before a person has settled it. */
  | { readonly type: 'held' }
  /** The person waits for a message and gave no number that takes one. */
  | (Telling & { readonly type: 'no-number' })
  /** `to` in E.164. */
  | (Telling & { readonly type: 'due'; readonly to: string; readonly lang: Lang; readonly text: string })

export interface NoticeCase {
  readonly status: DossierStatus
  readonly pack: Pick<ProcedurePack, 'id' | 'service' | 'refusalReasons'>
  readonly answers: Pick<EffectiveAnswers, 'answers' | 'disputed'>
  readonly said: ReadonlyMap<string, Pick<Register, 'heard'>>
  /** Of the commune, ISO 3166-1 alpha-2: for packs of no country. */
  readonly country: string
}

export const noticeOf = ({ status, pack, answers, said, country }: NoticeCase): Notice => {
  const { history, reference } = status
  if (contactOf(history)?.sms !== true || reference === null) return nothing
  if (status.suspended.length > 0 || status.handedOverTwice.length > 0) return { type: 'held' }
  const found = newestTelling(status, pack, reference)
  if (found === null || !isStillSo(found.act, status) || lastToldOf(history) === found.act.id) return nothing
  if (isRevoked(status) && found.act.kind !== 'withdrawn') return nothing
  const { text, ...telling } = found
  const to = numberIn(answers, countryOf(pack, country))
  if (to === null) return { type: 'no-number', ...telling }
  const lang = screenLangOf(varietyOf(history, said))
  return { type: 'due', ...telling, to, lang, text: text[lang] }
}

const nothing: Notice = { type: 'nothing' }

const newestTelling = (
  { history, withoutEffect }: DossierStatus,
  pack: NoticeCase['pack'],
  reference: string,
): (Telling & { readonly text: L10n }) | null => {
  for (const act of history.toReversed()) {
    if (withoutEffect.has(act.id)) continue
    const decision = decisionIn(act)
    const text = citizenSms(decision ? { kind: 'decided', payload: { ...decision } } : act, pack, reference)
    if (text === null) continue
    const kept = history.findLast((one) => payloadOf(one, 'settled')?.keep === act.id && !withoutEffect.has(one.id))
    return { act, since: kept ?? act, text }
  }
  return null
}

const isStillSo = (act: Act, { missing, visits }: DossierStatus): boolean => {
  const asked = payloadOf(act, 'piece-requested')?.pieces
  if (asked) return asked.every((piece) => missing.includes(piece))
  return act.kind !== 'visit-ordered' || visits.some(({ order, visit }) => order?.id === act.id && visit === null)
}

/** What the server last said it told, or gave up telling. Its own clock orders its own words. */
const lastToldOf = (history: readonly Act[]): string | null => {
  const words = history.filter(({ kind, by }) => kind === 'told' && by.role === 'system')
  const last = words.sort((a, b) => (a.at < b.at || (a.at === b.at && a.id < b.id) ? -1 : 1)).at(-1)
  return (last && payloadOf(last, 'told')?.act) ?? null
}

/** The question `phone` is whose request it is; a number anywhere else may be a witness's. */
const numberIn = ({ answers, disputed }: NoticeCase['answers'], country: string): string | null => {
  const typed = answers['phone']
  return typeof typed === 'string' && !disputed.includes('phone') ? mobileNumber(typed, country) : null
}

/** `ma.residence-certificate` → MA; `xx` is of no country. */
const countryOf = ({ id }: Pick<ProcedurePack, 'id'>, commune: string): string => {
  const own = id.slice(0, id.indexOf('.')).toUpperCase()
  return own === 'XX' ? commune : own
}
