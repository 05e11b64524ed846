// Official numbers as they are printed, `2026-A-17`: the year of the register, a series for each life of the server, a
// number without gaps within it. Only the server gives them; this file reads, writes, orders and checks them.

export interface OfficialNumber {
  readonly year: number
  /** `A` for the server's first life, `B` after it was restored… */
  readonly series: string
  readonly n: number
}

const pattern = /^(\d{4})-([A-Z]{1,3})-([1-9]\d{0,8})$/

export const printNumber = ({ year, series, n }: OfficialNumber): string => `${year}-${series}-${n}`

/** Null when it is no official number. Spaces and lower case, as people type, are forgiven. */
export const parseNumber = (text: string): OfficialNumber | null => {
  const found = pattern.exec(text.trim().toUpperCase())
  return found ? { year: Number(found[1]), series: found[2] ?? '', n: Number(found[3]) } : null
}

/** By year, then by series as lives follow each other (`Z` before `AA`), then by number. */
export const compareNumbers = (a: OfficialNumber, b: OfficialNumber): number =>
  a.year - b.year ||
  a.series.length - b.series.length ||
  (a.series < b.series ? -1 : a.series > b.series ? 1 : 0) ||
  a.n - b.n

/** The series of a life of the server: 1 is `A`, 27 is `AA`. */
export const seriesOf = (life: number): string => {
  let letters = ''
  for (let left = life; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters
  return letters
}

export interface SeriesCheck {
  readonly year: number
  readonly series: string
  /** Numbers at hand, each counted once. */
  readonly count: number
  readonly last: number
  /** Given by the server, since a later one is, and not at hand here. */
  readonly missing: readonly number[]
  /** Met more than once: must never happen. */
  readonly twice: readonly number[]
}

/** What is at hand of each series, in order. What is no official number is passed over. */
export const checkSeries = (numbers: readonly string[]): readonly SeriesCheck[] => {
  const parsed = numbers.flatMap((text) => parseNumber(text) ?? []).sort(compareNumbers)
  const groups = new Map<string, OfficialNumber[]>()
  for (const one of parsed) {
    const key = `${one.year}-${one.series}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].map((group): SeriesCheck => {
    const [first] = group as [OfficialNumber, ...OfficialNumber[]]
    const here = new Set(group.map(({ n }) => n))
    const last = Math.max(...here)
    const twice = new Set(group.filter(({ n }, i) => group[i - 1]?.n === n).map(({ n }) => n))
    return {
      year: first.year,
      series: first.series,
      count: here.size,
      last,
      missing: Array.from({ length: last }, (_, i) => i + 1).filter((n) => !here.has(n)),
      twice: [...twice],
    }
  })
}
