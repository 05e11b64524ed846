// When a mandate ends: the last day that was promised, and the day after which nobody can deny that it is over. Pure.
// A device's clock alone proves nothing, so it alone never ends one: only the server's times do.
//
//   given     not later than the server's first word that had seen it; without one, when a clock that was not behind said
//   used      not earlier than the beacon the act quotes
//   over      used > the last day, counted from the latest it can have been given
import { beaconTimeOf, type Act } from './act.ts'
import { ancestorsOf } from './graph.ts'
import { payloadOf } from './payload.ts'

const dayMs = 86_400_000

/** `at` ISO 8601; one day is that day only. ISO date. */
export const mandateEnd = (at: string, days: number): string =>
  new Date(Date.parse(at) + (days - 1) * dayMs).toISOString().slice(0, 10)

/** The last day as it stands in the words; of an older mandate, as its device counted it. Null for another act. */
export const lastDayOf = (given: Act): string | null => {
  const mandate = payloadOf(given, 'mandate-given')
  return mandate && (mandate.until ?? mandateEnd(given.at, mandate.days))
}

/** Those given before mandates had one go on as they were. */
export const hasEnd = (given: Act): boolean => payloadOf(given, 'mandate-given')?.until !== undefined

/** A commune's day begins up to two hours before the one of the beacon: the person keeps the longer of the two. */
const earlierMs = 2 * 3_600_000

/** The last day nobody can take from the person. Null when no server's time bounds it, and for those that had no end. */
const provenLastDay = (history: readonly Act[], given: Act): string | null => {
  const mandate = payloadOf(given, 'mandate-given')
  if (!mandate || !hasEnd(given)) return null
  const latest = firstReceipt(history, given) ?? (wasNotBehind(given) ? given.at : null)
  return latest === null ? null : mandateEnd(new Date(Date.parse(latest) + earlierMs).toISOString(), mandate.days)
}

/** The server's clock at its first act that had seen this one. */
const firstReceipt = (history: readonly Act[], given: Act): string | null => {
  const times = history
    .filter((act) => act.by.role === 'system' && ancestorsOf(history, act).has(given.id))
    .map(({ at }) => at)
    .sort()
  return times[0] ?? null
}

const wasNotBehind = ({ at, beacon }: Act): boolean => {
  const seen = beaconTimeOf(beacon)
  return seen !== null && Date.parse(at) >= Date.parse(seen)
}

/** Written when this mandate was over, by the server's own time. `history` is what the author had seen. */
export const isProvenOver = (history: readonly Act[], given: Act, beacon: string | null): boolean => {
  const now = beaconTimeOf(beacon)
  const last = provenLastDay(history, given)
  return now !== null && last !== null && now.slice(0, 10) > last
}

/** By the clock of the device alone: worth a warning, never a refusal. `today` is `YYYY-MM-DD` at the desk. */
export const looksOver = (given: Act, today: string): boolean => {
  const mandate = payloadOf(given, 'mandate-given')
  return mandate?.until !== undefined && today > mandate.until
}
