// ISO 8601 durations as packs write them (`P60D`, `P3M`, `PT24H`), over dates and over spans of time. No clock.

const pattern = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/u
const dayMs = 86_400_000

export interface Duration {
  readonly months: number
  readonly days: number
  /** Of the part under a day. */
  readonly ms: number
}

/** Null when it is none. */
export const parseDuration = (text: string): Duration | null => {
  const parts = pattern.exec(text)
  if (parts === null || text.endsWith('P') || text.endsWith('T')) return null
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0))
  return {
    months: years * 12 + months,
    days: weeks * 7 + days,
    ms: ((hours * 60 + minutes) * 60 + seconds) * 1000,
  }
}

/** As a span of time; a month counts 30 days. Null when it is none. */
export const durationMs = (text: string): number | null => {
  const parsed = parseDuration(text)
  return parsed && (parsed.months * 30 + parsed.days) * dayMs + parsed.ms
}

/**
 * The day a duration leads to from `YYYY-MM-DD`; a part under a day is left out. Months first, kept inside the month
 * they reach (31 January + 1 month is the last of February), then days. Null for what is no date or no duration.
 */
export const addDuration = (date: string, text: string): string | null => {
  const parsed = parseDuration(text)
  if (parsed === null || !/^\d{4}-\d{2}-\d{2}$/u.test(date)) return null
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const firstOfMonth = Date.UTC(year, month - 1 + parsed.months, 1)
  const lastDay = new Date(firstOfMonth)
  lastDay.setUTCMonth(lastDay.getUTCMonth() + 1, 0)
  const reached = Math.min(day, lastDay.getUTCDate()) + parsed.days
  return new Date(firstOfMonth + (reached - 1) * dayMs).toISOString().slice(0, 10)
}
