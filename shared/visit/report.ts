// What a supervisor sees of how people are served: by form, then by point, never by person and in no order of merit.
// A small number could be somebody: it is not shown, and neither is what would let it be worked out.
import { turnedSpans, type FormCount } from '../dossier/commune-payload.ts'

/** Fewer visits than this are shown to nobody. */
export const fewest = 5
/** So many people and not one "no": perhaps nobody was really asked. */
export const alarmFrom = 20

/** A day at one desk, as it came. */
export interface DayCount {
  readonly id: string
  readonly device: string
  readonly unit: string
  readonly day: string
  readonly forms: readonly FormCount[]
}

export interface Shown {
  readonly visits: number
  readonly count: FormCount
}

export interface FormReport extends Shown {
  readonly procedure: string
  /** By unit, in the order of the units given; those that are too small are left out. */
  readonly points: readonly (Shown & { readonly unit: string })[]
  /** Points that had visits and are not shown. */
  readonly hidden: number
}

/** `since`: the first day that counts, `YYYY-MM-DD`. `few` are forms with too few visits to be shown at all. */
export const reportOf = (
  days: readonly DayCount[],
  since: string,
  units: readonly string[],
): { readonly forms: readonly FormReport[]; readonly few: readonly string[] } => {
  const counted = believedOnce(days)
    .filter(({ day }) => day >= since)
    .flatMap(({ unit, forms }) => forms.map((count) => ({ unit, count })))
  const forms: FormReport[] = []
  const few: string[] = []
  for (const [procedure, all] of [...Map.groupBy(counted, ({ count }) => count.procedure)].sort(byName)) {
    const count = together(procedure, all)
    const visits = visitsOf(count)
    if (visits < fewest) {
      if (visits > 0) few.push(procedure)
      continue
    }
    const points = [...Map.groupBy(all, ({ unit }) => unit)]
      .map(([unit, theirs]) => ({ unit, count: together(procedure, theirs) }))
      .map((point) => ({ ...point, visits: visitsOf(point.count) }))
      .filter((point) => point.visits > 0)
      .sort((a, b) => placeIn(units, a.unit) - placeIn(units, b.unit) || (a.unit < b.unit ? -1 : 1))
    const shown = largeEnough(points)
    forms.push({ procedure, visits, count, points: shown, hidden: points.length - shown.length })
  }
  return { forms, few }
}

/** Who ended with a decision of theirs: filed, or a "no". */
export const visitsOf = ({ filed, refused }: FormCount): number => filed + refused

/** Nobody at all said no, among so many. */
export const isAlarm = (count: FormCount): boolean => count.refused === 0 && visitsOf(count) >= alarmFrom

/** The span in which the middle visit lies, in seconds; `to` is null for the last. Null without visits. */
export const medianSpan = ({ turned }: FormCount): { readonly from: number; readonly to: number | null } | null => {
  const all = turned.reduce((sum, one) => sum + one, 0)
  if (all === 0) return null
  let before = 0
  const place = turned.findIndex((one) => (before += one) * 2 >= all)
  return { from: turnedSpans[place] ?? 0, to: turnedSpans[place + 1] ?? null }
}

const bands = [1, fewest, 10, 20, 50, 100] as const

/**
 * A count within visits is only told as a band: exact ones of a form and of its points would give a small one away by
 * subtraction. Null for none; `to` is inclusive, and null for the last band.
 */
export const bandOf = (n: number): { readonly from: number; readonly to: number | null } | null => {
  const place = bands.findLastIndex((from) => n >= from)
  const from = bands[place]
  if (from === undefined) return null
  const next = bands[place + 1]
  return { from, to: next === undefined ? null : next - 1 }
}

/**
 * The points whose numbers may be shown beside their total. What is left out must be a crowd of its own, or it could be
 * worked out from the total: then the smallest of those shown is left out as well.
 */
const largeEnough = <P extends { readonly visits: number }>(points: readonly P[]): readonly P[] => {
  let shown = points.filter(({ visits }) => visits >= fewest)
  const hidden = (): number =>
    points.reduce((sum, { visits }) => sum + visits, 0) - shown.reduce((sum, { visits }) => sum + visits, 0)
  while (shown.length > 0 && hidden() > 0 && hidden() < fewest) {
    const smallest = shown.reduce((a, b) => (b.visits < a.visits ? b : a))
    shown = shown.filter((one) => one !== smallest)
  }
  return shown
}

/** A device may count a day again after its profile was put back: the fuller count is believed. */
const believedOnce = (days: readonly DayCount[]): readonly DayCount[] =>
  [...Map.groupBy(days, ({ device, day, unit }) => `${device}|${unit}|${day}`).values()].flatMap((same) =>
    [...same].sort((a, b) => totalOf(b) - totalOf(a) || (a.id < b.id ? -1 : 1)).slice(0, 1),
  )

const totalOf = ({ forms }: DayCount): number => forms.reduce((sum, count) => sum + visitsOf(count), 0)

const together = (procedure: string, all: readonly { readonly count: FormCount }[]): FormCount => {
  const sum = (of: (one: FormCount) => number): number => all.reduce((total, { count }) => total + of(count), 0)
  const skipped: Record<string, number> = {}
  for (const { count } of all)
    for (const [reason, n] of Object.entries(count.skipped)) skipped[reason] = (skipped[reason] ?? 0) + n
  return {
    procedure,
    filed: sum((one) => one.filed),
    refused: sum((one) => one.refused),
    turned: turnedSpans.map((_, span) => sum((one) => one.turned[span] ?? 0)),
    byCitizen: sum((one) => one.byCitizen),
    byHelper: sum((one) => one.byHelper),
    readBack: sum((one) => one.readBack),
    skipped,
    corrected: sum((one) => one.corrected),
    wrong: sum((one) => one.wrong),
    taught: sum((one) => one.taught),
    missed: sum((one) => one.missed),
  }
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)

const placeIn = (units: readonly string[], unit: string): number => {
  const place = units.indexOf(unit)
  return place < 0 ? units.length : place
}
