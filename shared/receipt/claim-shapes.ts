// How the claims of all seals write a day, a time, an id: the same value has the same bytes whatever paper says it.
// Only shapes: what a claim means is its seal's own business.
import * as v from 'valibot'

const dayMs = 86_400_000

/** Days since 1970 of an ISO date. */
export const dayNumber = (iso: string | null): number | null =>
  iso === null ? null : Date.parse(`${iso}T00:00:00Z`) / dayMs

export const dayIso = (day: number | null): string | null =>
  day === null ? null : new Date(day * dayMs).toISOString().slice(0, 10)

/** ISO 8601 UTC to the second, and back. */
export const secondsOf = (iso: string): number => Math.floor(Date.parse(iso) / 1000)
export const timeIso = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`

export const whole = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most))
export const claimText = v.pipe(v.string(), v.minLength(1), v.maxLength(100))
export const claimDay = v.nullable(v.pipe(whole(100_000), v.minValue(1)))
export const claimTime = whole(8_000_000_000)
/** `id@version` of a pack. */
export const claimProcedure = v.pipe(claimText, v.regex(/^[a-z]{2,3}\.[a-z0-9-]+@\d+\.\d+\.\d+$/))
