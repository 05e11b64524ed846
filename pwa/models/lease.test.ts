import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isClockWrong, isOver, leaseFrom, lookedAt, type Lease } from './lease.ts'

const day = 86_400_000
const now = Date.parse('2026-03-01T08:00:00Z')
const in2099 = Date.parse('2099-01-01T00:00:00Z')

/** Hours a clock may show: right, wrong by years, at both ends of what machines fall back to. */
const anyHour = fc.oneof(
  fc.integer({ min: 0, max: in2099 }),
  fc.integer({ min: now - 60 * day, max: now + 60 * day }),
  fc.constantFrom(0, now, in2099),
)
const looks = (lease: Lease, hours: readonly number[]): Lease => hours.reduce(lookedAt, lease)

describe('with a clock that tells the truth', () => {
  test('reading locks once the days are over, and not before', () => {
    const lease = leaseFrom(45, now, now)
    expect(isOver(lookedAt(lease, now + 45 * day - 1))).toBe(false)
    expect(isOver(lookedAt(lease, now + 45 * day))).toBe(true)
  })

  test('how often it is looked at changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90 * day }), { minLength: 1 }), (times) => {
        const inOrder = times.toSorted((a, b) => a - b).map((passed) => now + passed)
        const last = inOrder.at(-1) ?? now
        expect(looks(leaseFrom(45, now, now), inOrder).spent).toBe(last - now)
      }),
    )
  })

  test('a clock that is wrong by a constant counts the same days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 * 365 * day }), fc.integer({ min: 1, max: 80 }), (ahead, days) => {
        const own = now + ahead
        const each = Array.from({ length: days }, (_, at) => own + (at + 1) * day)
        expect(isOver(looks(leaseFrom(45, now, own), each))).toBe(days >= 45)
        const behind = now - ahead
        const later = Array.from({ length: days }, (_, at) => behind + (at + 1) * day)
        expect(isOver(looks(leaseFrom(45, now, behind), later))).toBe(days >= 45)
      }),
    )
  })
})

describe('with a clock that lies', () => {
  test('whatever it shows, what was counted is never given back', () => {
    fc.assert(
      fc.property(anyHour, fc.array(anyHour), anyHour, (own, before, next) => {
        const lease = looks(leaseFrom(45, now, own), before)
        expect(lookedAt(lease, next).spent).toBeGreaterThanOrEqual(lease.spent)
      }),
    )
  })

  test('the latest hour ever seen counts, however far it was set back afterwards', () => {
    fc.assert(
      fc.property(fc.array(anyHour, { minLength: 1 }), (hours) => {
        const lease = looks(leaseFrom(45, now, now), hours)
        expect(lease.spent).toBeGreaterThanOrEqual(Math.max(...hours) - now)
      }),
    )
  })

  test('set back to a year ago, days that pass by it still count', () => {
    const back = lookedAt(lookedAt(leaseFrom(45, now, now), now + 20 * day), now - 365 * day)
    const later = Array.from({ length: 25 }, (_, at) => now - 365 * day + (at + 1) * day)
    expect(isOver(looks(back, later.slice(0, 24)))).toBe(false)
    expect(isOver(looks(back, later))).toBe(true)
  })

  test('at 2099 it locks; one contact opens it again, and it stays open when the clock is put right', () => {
    const jumped = lookedAt(leaseFrom(45, now, now), in2099)
    expect(isOver(jumped)).toBe(true)
    const renewed = leaseFrom(45, now + day, in2099)
    expect(isOver(lookedAt(renewed, in2099 + day))).toBe(false)
    expect(isOver(lookedAt(renewed, now + 2 * day))).toBe(false)
  })

  test('after a contact nothing is over, whatever the clock shows then and whatever it is set back to', () => {
    fc.assert(
      fc.property(anyHour, anyHour, fc.integer({ min: 1, max: 400 }), (own, corrected, days) => {
        const renewed = leaseFrom(days, now, own)
        expect(isOver(renewed)).toBe(false)
        expect(isOver(lookedAt(renewed, Math.min(corrected, own)))).toBe(false)
      }),
    )
  })

  test('at 1970 during a contact and put right later, the years between are not days without contact', () => {
    const renewed = leaseFrom(45, now, 1000)
    const right = lookedAt(lookedAt(renewed, 2000), now + 10 * day)
    expect(isOver(right)).toBe(false)
    expect(isOver(lookedAt(right, now + 45 * day))).toBe(true)
  })
})

test('a clock before the last contact, or years after it, is said to be wrong', () => {
  expect(isClockWrong(leaseFrom(45, now, now))).toBe(false)
  expect(isClockWrong(leaseFrom(45, now, 0))).toBe(true)
  expect(isClockWrong(lookedAt(leaseFrom(45, now, now), in2099))).toBe(true)
  expect(isClockWrong(lookedAt(leaseFrom(45, now, now), now + 60 * day))).toBe(false)
})
