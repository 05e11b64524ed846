// The part of a dossier's line that an office works by: its last day, what came since it was looked at, what this copy
// lacks of it, its papers, who else claimed it. Pure, and of the acts alone: it says the same on any day, so that a line
// made in March is right in April; how many days are left is for the screen to count.
import type { Act } from '../../shared/dossier/act.ts'
import { lacksOf } from '../../shared/dossier/graph.ts'
import type { DossierStatus } from '../../shared/dossier/status.ts'
import { deadlineOf } from '../../shared/deadline/deadline.ts'
import type { Calendar } from '../../shared/deadline/worked-days.ts'
import type { Answers } from '../../shared/form/form.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import { registerLinesOf, type HandedLine, type IssuedLine } from '../../shared/register/rows.ts'
import { phoneDigits } from '../../shared/text/phone.ts'
import { calendarMark } from './calendar-mark.ts'

/** Of the directory, as it is when a line is made. */
export type CalendarNow = () => Calendar | undefined

/** Absent is none; and all of it is absent in lines made before there was any. */
export interface OfficeLine {
  /** The line knows what is below: others are made again, behind. */
  readonly made?: typeof madeNow
  /** The last day for an answer, `YYYY-MM-DD`; while the clock is paused, as if it went on at the last act. */
  readonly due?: string
  readonly dueClock?: 'running' | 'paused'
  /** The whole time, for a bar: from the day it was filed. */
  readonly dueDays?: number
  /** Worked days that are left while the clock is paused. */
  readonly dueLeft?: number
  /** The calendar by which the last day was counted (calendar-mark.ts). */
  readonly dueBy?: string
  /** What silence means once it is over. */
  readonly silence?: 'accept' | 'reject'
  /** A paper that was asked for has come, and nobody of an office has looked since. */
  readonly supplied?: true
  /** Acts that those at hand come after, and that are not at hand. */
  readonly lacking?: number
  readonly issued?: readonly IssuedLine[]
  readonly handed?: readonly HandedLine[]
  /** Place of the person, as it was said. */
  readonly douar?: string
  /** The national nine digits. */
  readonly phone?: string
  /** Those who claimed it without having seen each other. */
  readonly claimedApart?: readonly string[]
  /** The office that has it now. */
  readonly office?: string
}

const madeNow = 2

/** `calendar` is the commune's now. */
export const isCurrent = (line: OfficeLine, calendar: Calendar | undefined): boolean =>
  line.made === madeNow && (line.due === undefined || (line.dueBy ?? '') === calendarMark(calendar))

/** Something was decided, given or corrected twice apart, and nobody has settled it. */
export const isContested = (status: DossierStatus): boolean =>
  status.suspended.length + status.handedOverTwice.length + status.unsettledFields.length > 0

interface Case {
  readonly acts: readonly Act[]
  readonly status: DossierStatus
  readonly pack: ProcedurePack | null
  readonly answers: Answers
  readonly calendar: Calendar | undefined
}

export const officeLineOf = ({ acts, status, pack, answers, calendar }: Case): OfficeLine => {
  const lacking = lacksOf(acts).length
  const { issued, handed } = registerLinesOf(status)
  const douar = textOf(answers[pack?.placeRow ?? 'douar'])
  const phone = phoneDigits(textOf(answers['phone']))
  return {
    made: madeNow,
    ...dueOf(status, pack, calendar),
    ...(status.supplied ? { supplied: true } : {}),
    ...(lacking > 0 ? { lacking } : {}),
    ...(issued.length > 0 ? { issued } : {}),
    ...(handed.length > 0 ? { handed } : {}),
    ...(douar === '' ? {} : { douar }),
    ...(phone === null ? {} : { phone }),
    ...(status.claims.length > 1 ? { claimedApart: status.claims.map(({ by }) => by.agent) } : {}),
    ...(status.office === null ? {} : { office: status.office }),
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

const dueOf = (status: DossierStatus, pack: ProcedurePack | null, calendar: Calendar | undefined): OfficeLine => {
  const last = status.history.reduce((day, { at }) => (at > day ? at : day), '').slice(0, 10)
  const deadline =
    pack && !status.closed && last !== ''
      ? deadlineOf({ status, workflow: pack.workflow, service: pack.service, calendar, today: last })
      : null
  if (!deadline || deadline.state === 'stopped') return {}
  const { dueOn, allowedDays, silence, workedDaysLeft } = deadline
  const mark = calendarMark(calendar)
  return {
    due: dueOn,
    dueDays: allowedDays,
    ...(mark === '' ? {} : { dueBy: mark }),
    ...(deadline.state === 'paused' ? { dueClock: 'paused', dueLeft: workedDaysLeft } : { dueClock: 'running' }),
    ...(silence === 'none' ? {} : { silence }),
  }
}
