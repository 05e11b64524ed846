import fc from 'fast-check'
import { expect, test } from 'vitest'
import { median, percentile } from './percentiles.ts'

test('the 99th of a hundred times is the second longest, and the 50th has as many above it as below', () => {
  const times = Array.from({ length: 100 }, (_, at) => 100 - at)
  expect(percentile(times, 0.99)).toBe(99)
  expect(median(times)).toBe(50)
  expect(percentile([7], 0.5)).toBe(7)
  expect(percentile([], 0.5)).toBeNaN()
})

test('at least that share of the times is not above a percentile, and fewer are not above any shorter time', () => {
  const times = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 })
  fc.assert(
    fc.property(times, fc.double({ min: 0.01, max: 1, noNaN: true }), (all, share) => {
      const found = percentile(all, share)
      const upTo = all.filter((time) => time <= found).length
      const below = all.filter((time) => time < found).length
      expect(upTo).toBeGreaterThanOrEqual(share * all.length)
      expect(below).toBeLessThan(Math.ceil(share * all.length))
    }),
  )
})
