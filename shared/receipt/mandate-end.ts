// The last day of a mandate, as it is printed, sealed and said. Pure.
const dayMs = 86_400_000

/** `at` ISO 8601 UTC; one day is that day only. ISO date. */
export const mandateEnd = (at: string, days: number): string =>
  new Date(Date.parse(at) + (days - 1) * dayMs).toISOString().slice(0, 10)
