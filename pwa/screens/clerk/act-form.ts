// What the clerk fills in before an act is signed, and the payload it becomes. Pure: it says what is missing, the
// rules of the dossier say the rest when the act is written.
import { parseReference, tokenHash } from '../../../shared/dossier/reference.ts'
import type { AnswerValue } from '../../../shared/form/form.ts'
import { err, ok } from '../../../shared/text/result.ts'
import type { Result } from '../../../shared/text/result.ts'
import type { Action } from './actions.ts'
import type { ActMessage } from './acts-text.ts'
import type { ClerkMessage } from './text.ts'

export interface ActForm {
  readonly pieces: readonly string[]
  /** A reason of the pack's list. */
  readonly reason: string | null
  /** The clerk's own words: the message of a request, the text of a refusal or a note. */
  readonly text: string
  /** The four pairs the citizen shows or says, or what a scanner read from their paper. */
  readonly pairs: string
  readonly proof: 'reference' | 'mark'
  readonly mark: string | null
  /** The decision kept by a settlement; `anew` when it is none of them. */
  readonly keep: string | null
  /** What is decided instead, what somebody thinks, what a visit found. */
  readonly outcome: string | null
  /** The unit that is asked, or that goes on with the dossier. */
  readonly unit: string | null
  /** Who is sent to see. */
  readonly who: string
  /** A day, `YYYY-MM-DD`; '' for none, anything else for half a date. */
  readonly on: string
  /** The question whose answer is corrected, and what it becomes. */
  readonly field: string | null
  readonly value: AnswerValue
  /** What is typed is no answer yet. */
  readonly valueProblem: string | null
}

export const emptyForm: ActForm = {
  pieces: [],
  reason: null,
  text: '',
  pairs: '',
  proof: 'reference',
  mark: null,
  keep: null,
  outcome: null,
  unit: null,
  who: '',
  on: '',
  field: null,
  value: null,
  valueProblem: null,
}

/** For a settlement that keeps neither decision. */
export const anew = 'anew'

export interface FormProblem {
  readonly field:
    | 'pieces'
    | 'reason'
    | 'text'
    | 'pairs'
    | 'mark'
    | 'keep'
    | 'outcome'
    | 'unit'
    | 'who'
    | 'on'
    | 'field'
    | 'value'
  readonly message: ClerkMessage | ActMessage
}

export type Payload = Readonly<Record<string, unknown>>

/** What of the dossier an act is held against. */
export interface ActGround {
  /** Against which the pairs given at a hand-over are checked. */
  readonly reference: string | null
  /** Of the token in the link of the person's receipt. */
  readonly tokenHash: string | null
  /** The paper that is handed over. */
  readonly issued: string | null
  /** The acts that are answered: who asked for an opinion, who ordered a visit. */
  readonly opinionAsked: string | null
  readonly visitOrdered: string | null
  /** Outcomes that want a reason of the list. */
  needsReason(outcome: string): boolean
}

type Made = Result<Payload, FormProblem>

