// Days as whole numbers since 1970-01-01, and which of them are worked: neither of the weekend nor a holiday.
// No clock and no time zone: days are those of the calendar that is passed in.

export interface Calendar {
  /** Days of the week on which offices are closed, 0 Sunday. */
  readonly weekend: readonly number[]
  /** ISO dates. */
  readonly holidays: readonly string[]
}

/** Of a server that sends none: Saturday and Sunday, and no holiday. */
export const plainCalendar: Calendar = { weekend: [6, 0], holidays: [] }

const dayMs = 86_400_000

/** The date part counts, as it stands. NaN for what is no date. */
export const dayOf = (iso: string): number => Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / dayMs

export const isoOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

export interface WorkedDays {
  isWorked(day: number): boolean
  /** The day itself, or the next one that is worked. */
  onOrAfter(day: number): number
  /** Worked days after `from`, up to `to` included. */
  between(from: number, to: number): number
  /** The day that is the `count`th worked one after `from`; `from` itself when there is none to count. */
  after(from: number, count: number): number
}

// Every device works through thousands of dossiers with one calendar.
const known = new WeakMap<Calendar, WorkedDays>()

export const workedDays = (calendar: Calendar): WorkedDays => {
  const made = known.get(calendar) ?? makeWorkedDays(calendar)
  known.set(calendar, made)
  return made
}

const makeWorkedDays = (calendar: Calendar): WorkedDays => {
  const off = new Set(calendar.weekend.filter((day) => Number.isInteger(day) && day >= 0 && day <= 6))
  // A week without a worked day would never end.
  const weekend = off.size < 7 ? off : new Set<number>()
  // 1970-01-01 was a Thursday.
  const isWeekend = (day: number): boolean => weekend.has((((day + 4) % 7) + 7) % 7)
  const holidays = new Set(calendar.holidays.map(dayOf).filter((day) => Number.isInteger(day) && !isWeekend(day)))
  const sorted = [...holidays].sort((a, b) => a - b)
  const isWorked = (day: number): boolean => !isWeekend(day) && !holidays.has(day)

  const onOrAfter = (day: number): number => {
    let found = day
    while (!isWorked(found)) found++
    return found
  }
  const between = (from: number, to: number): number => {
    if (to <= from) return 0
    const weeks = Math.floor((to - from) / 7)
    let count = weeks * (7 - weekend.size)
    for (let day = from + weeks * 7 + 1; day <= to; day++) if (!isWeekend(day)) count++
    for (const holiday of sorted) if (holiday > from && holiday <= to) count--
    return count
  }
  const after = (from: number, count: number): number => {
    let day = from
    // Never too far: as many days ahead as are still to be counted.
    for (let left = count; left > 0; left = count - between(from, day)) day += left
    return day
  }
  return { isWorked, onOrAfter, between, after }
}
