// Dates and times of answers, as XForms counts them: ISO text on one side, days since 1970-01-01 UTC on the other.
// Proleptic Gregorian, years 0001 to 9999. No clock and no time zone of the machine: a time without offset is taken as UTC.

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?$/

const FRENCH_MONTHS = 'janv.,févr.,mars,avr.,mai,juin,juil.,août,sept.,oct.,nov.,déc.'.split(',')
const FRENCH_DAYS = 'dim.,lun.,mar.,mer.,jeu.,ven.,sam.'.split(',')

interface CivilDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const monthLength = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31

/** Whole days since 1970-01-01; null when the text is no `YYYY-MM-DD` or the day does not exist. */
export function dateToDays(text: string): number | null {
  const match = DATE.exec(text)
  if (!match) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return null
  // Years counted from March, so that the leap day comes last.
  const shifted = month > 2 ? year : year - 1
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

function daysToCivil(days: number): CivilDate {
  const shifted = Math.floor(days) + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  }
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

/** `YYYY-MM-DD`, or '' when the days fall outside years 0001 to 9999 or are no number. */
export function daysToDate(days: number): string {
  // 0001-01-01 and 9999-12-31.
  if (!(days >= -719_162 && days < 2_932_897)) return ''
  const { year, month, day } = daysToCivil(days)
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

/** `YYYY-MM-DDTHH:MM:SS.sssZ`, or '' as daysToDate. */
export function daysToDateTime(days: number): string {
  const wholeMs = Math.round(days * 86_400_000)
  const date = daysToDate(Math.floor(wholeMs / 86_400_000))
  if (date === '') return ''
  const ms = ((wholeMs % 86_400_000) + 86_400_000) % 86_400_000
  const [h, m, s] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60]
  return `${date}T${pad(h, 2)}:${pad(m, 2)}:${pad(s, 2)}.${pad(ms % 1000, 3)}Z`
}

interface ClockTime {
  /** Milliseconds since local midnight. */
  readonly ms: number
  readonly offsetMinutes: number
}

function readTime(text: string): ClockTime | null {
  const match = TIME.exec(text)
  if (!match) return null
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)]
  if (hour > 23 || minute > 59 || second > 59) return null
  const zone = match[5] ?? 'Z'
  const offset = zone === 'Z' ? 0 : Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))
  if (offset > 14 * 60) return null
  return {
    ms: ((hour * 60 + minute) * 60 + second) * 1000 + Math.trunc(Number(`0.${match[4] ?? 0}`) * 1000),
    offsetMinutes: zone.startsWith('-') ? -offset : offset,
  }
}

/** Fraction of a day of `HH:MM[:SS[.sss]][Z|±HH:MM]`, as written (the offset is not applied); null when it is none. */
export function timeToDays(text: string): number | null {
  const time = readTime(text)
  return time && time.ms / 86_400_000
}

/** Days since 1970-01-01 UTC of `YYYY-MM-DDTHH:MM…`; null when it is none. */
export function dateTimeToDays(text: string): number | null {
  if (text[10] !== 'T') return null
  const days = dateToDays(text.slice(0, 10))
  const time = readTime(text.slice(11))
  return days === null || time === null ? null : days + (time.ms - time.offsetMinutes * 60_000) / 86_400_000
}

/** Days of a date or of a date with time; null for anything else. */
export const instantToDays = (text: string): number | null => dateToDays(text) ?? dateTimeToDays(text)

/**
 * A date or date-time written by a `%` pattern (%Y %y %m %n %b %d %e %a %H %h %M %S %3), as written in the text, its
 * offset not applied. Short names of months and days are French. '' when the text is no date.
 */
export function formatDate(text: string, pattern: string): string {
  const days = dateToDays(text.slice(0, 10))
  const ms = text.length > 10 ? readTime(text.slice(11))?.ms : 0
  if (days === null || ms === undefined || (text.length > 10 && text[10] !== 'T')) return ''
  const { year, month, day } = daysToCivil(days)
  const hour = Math.floor(ms / 3_600_000)
  const parts: Record<string, string> = {
    Y: pad(year, 4),
    y: pad(year % 100, 2),
    m: pad(month, 2),
    n: String(month),
    b: FRENCH_MONTHS[month - 1] ?? '',
    d: pad(day, 2),
    e: String(day),
    a: FRENCH_DAYS[(((days + 4) % 7) + 7) % 7] ?? '',
    H: pad(hour, 2),
    h: String(hour),
    M: pad(Math.floor(ms / 60_000) % 60, 2),
    S: pad(Math.floor(ms / 1000) % 60, 2),
    3: pad(ms % 1000, 3),
    '%': '%',
  }
  return pattern.replace(/%([YymnbdeaHhMS3%])/g, (_, letter: string) => parts[letter] ?? '')
}
