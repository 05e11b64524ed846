// One question of a form as a card, and what a tap on it answers. What would have to be typed is said to the helper:
// nobody types on this side. Pure.
import type { FieldState } from '../../../shared/form/evaluate.ts'
import type { AnswerValue, Choice } from '../../../shared/form/form.ts'
import { toldToClerk } from '../../../shared/form/opaque-value.ts'
import { prompt, promptOf } from '../../../shared/speech/spoken.ts'
import { screenLangOf } from '../../../shared/speech/variety.ts'
import type { Card, CardChoice, Tap } from '../card.ts'
import { cardOf, pageOf } from './card-parts.ts'
import type { Hearer } from './card-parts.ts'

/** Which of several choices is asked now (`select_multiple`), and which page of pictures is shown. */
export interface QuestionPlace {
  readonly page: number
  readonly nth: number
}

export const firstPlace: QuestionPlace = { page: 0, nth: 0 }

/** Whether a tap can answer it; otherwise the person says it to the helper. */
export const isTapped = (field: FieldState): boolean =>
  field.kind === 'acknowledge' ||
  ((field.kind === 'select_one' || field.kind === 'select_multiple') &&
    field.file === null &&
    field.choices.length > 0) ||
  countsOf(field) !== null

export const questionCard = (
  hearer: Hearer,
  packId: string,
  field: FieldState,
  { page, nth }: QuestionPlace = firstPlace,
): Card => {
  const { row } = field
  const lang = screenLangOf(hearer.variety)
  const asked = prompt(promptOf(packId, { row: row.name }))
  const isPrivate = row.privacy === 'private' || row.privacy === 'sealed'
  const question = {
    id: `question:${field.key}`,
    picture: row.pictogram ?? 'question',
    text: row.label?.[lang] ?? row.name,
    isPrivate,
    mayTellClerk: isPrivate,
  }
  const drawn = (choice: Choice): CardChoice => ({
    value: choice.name,
    text: choice.label[lang],
    picture: choice.pictogram ?? 'question',
    says: [prompt(promptOf(packId, { list: listOf(row.type), choice: choice.name }))],
  })
  const counts = countsOf(field)

  if (counts !== null)
    return cardOf(hearer, {
      ...question,
      kind: 'choose',
      says: [asked],
      mayNotKnow: !field.required,
      ...pageOf(
        counts.map((count) => ({
          value: String(count),
          text: String(count),
          picture: question.picture,
          says: [{ type: 'number', value: count }],
          figure: { type: 'count', value: count, picture: question.picture },
        })),
        page,
      ),
    })
  if (!isTapped(field))
    return cardOf(hearer, {
      ...question,
      kind: 'hear',
      says:
        field.kind === 'note'
          ? [asked]
          : [asked, prompt(shown.includes(field.kind) ? 'app.show-paper' : 'app.say-to-helper')],
    })
  if (field.kind === 'acknowledge') return cardOf(hearer, { ...question, kind: 'yes-no', says: [asked] })
  if (field.kind === 'select_multiple') {
    const choice = field.choices[nth]
    const one = choice === undefined ? null : drawn(choice)
    return cardOf(hearer, {
      ...question,
      id: `question:${field.key}:${nth}`,
      kind: 'yes-no',
      picture: one?.picture ?? question.picture,
      detail: one?.text ?? '',
      mayGoBack: nth > 0,
      says: nth === 0 ? [asked, ...(one?.says ?? [])] : (one?.says ?? [asked]),
    })
  }
  const unknown = unknownOf(field.choices)
  return cardOf(hearer, {
    ...question,
    kind: 'choose',
    says: [asked],
    // A choice "unknown" is the same picture everywhere, in its own place, and not one of the four.
    mayNotKnow: unknown !== null || !field.required,
    ...pageOf(field.choices.filter((choice) => choice !== unknown).map(drawn), page),
  })
}

/** No key to seal it with is known here: only the clerk can be told. */
export const forClerkCard = (hearer: Hearer, packId: string, field: FieldState): Card => {
  const card = questionCard(hearer, packId, field)
  return cardOf(hearer, {
    ...card,
    kind: 'hear',
    choices: [],
    page: null,
    mayNotKnow: false,
    mayTellClerk: false,
    says: [prompt(promptOf(packId, { row: field.row.name })), prompt('app.tell-clerk')],
  })
}

/** Not told but shown: the helper takes it, or looks at the original. */
const shown: readonly FieldState['kind'][] = ['image', 'file']

/** What becomes of a question when it is tapped on. `heard`: nothing to tap there, it is the helper's to take. */
export type Tapped =
  | { readonly type: 'answer'; readonly value: AnswerValue; readonly isWhole: boolean }
  | { readonly type: 'turn-page' | 'page-back' | 'heard' | 'stay' }

export const readTap = (field: FieldState, { page, nth }: QuestionPlace, tap: Tap): Tapped => {
  switch (tap.type) {
    case 'chose': {
      if (countsOf(field) !== null) return whole(Number(tap.value))
      return field.choices.some((choice) => choice.name === tap.value) ? whole(tap.value) : { type: 'stay' }
    }
    case 'yes':
    case 'no': {
      if (field.kind === 'acknowledge') return whole(tap.type === 'yes' ? true : null)
      const choice = field.choices[nth]
      if (field.kind !== 'select_multiple' || choice === undefined) return { type: 'stay' }
      const others = (Array.isArray(field.value) ? (field.value as readonly string[]) : []).filter(
        (name) => name !== choice.name,
      )
      return {
        type: 'answer',
        value: tap.type === 'yes' ? [...others, choice.name] : others,
        isWhole: nth >= field.choices.length - 1,
      }
    }
    case 'not-known':
      return whole(unknownOf(field.choices)?.name ?? null)
    // A wrong answer may not stay behind the one that will be told to the clerk.
    case 'tell-clerk':
      return whole(toldToClerk)
    case 'went-on':
      return { type: 'heard' }
    case 'next-page':
      return { type: 'turn-page' }
    case 'back':
      return { type: page > 0 || nth > 0 ? 'page-back' : 'stay' }
  }
}

const whole = (value: AnswerValue): Tapped => ({ type: 'answer', value, isWhole: true })

/** `select_one LIST` → `LIST`. */
export const listOf = (type: string): string => type.trim().split(/\s+/)[1] ?? ''

const unknownOf = (choices: readonly Choice[]): Choice | null =>
  choices.find((choice) => choice.name === 'unknown') ?? null

const range = /^\. >= (\d+) and \. <= (\d+)$/
const mostCounted = 12

/** The numbers of a count that is small enough to be drawn (copies, children); null for any other question. */
const countsOf = ({ kind, row }: FieldState): readonly number[] | null => {
  const bounds = kind === 'integer' ? range.exec(row.constraint ?? '') : null
  if (!bounds) return null
  const [from, to] = [Number(bounds[1]), Number(bounds[2])]
  return to > mostCounted || to <= from ? null : Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
