// What a pack means in one commune and for one request: who decides, what it costs, when the answer is due.
// It must never pass an unverified fact for a sure one: every figure says whether it was checked.
import type { Directory, Unit } from '../access/directory.ts'
import type { Answers } from '../form/form.ts'
import { addDuration, parseDuration } from './duration.ts'
import { isVerified } from './facts.ts'
import { holds, outsideValue } from './outside-expression.ts'
import type { Cost, ProcedurePack } from './pack.ts'

/** The first office of the commune that answers for the pack's pivot, or null. */
export const competentOffice = (pack: ProcedurePack, directory: Pick<Directory, 'units'>): Unit | null =>
  directory.units.find(
    (unit) => unit.kind === 'office' && unit.pivots.includes(pack.service.hasCompetentAuthority.type),
  ) ?? null

export interface FeeLine {
  readonly cost: Cost
  readonly quantity: number
  readonly amount: number | null
  readonly verified: boolean
}

export interface Fee {
  /** Null when a figure is not known. Zero is "free": nothing may be asked. */
  readonly amount: number | null
  readonly currency: Cost['currency']
  /** False when a line rests on an unverified source: shown with a mark, never on a receipt. */
  readonly verified: boolean
  readonly lines: readonly FeeLine[]
}

/** `values` are the form's effective ones. Without answers a line with a quantity counts once. */
export const feeOf = (pack: ProcedurePack, values: Answers): Fee => {
  const lines = pack.service.hasCost
    .filter((cost) => holds(cost.when, values))
    .map((cost): FeeLine => {
      const quantity = quantityOf(cost, values)
      const amount = cost.hasValue === null ? null : toCents(cost.hasValue * quantity)
      return { cost, quantity, amount, verified: isVerified(cost.source) }
    })
  return {
    amount: lines.reduce<number | null>(
      (sum, line) => (sum === null || line.amount === null ? null : toCents(sum + line.amount)),
      0,
    ),
    currency: pack.service.hasCost[0]?.currency ?? 'MAD',
    verified: lines.every((line) => line.verified),
    lines,
  }
}

const quantityOf = ({ quantity }: Cost, values: Answers): number => {
  if (quantity === undefined) return 1
  const count = Number(outsideValue(quantity, values))
  return Number.isSafeInteger(count) && count >= 1 ? count : 1
}

// 0.1 × 3 must not print as 0.30000000000000004.
const toCents = (amount: number): number => Math.round(amount * 100) / 100

export interface AnswerDate {
  /** `YYYY-MM-DD`, the last day. */
  readonly date: string
  readonly verified: boolean
}

/**
 * The day by which the office must answer a request it received at `fromIso` (a date, or a time whose date part is
 * taken as it stands), or null when no delay is known. Calendar days.
 * A delay under a day is how long it takes at the office's own counter; it says nothing of a request that travels, so
 * the legal maximum is given instead.
 */
export const answerBefore = ({ service }: ProcedurePack, fromIso: string): AnswerDate | null => {
  const { processingTime, maxTime } = service
  const usual = processingTime.value === null || isUnderADay(processingTime.value) ? null : processingTime
  const held = usual ?? maxTime
  if (held === undefined || held.value === null) return null
  const date = addDuration(fromIso.slice(0, 10), held.value)
  return date === null ? null : { date, verified: isVerified(held.source) }
}

const isUnderADay = (text: string): boolean => {
  const duration = parseDuration(text)
  return duration === null || (duration.months === 0 && duration.days === 0)
}
