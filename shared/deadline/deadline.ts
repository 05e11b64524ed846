// By when the law wants an answer, how much of the time is gone, and whom it binds. Pure: today and the calendar are
// passed in. A device's clock is used to the day and never believed against the server's.
//
//   day 0       the day of the server's "received"; before that, the one the device wrote on the filing
//   counted     each day (calendar or worked, as the pack says) at whose end the clock of the workflow was running
//   paused      from the day a paper is asked for until the day before it comes; the end moves by as many days
//   last day    moves to the next worked day
import { addDuration, parseDuration } from '../procedure/duration.ts'
import type { Service } from '../procedure/pack.ts'
import type { Workflow } from '../procedure/workflow.ts'
import { beaconTimeOf, type Act } from '../dossier/act.ts'
import type { DossierStatus } from '../dossier/status.ts'
import { dayOf, isoOf, plainCalendar, workedDays, type Calendar, type WorkedDays } from './worked-days.ts'

export interface Deadline {
  /** The last day, `YYYY-MM-DD`. While the clock is paused: as if it went on today. */
  readonly dueOn: string
  /** May be more than allowed. */
  readonly usedDays: number
  readonly allowedDays: number
  readonly state: 'running' | 'paused' | 'stopped' | 'over'
  /** A pivot: the competence that is to answer. */
  readonly binds: string
  /** What silence means once it is over. */
  readonly silence: Service['silence']
  /** Days that are worked from today to the last one, today not counted; 0 when it is over. */
  readonly workedDaysLeft: number
}

export interface DeadlineCase {
  readonly status: Pick<DossierStatus, 'history' | 'submitted' | 'steps'>
  readonly workflow: Workflow
  readonly service: Pick<Service, 'maxTime' | 'silence' | 'hasCompetentAuthority'>
  /** Of the directory; an older server sends none. */
  readonly calendar: Calendar | undefined
  /** `YYYY-MM-DD` */
  readonly today: string
}

/** Null when the pack names no longest time, or nothing was filed. */
export const deadlineOf = ({ status, workflow, service, calendar, today }: DeadlineCase): Deadline | null => {
  const { maxTime } = service
  if (maxTime === undefined || status.submitted === null) return null
  const now = dayOf(today)
  const start = Math.min(startOf(status.history, status.submitted), now)
  const days = workedDays(calendar ?? plainCalendar)
  const clock = clockOf(status, workflow, start, now)
  const counted = maxTime.counted ?? 'calendar-days'
  const allowed = allowedDays(maxTime.value, isoOf(start))
  if (allowed === null || clock.length === 0) return null
  const due = days.onOrAfter(lastDay(clock, allowed, counted, days, now))
  const last = clock.at(-1)?.runs ?? 'stopped'
  return {
    dueOn: isoOf(due),
    usedDays: usedBy(clock, counted, days, now),
    allowedDays: allowed,
    state: last !== 'stopped' && now > due ? 'over' : last,
    binds: maxTime.binds ?? service.hasCompetentAuthority.type,
    silence: service.silence,
    workedDaysLeft: last === 'stopped' ? 0 : days.between(now, due),
  }
}

type Runs = 'running' | 'paused' | 'stopped'
type Counted = 'working-days' | 'calendar-days'

/** From its day on, until the next one's. Days strictly increase. */
interface Span {
  readonly from: number
  readonly runs: Runs
}

const startOf = (history: readonly Act[], submitted: Act): number => {
  const received = history.find(
    (act) => act.kind === 'received' && act.by.role === 'system' && act.after.includes(submitted.id),
  )
  return dayOf((received ?? submitted).at)
}

/** How the clock stood at the end of each day. */
const clockOf = (
  { steps }: Pick<DossierStatus, 'steps'>,
  workflow: Workflow,
  start: number,
  today: number,
): readonly Span[] => {
  const spans: Span[] = []
  let day = start
  const filed = steps.findIndex(({ act }) => act.kind === 'submitted')
  if (filed < 0) return spans
  for (const { act, state } of steps.slice(filed)) {
    // Not before what it comes after, not before the server's word it quotes, not in days to come.
    if (act.kind !== 'submitted') day = Math.min(Math.max(day, dayOf(act.at), beaconDay(act)), Math.max(today, start))
    if (spans.at(-1)?.from === day) spans.pop()
    const runs = workflow.states[state]?.slaClock ?? 'stopped'
    if (spans.at(-1)?.runs !== runs) spans.push({ from: day, runs })
  }
  return spans
}

const beaconDay = ({ beacon }: Act): number => {
  const time = beaconTimeOf(beacon)
  return time === null ? -Infinity : dayOf(time)
}

/** Months are as many days as they have from that day on. A part under a day is one day. */
const allowedDays = (duration: string, from: string): number | null => {
  const until = addDuration(from, duration)
  if (until === null) return null
  const days = dayOf(until) - dayOf(from)
  return days === 0 && (parseDuration(duration)?.ms ?? 0) > 0 ? 1 : days
}

const count = (from: number, to: number, counted: Counted, days: WorkedDays): number =>
  counted === 'working-days' ? days.between(from, to) : Math.max(0, to - from)

const advance = (from: number, by: number, counted: Counted, days: WorkedDays): number =>
  counted === 'working-days' ? days.after(from, by) : from + by

/** The first day is not counted; then every day of a running span is, its own first one included. */
const dayBefore = (span: Span, index: number): number => (index === 0 ? span.from : span.from - 1)

const lastDay = (
  clock: readonly Span[],
  allowed: number,
  counted: Counted,
  days: WorkedDays,
  today: number,
): number => {
  let left = allowed
  let before = clock[0]?.from ?? today
  // None at all: the day it was filed, whatever the clock did on it.
  if (allowed === 0) return before
  for (const [i, span] of clock.entries()) {
    before = dayBefore(span, i)
    if (span.runs !== 'running') continue
    const next = clock[i + 1]
    const gone = next === undefined ? Infinity : count(before, next.from - 1, counted, days)
    if (gone >= left) return advance(before, left, counted, days)
    left -= gone
  }
  // Paused: it goes on today at the earliest. Stopped for good: the day it would have been.
  return advance(clock.at(-1)?.runs === 'paused' ? Math.max(before, today - 1) : before, left, counted, days)
}

const usedBy = (clock: readonly Span[], counted: Counted, days: WorkedDays, today: number): number =>
  clock.reduce((used, span, i) => {
    if (span.runs !== 'running') return used
    const end = Math.min(today, (clock[i + 1]?.from ?? Infinity) - 1)
    return used + count(dayBefore(span, i), end, counted, days)
  }, 0)
