import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkSeries, compareNumbers, parseNumber, printNumber, seriesOf, type OfficialNumber } from './number.ts'

const number: fc.Arbitrary<OfficialNumber> = fc.record({
  year: fc.integer({ min: 2000, max: 9999 }),
  series: fc.integer({ min: 1, max: 800 }).map(seriesOf),
  n: fc.integer({ min: 1, max: 999_999_999 }),
})

describe('an official number', () => {
  test('is read back as it was printed, however it is typed', () => {
    fc.assert(
      fc.property(number, (one) => {
        expect(parseNumber(printNumber(one))).toEqual(one)
        expect(parseNumber(` ${printNumber(one).toLowerCase()} `)).toEqual(one)
      }),
    )
    expect(printNumber({ year: 2026, series: 'A', n: 17 })).toBe('2026-A-17')
  })
  test.each(['', '2026-17', '2026-A-0', '2026-A-017', '26-A-17', '2026-ABCD-1', '12.40.67.31'])('%j is none', (text) =>
    expect(parseNumber(text)).toBeNull(),
  )
  test('of a later life of the server comes after all of an earlier one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), fc.nat(9999), fc.nat(9999), (life, a, b) => {
        const [earlier, later] = [seriesOf(life), seriesOf(life + 1)]
        expect(compareNumbers({ year: 2026, series: earlier, n: a }, { year: 2026, series: later, n: b })).toBeLessThan(
          0,
        )
      }),
    )
    expect([1, 2, 26, 27, 52, 53, 702, 703].map(seriesOf)).toEqual(['A', 'B', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
  })
})

describe('a series', () => {
  test('names what is missing and what was given twice, each series by itself', () => {
    expect(checkSeries(['2026-A-1', '2026-A-4', '2026-B-1', '2026-A-4', 'x', '2025-A-1'])).toEqual([
      { year: 2025, series: 'A', count: 1, last: 1, missing: [], twice: [] },
      { year: 2026, series: 'A', count: 2, last: 4, missing: [2, 3], twice: [4] },
      { year: 2026, series: 'B', count: 1, last: 1, missing: [], twice: [] },
    ])
  })
  test('lacks exactly the numbers that were taken away, unless they were the last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.array(fc.nat(59)), (last, away) => {
        const all = Array.from({ length: last }, (_, i) => i + 1)
        const left = all.filter((n) => n === last || !away.includes(n - 1))
        const [check] = checkSeries(left.map((n) => printNumber({ year: 2026, series: 'A', n })))
        expect(check?.missing).toEqual(all.filter((n) => !left.includes(n)))
        expect(check?.count).toBe(left.length)
      }),
    )
  })
})
