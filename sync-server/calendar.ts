// The days on which the commune's offices are closed: its country's weekend and public holidays, and what the operator
// writes in `holidays.json` beside the database. Moons are seen, local days are decreed: no library knows them, so the
// file has the last word. A file with a mistake changes nothing and is told in the log; it never stops the server.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import * as v from 'valibot'
import type { Directory } from '../shared/access/directory.ts'
import { StartProblem } from './data-folder.ts'

export type Calendar = NonNullable<Directory['calendar']>

export const holidaysFile = (dataDir: string): string => join(dataDir, 'holidays.json')

/** Public holidays of a country in one year, as ISO dates. */
export type HolidaysOf = (year: number) => readonly string[]

/** Decreed, and not in the library yet: month and day. */
const lacking: Readonly<Record<string, readonly string[]>> = {
  // Amazigh new year, a paid public holiday since 2024.
  MA: ['01-14'],
}

/** Throws StartProblem for a country nobody knows. */
export const nationalHolidays = async (country: string): Promise<HolidaysOf> => {
  // Half a second and some megabytes: only who asks pays for them.
  const { default: Holidays } = await import('date-holidays')
  const known = new Holidays()
  if (!Object.hasOwn(known.getCountries(), country))
    throw new StartProblem(`COUNTRY : « ${country} » n'est pas un pays connu (deux lettres ISO 3166, par exemple MA).`)
  const holidays = new Holidays(country, { types: ['public'] })
  return (year) => [
    ...holidays.getHolidays(year).flatMap(({ date, start, end }) => {
      const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000))
      return Array.from({ length: days }, (_, at) => plusDays(date.slice(0, 10), at))
    }),
    ...(lacking[country] ?? []).map((day) => `${year}-${day}`),
  ]
}

/** From last year, for deadlines that are running, to the year after next. */
const yearsAround = (year: number): readonly number[] => [year - 1, year, year + 1, year + 2]

interface CalendarWorld {
  readonly country: string
  readonly holidaysOf: HolidaysOf
  readonly dataDir: string
  now(): Date
  readonly log: Pick<Logger, 'error' | 'info'>
}

/** Asked at every sync: the file is read again only when it has changed. */
export const createCalendar = ({ country, holidaysOf, dataDir, now, log }: CalendarWorld): (() => Calendar) => {
  const weekend = weekendOf(country)
  let changes: Changes = { add: [], remove: [] }
  let readAt: number | null = null
  let made: { readonly key: string; readonly calendar: Calendar } | null = null
  return () => {
    const path = holidaysFile(dataDir)
    const changedAt = existsSync(path) ? statSync(path).mtimeMs : 0
    if (changedAt !== readAt) {
      readAt = changedAt
      const read = changedAt === 0 ? noChanges : readChanges(path)
      if (read) changes = read
      else log.error('holidays.json does not read: {"add": ["2026-03-21"], "remove": []}. The days stay as they were')
    }
    const year = now().getUTCFullYear()
    const key = `${year} ${JSON.stringify(changes)}`
    if (made?.key !== key) {
      const days = new Set([...yearsAround(year).flatMap(holidaysOf), ...changes.add])
      for (const day of changes.remove) days.delete(day)
      made = { key, calendar: { weekend, holidays: [...days].sort() } }
    }
    return made.calendar
  }
}

const day = v.pipe(v.string(), v.isoDate())
const changesShape = v.strictObject({ add: v.optional(v.array(day), []), remove: v.optional(v.array(day), []) })
type Changes = v.InferOutput<typeof changesShape>
const noChanges: Changes = { add: [], remove: [] }

const readChanges = (path: string): Changes | null => {
  try {
    const parsed = v.safeParse(changesShape, JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

/** Days of the week, 0 Sunday. */
const weekendOf = (country: string): readonly number[] => (fridays.has(country) ? [5, 6] : [6, 0])
const fridays: ReadonlySet<string> = new Set([
  'BH',
  'DZ',
  'EG',
  'IQ',
  'JO',
  'KW',
  'LY',
  'OM',
  'QA',
  'SA',
  'SD',
  'SY',
  'YE',
])

const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
