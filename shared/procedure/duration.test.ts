import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDuration, durationMs, parseDuration } from './duration.ts'

test.each([
  ['P60D', { months: 0, days: 60, ms: 0 }],
  ['P1Y2M1W3D', { months: 14, days: 10, ms: 0 }],
  ['PT24H', { months: 0, days: 0, ms: 86_400_000 }],
  ['P1DT1M1S', { months: 0, days: 1, ms: 61_000 }],
  ['PT0S', { months: 0, days: 0, ms: 0 }],
])('%s is read', (text, parsed) => expect(parseDuration(text)).toEqual(parsed))

test.each(['', 'P', 'PT', 'P1DT', '60D', 'P1.5D', '-P1D', 'P1H'])('%j is none', (text) => {
  expect(parseDuration(text)).toBeNull()
  expect(durationMs(text)).toBeNull()
  expect(addDuration('2026-01-31', text)).toBeNull()
})

test.each([
  ['2026-01-31', 'P1M', '2026-02-28'],
  ['2028-01-31', 'P1M', '2028-02-29'],
  ['2026-12-31', 'P1D', '2027-01-01'],
  ['2026-03-02', 'PT24H', '2026-03-02'],
])('%s and %s make %s', (from, text, to) => expect(addDuration(from, text)).toBe(to))

test('days after days are days together', () => {
  fc.assert(
    fc.property(fc.nat(4000), fc.nat(4000), (a, b) => {
      const once = addDuration('2026-01-01', `P${a + b}D`)
      expect(addDuration(addDuration('2026-01-01', `P${a}D`) ?? '', `P${b}D`)).toBe(once)
    }),
  )
})
