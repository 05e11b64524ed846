// When people are written to: by day, where they live. Pure.
const FROM = 8
const UNTIL = 20

/** Now, when it is day there; else the next morning at eight. `zone` is an IANA name. */
export const nextDaytime = (now: Date, zone: string): Date => {
  const { hour, minute } = clockIn(zone, now)
  if (hour >= FROM && hour < UNTIL) return now
  const minutes = ((FROM - hour + 24) % 24) * 60 - minute
  return new Date(Math.floor(now.getTime() / 60_000) * 60_000 + minutes * 60_000)
}

const clockIn = (timeZone: string, at: Date): { readonly hour: number; readonly minute: number } => {
  const format = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: 'numeric', hourCycle: 'h23', timeZone })
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  return { hour: parts.get('hour') ?? 0, minute: parts.get('minute') ?? 0 }
}
