import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextDaytime } from './daytime.ts'

/** UTC+1, all year. */
const lagos = 'Africa/Lagos'
const next = (at: string, zone = lagos): string => nextDaytime(new Date(at), zone).toISOString()

test('by day it is now; at night it is eight in the morning, where the people are', () => {
  expect(next('2026-11-21T09:00:30Z')).toBe('2026-11-21T09:00:30.000Z')
  expect(next('2026-11-21T07:00:00Z')).toBe('2026-11-21T07:00:00.000Z')
  expect(next('2026-11-21T06:59:59Z')).toBe('2026-11-21T07:00:00.000Z')
  expect(next('2026-11-21T19:00:00Z')).toBe('2026-11-22T07:00:00.000Z')
  expect(next('2026-11-21T23:30:00Z')).toBe('2026-11-22T07:00:00.000Z')
  expect(next('2026-11-21T06:30:00Z', 'Asia/Kathmandu')).toBe('2026-11-21T06:30:00.000Z')
})

test('a night is never longer than twelve hours, however its clocks are changed by an hour', () => {
  const instant = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(
      instant,
      fc.constantFrom('Africa/Casablanca', 'Europe/Brussels', 'Asia/Kathmandu', 'UTC'),
      (at, zone) => {
        const waits = nextDaytime(at, zone).getTime() - at.getTime()
        expect(waits).toBeGreaterThanOrEqual(0)
        expect(waits).toBeLessThanOrEqual(12 * 3_600_000)
      },
    ),
  )
})
