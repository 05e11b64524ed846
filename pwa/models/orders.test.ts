import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isEnding, nextStep, noOrders, ordersAfter, type Orders, type Standing } from './orders.ts'

const anyOrders: fc.Arbitrary<Orders> = fc.record({
  revoked: fc.boolean(),
  erase: fc.boolean(),
  reported: fc.boolean(),
})
const anyStanding: fc.Arbitrary<Standing> = fc.record({
  orders: anyOrders,
  leaseOver: fc.boolean(),
  sitting: fc.constantFrom('open', 'locked'),
  packets: fc.nat(3),
})

describe('what a device does next', () => {
  test('with nothing told and a lease that runs, it works', () => {
    fc.assert(
      fc.property(anyStanding, (standing) => {
        const free = { ...standing, orders: noOrders, leaseOver: false }
        expect(nextStep(free)).toBe('work')
      }),
    )
  })

  test('told anything, nobody reads on: an open sitting is locked before all else', () => {
    fc.assert(
      fc.property(anyStanding, (standing) => {
        const isTold = isEnding(standing.orders) || standing.leaseOver
        expect(nextStep({ ...standing, sitting: 'open' })).toBe(isTold ? 'lock' : 'work')
      }),
    )
  })

  test('it is never emptied while something can still be sent, nor before the server was told', () => {
    fc.assert(
      fc.property(anyStanding, (standing) => {
        const step = nextStep(standing)
        if (step === 'empty') expect(standing).toMatchObject({ orders: { reported: true }, sitting: 'locked' })
        if (step === 'report') expect(standing.packets).toBe(0)
        expect(step === 'send').toBe(standing.packets > 0 && nextStep({ ...standing, packets: 0 }) === 'report')
      }),
    )
  })

  test('a lease that is over empties nothing', () => {
    fc.assert(
      fc.property(anyStanding, (standing) => {
        const over = { ...standing, orders: { ...noOrders, reported: standing.orders.reported }, leaseOver: true }
        expect(['lock', 'locked']).toContain(nextStep(over))
      }),
    )
  })

  test('what waits is sent, then the server is told, then it is emptied', () => {
    const erase = { ...noOrders, erase: true }
    const at = { leaseOver: false, sitting: 'locked' } as const
    expect(nextStep({ ...at, orders: erase, packets: 3 })).toBe('send')
    expect(nextStep({ ...at, orders: erase, packets: 0 })).toBe('report')
    expect(nextStep({ ...at, orders: { ...erase, reported: true }, packets: 0 })).toBe('empty')
  })

  test('a device that is over its lease and told to be empty is emptied all the same', () => {
    const orders = { revoked: true, erase: false, reported: false }
    expect(nextStep({ orders, leaseOver: true, sitting: 'locked', packets: 1 })).toBe('send')
  })
})

test('an order that is taken back in time is forgotten; once reported it is not', () => {
  const told = { revoked: false, erase: true }
  const ordered = ordersAfter(noOrders, told)
  expect(ordered).toEqual({ revoked: false, erase: true, reported: false })
  expect(ordersAfter(ordered, { revoked: false, erase: false })).toEqual(noOrders)
  const reported = { ...ordered, reported: true }
  expect(ordersAfter(reported, { revoked: false, erase: false })).toBe(reported)
})
