import fc from 'fast-check'
import { expect, test } from 'vitest'
import { retryDelay } from './backoff.ts'
import { weighEpoch } from './epoch.ts'

const random = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })

test('rule 9: waiting is spread over the whole of a span that doubles, up to five minutes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), random, (failures, chance) => {
      const delay = retryDelay(failures, chance, null)
      expect(delay).toBeGreaterThanOrEqual(0)
      expect(delay).toBeLessThanOrEqual(Math.min(300_000, 2000 * 2 ** (failures - 1)))
    }),
  )
  expect([retryDelay(1, 0.5, null), retryDelay(3, 0.5, null), retryDelay(60, 0.5, null)]).toEqual([1000, 4000, 150_000])
})

test("rule 9: the server's word wins, and is never cut short", () => {
  fc.assert(
    fc.property(fc.nat(100), random, fc.nat(3600), (failures, chance, seconds) => {
      const delay = retryDelay(failures, chance, seconds)
      expect(delay).toBeGreaterThanOrEqual(seconds * 1000)
      expect(delay).toBeLessThanOrEqual(seconds * 1100)
    }),
  )
})

test('rule 4: only a higher counter is a new life; a lower one or a twin is foreign', () => {
  const known = { counter: 4, random: 'x' }
  expect(weighEpoch(null, known)).toBe('same')
  expect(weighEpoch(known, { ...known })).toBe('same')
  expect(weighEpoch(known, { counter: 5, random: 'y' })).toBe('new')
  expect(weighEpoch(known, { counter: 4, random: 'y' })).toBe('foreign')
  expect(weighEpoch(known, { counter: 3, random: 'x' })).toBe('foreign')
})
