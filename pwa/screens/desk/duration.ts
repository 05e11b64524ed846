// ISO 8601 durations of packs (`P1D`, `PT24H`, `P3M`) as one number and one unit, for a sentence.

export type DurationUnit = 'hours' | 'days' | 'months' | 'years'
export interface Duration {
  readonly unit: DurationUnit
  readonly count: number
}

const units: readonly (readonly [DurationUnit, RegExp])[] = [
  ['years', /^P(\d+)Y$/],
  ['months', /^P(\d+)M$/],
  ['days', /^P(\d+)D$/],
  ['hours', /^PT(\d+)H$/],
]

/** Null for what is no single-unit duration; weeks become days, zero of anything becomes zero days. */
export const readDuration = (iso: string | null): Duration | null => {
  const weeks = /^P(\d+)W$/.exec(iso ?? '')
  if (weeks) return { unit: 'days', count: Number(weeks[1]) * 7 }
  for (const [unit, pattern] of units) {
    const count = pattern.exec(iso ?? '')?.[1]
    if (count !== undefined) return Number(count) === 0 ? { unit: 'days', count: 0 } : { unit, count: Number(count) }
  }
  return null
}
