import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gaugeOf, roomFor } from './gauge.ts'

describe('how full the device is', () => {
  test('80 in 100 ends pictures and voices, 95 new requests', () => {
    expect(gaugeOf({ used: 79, quota: 100, free: null }).fullness).toBe('roomy')
    expect(gaugeOf({ used: 80, quota: 100, free: null }).fullness).toBe('no-media')
    expect(gaugeOf({ used: 95, quota: 100, free: null }).fullness).toBe('no-requests')
  })

  test('what was measured counts when the browser promises more than it takes', () => {
    expect(gaugeOf({ used: 1, quota: 1e10, free: roomFor.media }).fullness).toBe('roomy')
    expect(gaugeOf({ used: 1, quota: 1e10, free: roomFor.requests }).fullness).toBe('no-media')
    expect(gaugeOf({ used: 1, quota: 1e10, free: 0 }).fullness).toBe('no-requests')
  })

  test('less room never allows more', () => {
    const order = ['roomy', 'no-media', 'no-requests']
    const free = fc.constantFrom(null, 0, roomFor.requests, roomFor.media)
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.integer({ min: 1, max: 1000 }), free, (one, other, quota, free) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)]
        const at = (used: number) => order.indexOf(gaugeOf({ used, quota, free }).fullness)
        expect(at(less)).toBeLessThanOrEqual(at(more))
      }),
    )
  })

  test('a browser that says nothing is taken at its word', () => {
    expect(gaugeOf({ used: 0, quota: null, free: null })).toEqual({ fullness: 'roomy', share: 0, used: 0 })
    expect(gaugeOf({ used: 5, quota: 0, free: null }).fullness).toBe('roomy')
  })
})
