// Three boxes, day, month and year, to one ISO date and back. Civil (Gregorian) dates only; a Hijri year is its own
// question in a pack, because it cannot be turned into a civil date without guessing.
import { digitsToWestern } from './digits.ts'

export interface DateBoxes {
  readonly day: string
  readonly month: string
  readonly year: string
}

export type DateProblem = 'unfinished' | 'day' | 'month' | 'year' | 'no-such-day'
export type TypedDate = { readonly value: string | null } | { readonly problem: DateProblem }

const digits = (text: string): string => digitsToWestern(text).trim()
const isIn = (text: string, from: number, to: number): boolean =>
  /^\d{1,4}$/.test(text) && Number(text) >= from && Number(text) <= to

/** `value` is `YYYY-MM-DD`, or null when all three boxes are empty. */
export const readDate = (boxes: DateBoxes): TypedDate => {
  const [day, month, year] = [digits(boxes.day), digits(boxes.month), digits(boxes.year)]
  if (day === '' && month === '' && year === '') return { value: null }
  if (day !== '' && !isIn(day, 1, 31)) return { problem: 'day' }
  if (month !== '' && !isIn(month, 1, 12)) return { problem: 'month' }
  if (year !== '' && year.length === 4 && !isIn(year, 1850, 2200)) return { problem: 'year' }
  if (year !== '' && !/^\d{1,4}$/.test(year)) return { problem: 'year' }
  if (day === '' || month === '' || year.length < 4) return { problem: 'unfinished' }
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isCalendarDate(iso) ? { value: iso } : { problem: 'no-such-day' }
}

/** The boxes of an answer; anything that is no ISO date gives empty ones. */
export const dateToBoxes = (value: unknown): DateBoxes => {
  const parts = typeof value === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null
  return { day: parts?.[3] ?? '', month: parts?.[2] ?? '', year: parts?.[1] ?? '' }
}

/** Date.parse rolls 31 February into March in some engines: ask for the day back. */
const isCalendarDate = (iso: string): boolean => {
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)
}
