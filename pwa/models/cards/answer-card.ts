// One row of the read-back: the question, the answer as a picture, a figure and a sound, then right or wrong. Pure.
import type { FieldState } from '../../../shared/form/evaluate.ts'
import { isOpaque } from '../../../shared/form/opaque-value.ts'
import { prompt, promptOf } from '../../../shared/speech/spoken.ts'
import type { Spoken } from '../../../shared/speech/spoken.ts'
import { screenLangOf } from '../../../shared/speech/variety.ts'
import type { Card, Figure } from '../card.ts'
import { appCard, cardOf } from './card-parts.ts'
import type { Hearer } from './card-parts.ts'
import { listOf } from './question-card.ts'

/** `written` is the answer in the words of the person's language; '' when there is none. */
export const answerCard = (hearer: Hearer, packId: string, field: FieldState, written: string): Card => {
  const lang = screenLangOf(hearer.variety)
  const { row } = field
  return cardOf(hearer, {
    id: `read:${field.key}`,
    kind: 'yes-no',
    picture: chosenOf(field)[0]?.pictogram ?? row.pictogram ?? 'question',
    text: row.label?.[lang] ?? row.name,
    detail: written === '' ? hearer.words('app.unanswered', lang) : written,
    figure: figureOf(field),
    says: [prompt(promptOf(packId, { row: row.name })), ...spokenAnswer(packId, field, written)],
    isPrivate: row.privacy === 'private',
  })
}

/** Before the first row, and once they were all right. */
export const readBackIntro = (hearer: Hearer): Card => appCard(hearer, 'app.read-back', 'hear', 'ear')
export const readBackDone = (hearer: Hearer): Card => appCard(hearer, 'app.read-back-done', 'hear', 'right')

export const spokenAnswer = (packId: string, field: FieldState, written: string): Spoken => {
  const { value, kind, row } = field
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return [prompt('app.unanswered')]
  if (isOpaque(value)) return [prompt('app.tell-clerk')]
  const chosen = chosenOf(field)
  if (chosen.length > 0)
    return chosen.map((choice) => prompt(promptOf(packId, { list: listOf(row.type), choice: choice.name })))
  if (kind === 'acknowledge') return [prompt('app.yes')]
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 999_999)
    return [{ type: 'number', value }]
  if (isDate(field)) return [{ type: 'date', iso: String(value), weekday: false }]
  return [{ type: 'free', text: written }]
}

const figureOf = (field: FieldState): Figure | null => {
  const { value, kind, row } = field
  if (kind === 'integer' && typeof value === 'number' && value >= 0 && value <= 12)
    return { type: 'count', value, picture: row.pictogram ?? 'question' }
  return isDate(field) ? { type: 'day', iso: String(value) } : null
}

/** A month asked without its day is read as words only: no day was said. */
const isDate = ({ kind, value, row }: FieldState): boolean =>
  kind === 'date' &&
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  !/\b(?:month-)?year\b/.test(row.appearance ?? '')

const chosenOf = ({ kind, file, value, choices }: FieldState) => {
  if (file !== null || (kind !== 'select_one' && kind !== 'select_multiple')) return []
  const names: readonly unknown[] = Array.isArray(value) ? value : [value]
  return choices.filter((choice) => names.includes(choice.name))
}
