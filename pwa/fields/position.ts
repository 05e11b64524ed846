// Positions: what a person can type, and what a browser answers when it is asked where it is.
import type { AnswerValue, Geopoint } from '../../shared/form/form.ts'
import { readNumber } from './numbers.ts'

export type PositionProblem = 'denied' | 'unavailable' | 'timeout' | 'unsupported'

export type TypedPosition =
  | { readonly value: Geopoint | null }
  | { readonly problem: 'unfinished' | 'latitude' | 'longitude' }

/** Decimal degrees, north and east positive. Both empty is no answer. */
export const readPosition = (lat: string, lon: string): TypedPosition => {
  const [north, east] = [readNumber(lat, false), readNumber(lon, false)]
  if ('problem' in north || (north.value !== null && Math.abs(north.value) > 90)) return { problem: 'latitude' }
  if ('problem' in east || (east.value !== null && Math.abs(east.value) > 180)) return { problem: 'longitude' }
  if (north.value === null && east.value === null) return { value: null }
  if (north.value === null || east.value === null) return { problem: 'unfinished' }
  return { value: { lat: north.value, lon: east.value } }
}

export const isGeopoint = (value: AnswerValue): value is Geopoint =>
  typeof value === 'object' && value !== null && 'lat' in value && 'lon' in value

/** Five decimals are one metre: more would be a lie. */
export const degrees = (value: number): string => String(Math.round(value * 1e5) / 1e5)

const problems: Readonly<Record<number, PositionProblem>> = { 1: 'denied', 2: 'unavailable', 3: 'timeout' }

/** The GeolocationPositionError codes of the browser. */
export const positionProblem = (code: number): PositionProblem => problems[code] ?? 'unavailable'

/** What the browser measured, rounded to what it can know; `accuracy` in whole metres. */
export const measuredPoint = (
  coords: Pick<GeolocationCoordinates, 'latitude' | 'longitude' | 'accuracy' | 'altitude'>,
): Geopoint => ({
  lat: Math.round(coords.latitude * 1e6) / 1e6,
  lon: Math.round(coords.longitude * 1e6) / 1e6,
  ...(coords.altitude === null ? {} : { alt: Math.round(coords.altitude) }),
  accuracy: Math.round(coords.accuracy),
})
