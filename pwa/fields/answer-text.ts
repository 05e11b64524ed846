// An answer as a person reads it back: the choice's words, a date in the desk's form, a position in degrees.
// Pure; it never shows a code where there are words, and shows an unknown code rather than nothing.
import type { FieldState } from '../../shared/form/evaluate.ts'
import type { AnswerValue, Choice } from '../../shared/form/form.ts'
import { isOpaque, toldToClerk } from '../../shared/form/opaque-value.ts'
import type { Lang } from '../../shared/text/l10n.ts'
import { formatDate } from '../text/format.ts'
import { degrees, isGeopoint } from './position.ts'

const yesNo: Readonly<Record<Lang, readonly [string, string]>> = { fr: ['Oui', 'Non'], ar: ['نعم', 'لا'] }

/** For what nobody here can read. */
const opaque: Readonly<Record<Lang, { readonly told: string; readonly sealed: string }>> = {
  fr: { told: 'La personne le dira au bureau', sealed: '● Répondu, pour le bureau seulement' },
  ar: { told: 'سيقوله المعني بالأمر للمكتب', sealed: '● تم الجواب، للمكتب وحده' },
}

/** '' when there is no answer. Each piece is to be isolated (`<bdi>`) by the caller. */
export const answerText = (field: Pick<FieldState, 'kind' | 'value' | 'choices'>, lang: Lang): string =>
  valueText(field.kind, field.value, field.choices, lang)

const valueText = (kind: FieldState['kind'], value: AnswerValue, choices: readonly Choice[], lang: Lang): string => {
  if (value === null || value === '') return ''
  if (isOpaque(value)) return opaque[lang][value === toldToClerk ? 'told' : 'sealed']
  if (typeof value === 'boolean') return yesNo[lang][value ? 0 : 1]
  if (isGeopoint(value)) {
    const place = `${degrees(value.lat)}, ${degrees(value.lon)}`
    return value.accuracy === undefined ? place : `${place} (± ${value.accuracy} m)`
  }
  if (typeof value === 'object') {
    return value.map((name) => choiceText(name, choices, lang)).join(lang === 'ar' ? '، ' : ', ')
  }
  if (kind === 'select_one') return choiceText(String(value), choices, lang)
  if (kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(String(value))) return formatDate(String(value), lang)
  if (kind === 'acknowledge') return yesNo[lang][0]
  return String(value)
}

const choiceText = (name: string, choices: readonly Choice[], lang: Lang): string =>
  choices.find((choice) => choice.name === name)?.label[lang] ?? name
