// What is a well-formed answer of each kind, and how a calculated or default value becomes one.
// Bounds of integers are those of XForms (32 bits); a date must exist; a position must be on Earth.
import { dateTimeToDays, dateToDays, daysToDate, daysToDateTime, timeToDays } from './calendar.ts'
import type { AnswerValue } from './form.ts'
import type { FieldKind } from './tree.ts'
import { MAX_TEXT, toNames, toNumber, toText, toTruth } from './values.ts'

const MAX_INTEGER = 2 ** 31
/** Names of files and hashes. */
const MAX_FILE_NAME = 255

/** Why an answer is not of its kind: `form` cannot be read, `range` is too far, `length` is too long. */
export type Misfit = 'form' | 'range' | 'length'

const INTEGER = /^[+-]?\d{1,16}$/
const DECIMAL = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)$/

/** null for every way of leaving a question unanswered; a number typed as text becomes one. */
export function tidyAnswer(kind: FieldKind, raw: AnswerValue | undefined): AnswerValue {
  if (raw === undefined || raw === null) return null
  if (typeof raw === 'string') {
    const text = raw.trim()
    if (text === '') return null
    if (kind === 'integer' && INTEGER.test(text)) return Number(text)
    if (kind === 'decimal' && DECIMAL.test(text)) return Number(text.replace(',', '.'))
  }
  if (Array.isArray(raw) && raw.length === 0) return null
  return kind === 'acknowledge' && raw === false ? null : raw
}

/** null when `value` (tidied, not null) is a good answer of its kind. Choices are not looked up here. */
export function misfitOf(kind: FieldKind, value: AnswerValue): Misfit | null {
  switch (kind) {
    case 'text':
    case 'barcode':
    case 'select_one':
      return typeof value !== 'string' ? 'form' : value.length > MAX_TEXT ? 'length' : null
    case 'image':
    case 'audio':
    case 'file':
      return typeof value === 'string' && value.length <= MAX_FILE_NAME ? null : 'form'
    case 'integer':
      if (typeof value !== 'number' || !Number.isInteger(value)) return 'form'
      return value >= -MAX_INTEGER && value < MAX_INTEGER ? null : 'range'
    case 'decimal':
      return typeof value === 'number' && Number.isFinite(value) ? null : 'form'
    case 'date':
      return typeof value === 'string' && dateToDays(value) !== null ? null : 'form'
    case 'time':
      return typeof value === 'string' && timeToDays(value) !== null ? null : 'form'
    case 'dateTime':
      return typeof value === 'string' && dateTimeToDays(value) !== null ? null : 'form'
    case 'select_multiple':
      if (!Array.isArray(value) || value.some((name) => typeof name !== 'string')) return 'form'
      return new Set(value).size === value.length ? null : 'form'
    case 'geopoint':
      return isOnEarth(value) ? null : 'form'
    case 'acknowledge':
      return value === true || value === 'OK' ? null : 'form'
    case 'note':
    case 'calculate':
      return null
  }
}

function isOnEarth(value: AnswerValue): boolean {
  if (typeof value !== 'object' || value === null || !('lat' in value)) return false
  const { lat, lon, alt = 0, accuracy = 0 } = value
  return (
    [lat, lon, alt, accuracy].every((part) => typeof part === 'number' && Number.isFinite(part)) &&
    Math.abs(lat) <= 90 &&
    Math.abs(lon) <= 180 &&
    accuracy >= 0
  )
}

/** The value of an expression, or a default written as text, as an answer of this kind; null when it comes to nothing. */
export function toKind(kind: FieldKind, value: AnswerValue): AnswerValue {
  const text = toText(value)
  if (text === '' || (typeof value === 'number' && !Number.isFinite(value))) return null
  switch (kind) {
    case 'integer':
    case 'decimal': {
      const number = toNumber(value)
      // -0 and 0 are one number, and one JSON text.
      return Number.isFinite(number) ? number + 0 : typeof value === 'string' ? value : null
    }
    case 'date':
      return typeof value === 'number' ? daysToDate(value) || null : text
    case 'dateTime':
      return typeof value === 'number' ? daysToDateTime(value) || null : text
    case 'select_multiple':
      return toNames(value)
    case 'acknowledge':
      return text === 'OK' ? 'OK' : typeof value === 'string' ? text === 'true' || null : toTruth(value) || null
    case 'geopoint':
      return typeof value === 'object' ? value : textToGeopoint(text)
    case 'calculate':
    case 'note':
      return typeof value === 'object' ? text : typeof value === 'number' ? value + 0 : value
    default:
      return text
  }
}

function textToGeopoint(text: string): AnswerValue {
  const [lat, lon, alt, accuracy] = text.split(/\s+/).map(toNumber)
  if (lat === undefined || lon === undefined || [lat, lon, alt ?? 0, accuracy ?? 0].some(Number.isNaN)) return text
  return {
    lat,
    lon,
    ...(alt === undefined ? {} : { alt }),
    ...(accuracy === undefined ? {} : { accuracy }),
  }
}