export const toPayload = (action: Action, form: ActForm, ground: ActGround): Made => {
  const text = form.text.trim()
  switch (action.kind) {
    case 'claimed':
      return ok(action.id === 'claimed:release' ? { release: true } : {})
    case 'piece-requested':
      if (form.pieces.length === 0) return wrong('pieces', 'problem-pieces')
      return ok({ pieces: form.pieces, ...(text === '' ? {} : { message: text }) })
    case 'piece-supplied':
      if (form.pieces.length === 0) return wrong('pieces', 'problem-pieces')
      return ok({ pieces: form.pieces, capture: 'seen' })
    case 'decided':
      if (action.needsReason && form.reason === null) return wrong('reason', 'problem-reason')
      if (action.needsReason && text === '') return wrong('text', 'problem-text')
      return ok({ outcome: action.outcome, ...withReason(form), ...(text === '' ? {} : { text }) })
    case 'settled':
      return settle(form, text, ground)
    case 'handed-over':
      return action.handsPaper ? handOver(form, ground) : ok({ proof: 'reference' })
    case 'withdrawn':
    case 'reopened':
    case 'retention-held':
    case 'retention-released':
      return text === '' ? wrong('text', 'problem-text') : ok({ reason: text })
    case 'disposal-decided':
      if (form.outcome === null) return wrong('outcome', 'problem.disposal')
      return text === '' ? wrong('text', 'problem-text') : ok({ what: form.outcome, reason: text })
    case 'noted':
      return text === '' ? wrong('text', 'problem-text') : ok({ text })
    case 'opinion-requested':
      if (form.unit === null) return wrong('unit', 'problem.unit')
      return text === '' ? wrong('text', 'problem.question') : ok({ from: form.unit, text })
    case 'opinion-given':
      if (form.outcome === null) return wrong('outcome', 'problem.opinion')
      if (text === '') return wrong('text', 'problem-text')
      return ok({ outcome: form.outcome, text, ...answering(ground.opinionAsked) })
    case 'visit-ordered':
      if (form.who.trim() === '') return wrong('who', 'problem.who')
      if (text === '') return wrong('text', 'problem.what')
      if (form.on !== '' && !isDay(form.on)) return wrong('on', 'problem.day')
      return ok({ who: form.who.trim(), what: text, ...(form.on === '' ? {} : { on: form.on }) })
    case 'visited':
      if (!isDay(form.on)) return wrong('on', 'problem.day')
      if (form.outcome === null) return wrong('outcome', 'problem.found')
      return ok({
        on: form.on,
        outcome: form.outcome,
        ...(text === '' ? {} : { text }),
        ...answering(ground.visitOrdered),
      })
    case 'transferred':
      if (form.unit === null) return wrong('unit', 'problem.unit')
      return text === '' ? wrong('text', 'problem-text') : ok({ to: form.unit, reason: text })
    case 'corrected':
      if (form.field === null) return wrong('field', 'problem.field')
      if (form.valueProblem !== null) return wrong('value', 'problem.value')
      return text === '' ? wrong('text', 'problem-text') : ok({ field: form.field, value: form.value, reason: text })
    default:
      return ok({})
  }
}

const wrong = (field: FormProblem['field'], message: FormProblem['message']): Made => err({ field, message })

const isDay = (on: string): boolean => /^\d{4}-\d\d-\d\d$/.test(on)

const withReason = ({ reason }: ActForm) => (reason === null ? {} : { reason })

const answering = (request: string | null) => (request === null ? {} : { request })

/** One of them is kept, or none, and what holds instead is said. */
const settle = (form: ActForm, text: string, ground: ActGround): Made => {
  if (form.keep === null) return wrong('keep', 'problem-keep')
  if (form.keep !== anew) return text === '' ? wrong('text', 'problem-text') : ok({ keep: form.keep, text })
  if (form.outcome === null) return wrong('outcome', 'problem.outcome')
  const isReasoned = ground.needsReason(form.outcome)
  if (isReasoned && form.reason === null) return wrong('reason', 'problem-reason')
  if (text === '') return wrong('text', 'problem-text')
  // The law has a refusal explained to the person, too.
  return ok({ anew: { outcome: form.outcome, ...withReason(form), ...(isReasoned ? { text } : {}) }, text })
}

/** The wrong person's paper must not leave the room: the pairs come from the citizen, never from the screen. */
const handOver = (form: ActForm, { reference, tokenHash: own, issued }: ActGround): Made => {
  const paper = issued === null ? {} : { issued }
  const token = /^https?:\/\/\S+\/s\/([\w-]{22})\/?$/i.exec(form.pairs.trim())?.[1]
  if (token !== undefined && (own === null || tokenHash(token) !== own)) return wrong('pairs', 'problem-pairs-other')
  if (token === undefined) {
    const typed = parseReference(form.pairs)
    if ('problem' in typed)
      return wrong('pairs', typed.problem === 'check' ? 'problem-pairs-check' : 'problem-pairs-form')
    if (typed.reference !== reference) return wrong('pairs', 'problem-pairs-other')
  }
  if (form.proof === 'reference') return ok({ proof: token === undefined ? 'reference' : 'scan', ...paper })
  return form.mark === null ? wrong('mark', 'problem-mark') : ok({ proof: 'mark', mark: form.mark, ...paper })
}
