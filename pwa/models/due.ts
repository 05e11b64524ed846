// How a dossier stands with its last day, on the day that is passed in: what a bar and a list of urgent work show. Pure.
import { dayOf, plainCalendar, workedDays, type Calendar } from '../../shared/deadline/worked-days.ts'
import type { OfficeLine } from './office-line.ts'

export interface DueNow {
  /** `over`: its last day is gone. `soon`: less than three worked days are left, today not counted. */
  readonly state: 'running' | 'soon' | 'over' | 'paused'
  readonly on: string
  /** Worked days that are left; days of the calendar that are gone beyond it when it is over. */
  readonly days: number
  /** Of the whole time, 0 to 1. */
  readonly used: number
}

const soonDays = 3

/** Null when nothing runs. `today` is `YYYY-MM-DD`. */
export const dueNow = (
  line: Pick<OfficeLine, 'due' | 'dueClock' | 'dueDays' | 'dueLeft'>,
  today: string,
  calendar: Calendar | undefined,
): DueNow | null => {
  if (line.due === undefined) return null
  const [due, now] = [dayOf(line.due), dayOf(today)]
  const allowed = line.dueDays ?? 0
  if (line.dueClock === 'paused') {
    const days = line.dueLeft ?? 0
    return { state: 'paused', on: line.due, days, used: 0 }
  }
  const used = allowed > 0 ? Math.min(1, Math.max(0, 1 - (due - now) / allowed)) : 1
  if (now > due) return { state: 'over', on: line.due, days: now - due, used: 1 }
  const days = workedDays(calendar ?? plainCalendar).between(now, due)
  return { state: days < soonDays ? 'soon' : 'running', on: line.due, days, used }
}

/** The last day before which a dossier is urgent today: a list of thousands compares dates, and counts no days. */
export const soonUntil = (today: string, calendar: Calendar | undefined): string => {
  const days = workedDays(calendar ?? plainCalendar)
  // One day before the third worked day from today: less than three are left up to there.
  return new Date((days.after(dayOf(today), soonDays) - 1) * 86_400_000).toISOString().slice(0, 10)
}
