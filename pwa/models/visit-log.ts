// What is counted while somebody is helped: how long the screen was theirs, what was read back and taught. It is kept
// with the place of a request, so that a killed tab forgets none of it, and goes out counted in the act that ends the
// visit. It holds names of rows at most, never an answer.
import * as v from 'valibot'
import type { Register } from '../../shared/dossier/draft.ts'
import { longestTurnMs, mostCounted, turnGroups } from '../../shared/dossier/visit.ts'
import type { TurnGroup, Visit } from '../../shared/dossier/visit.ts'
import type { Variety } from '../../shared/speech/variety.ts'
import type { FieldState } from '../../shared/form/evaluate.ts'

const whole = v.pipe(v.number(), v.integer(), v.minValue(0))

export const visitLogSchema = v.object({
  /** Milliseconds by group. */
  turned: v.record(v.picklist(turnGroups), whole),
  wrong: whole,
  skipReason: v.nullable(v.string()),
  /** Points of the teach-back as they stand. */
  taught: v.record(v.string(), v.picklist(['right', 'missed'])),
  /** Points that were missed at least once. */
  missed: v.array(v.string()),
})
export type VisitLog = v.InferOutput<typeof visitLogSchema>

export const emptyVisitLog: VisitLog = { turned: {}, wrong: 0, skipReason: null, taught: {}, missed: [] }

export interface TurnNote {
  readonly group: TurnGroup
  /** How long it was turned, by a clock that does not jump. */
  readonly ms: number
  /** `called`: the person, or the helper, ended it before the last card. */
  readonly ended: 'done' | 'called'
}

export const withTurn = (log: VisitLog, { group, ms }: TurnNote): VisitLog => ({
  ...log,
  turned: { ...log.turned, [group]: (log.turned[group] ?? 0) + Math.max(0, Math.round(ms)) },
})

export type TaughtPoint = 'right' | 'missed'

export const withTaught = (log: VisitLog, points: Readonly<Record<string, TaughtPoint>>): VisitLog => ({
  ...log,
  taught: { ...points },
  missed: [...new Set([...log.missed, ...Object.keys(points).filter((point) => points[point] === 'missed')])],
})

/** Row → the answer that was said to be right, as JSON: a changed answer is read again. */
export type RightRows = Readonly<Record<string, string>>

export const isReadRight = (right: RightRows, { key, value }: { key: string; value: unknown }): boolean =>
  Object.hasOwn(right, key) && right[key] === JSON.stringify(value)

export interface VisitFacts {
  readonly log: VisitLog
  readonly heard: Variety | null
  /** What is to be read back. */
  readonly rows: readonly Pick<FieldState, 'key' | 'value'>[]
  readonly said: ReadonlyMap<string, Register>
  readonly right: RightRows
}

/** The counts that travel. Nothing in them can be too large for the act. */
export const visitOf = ({ log, heard, rows, said, right }: VisitFacts): Visit => {
  const answeredOn = (side: 'citizen' | 'helper') => rows.filter(({ key }) => said.get(key)?.side === side).length
  const readBack = log.skipReason !== null ? 'skipped' : rows.every((row) => isReadRight(right, row)) ? 'done' : null
  const asked = Object.keys(log.taught).length
  const turned = turnGroups.flatMap((group) => {
    const ms = log.turned[group]
    return ms === undefined ? [] : [[group, Math.min(ms, longestTurnMs)] as const]
  })
  return {
    heard,
    turned: Object.fromEntries(turned),
    byCitizen: Math.min(answeredOn('citizen'), mostCounted),
    byHelper: Math.min(answeredOn('helper'), mostCounted),
    readBack,
    ...(log.skipReason === null ? {} : { skipReason: [...log.skipReason].slice(0, 100).join('') }),
    wrong: Math.min(log.wrong, mostCounted),
    ...(asked === 0 ? {} : { taught: { asked, missed: Math.min(log.missed.length, asked) } }),
  }
}
