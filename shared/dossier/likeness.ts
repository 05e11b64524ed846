// Do two requests look like the same thing? The same person asking for the same paper, by name in either script, telephone
// or card; or the same trouble of a road, by place. It only says so, and why: two dossiers are never merged by it. Pure.
import type { Answers, AnswerValue } from '../form/form.ts'
import type { Open311Mapping } from '../procedure/pack.ts'
import { searchKey } from '../text/names.ts'

export type Alike = 'card' | 'phone' | 'name' | 'place'

/** Roads are the same trouble within this many metres. */
export const sameSpotMetres = 50

/** Of a title `الحسين أمغار · Lhoucine Amghar`: one key a script, for names of two words at least. */
export const nameKeys = (title: string): readonly string[] =>
  title
    .split(' · ')
    .map(searchKey)
    .filter((key) => key.includes(' '))

/** National card numbers, however they were typed: `AB 123456`. */
export const cardKey = (value: AnswerValue | undefined): string | null => {
  const key = typeof value === 'string' ? value.toUpperCase().replaceAll(/[^A-Z0-9]/g, '') : ''
  return /^[A-Z]{1,2}\d{4,7}$/.test(key) ? key : null
}

/** Metres between two reported spots; null when one of them has none. */
export const metresBetween = (one: AnswerValue | undefined, other: AnswerValue | undefined): number | null => {
  const [a, b] = [spotOf(one), spotOf(other)]
  if (!a || !b) return null
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const half = (angle: number) => Math.sin(radians(angle) / 2) ** 2
  const arc = half(b.lat - a.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(b.lon - a.lon)
  return 2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(arc)))
}

const spotOf = (value: AnswerValue | undefined) =>
  typeof value === 'object' && value !== null && 'lat' in value ? value : null

/** The same kind of trouble, near by; or, where a spot is not known, by the same words for the place. */
export const isSameTrouble = (mapping: Open311Mapping, one: Answers, other: Answers): boolean => {
  if (one[mapping.service_code] !== other[mapping.service_code]) return false
  const metres = metresBetween(one[mapping.lat_long], other[mapping.lat_long])
  if (metres !== null) return metres <= sameSpotMetres
  const words = (answers: Answers) =>
    mapping.address_string.map((row) => searchKey(typeof answers[row] === 'string' ? answers[row] : ''))
  const [mine, theirs] = [words(one), words(other)]
  return mine.some((key) => key !== '') && mine.every((key, at) => key === theirs[at])
}
