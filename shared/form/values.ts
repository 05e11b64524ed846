// XPath 1.0 conversions between the kinds of values an expression can meet. Every function here is total.
import { instantToDays } from './calendar.ts'
import type { AnswerValue, Geopoint } from './form.ts'

/** Longer texts are cut: no chain of concat() may grow without bound. */
export const MAX_TEXT = 10_000

const NUMBER = /^\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*$/

const isGeopoint = (value: object): value is Geopoint =>
  typeof (value as Partial<Geopoint>).lat === 'number' && typeof (value as Partial<Geopoint>).lon === 'number'

/** No exponent: XPath has none. */
function numberToText(value: number): string {
  const text = String(value)
  if (!text.includes('e')) return Object.is(value, -0) ? '0' : text
  return Math.abs(value) >= 1 ? BigInt(value).toString() : value.toFixed(20).replace(/\.?0+$/, '')
}

export function toText(value: AnswerValue): string {
  if (typeof value === 'string') return value.length > MAX_TEXT ? value.slice(0, MAX_TEXT) : value
  if (typeof value === 'number') return numberToText(value)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value !== 'object' || value === null) return ''
  if (Array.isArray(value)) {
    return value
      .filter((item) => typeof item === 'string')
      .join(' ')
      .slice(0, MAX_TEXT)
  }
  if (!isGeopoint(value)) return ''
  return [value.lat, value.lon, value.alt ?? 0, value.accuracy ?? 0]
    .map((part) => (typeof part === 'number' ? numberToText(part) : '0'))
    .join(' ')
}

/** Dates count as days since 1970, so that they compare and subtract; other text that is no number gives NaN. */
export function toNumber(value: AnswerValue): number {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  const text = toText(value)
  if (NUMBER.test(text)) return Number(text)
  return text.length >= 10 ? (instantToDays(text) ?? Number.NaN) : Number.NaN
}

export function toTruth(value: AnswerValue): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value)
  return toText(value) !== ''
}

/** The chosen names of a select, from our list or from a text with spaces. */
export function toNames(value: AnswerValue): readonly string[] {
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string')
  return toText(value)
    .split(/\s+/)
    .filter((name) => name !== '')
}

/**
 * XPath equality, with one addition: a boolean is equal to its own text, because in XForms a calculated boolean is
 * stored as 'true' or 'false' and forms compare it so.
 */
export function isEqual(left: AnswerValue, right: AnswerValue): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') {
    const text = typeof left === 'string' ? left : typeof right === 'string' ? right : ''
    if (text === 'true' || text === 'false') return toText(left) === toText(right)
    return toTruth(left) === toTruth(right)
  }
  if (typeof left === 'number' || typeof right === 'number') return toNumber(left) === toNumber(right)
  return toText(left) === toText(right)
}
