import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GuardRail } from '../procedure/pack.ts'
import { guardRailRefusal, type LinkNow } from './guard-rails.ts'

const hour = 3_600_000
const day = 24 * hour
const reason = { fr: 'Connectez-vous.', ar: 'اتصلوا بالشبكة.' }
const rail = (more: Partial<GuardRail>): GuardRail => ({ on: 'decided', reason, source: [], ...more })
const cut: LinkNow = { role: 'clerk', online: false, beaconAge: hour, oldestUnsent: null, papersToCome: 0 }
const decided = (payload: Record<string, unknown> = {}) =>
  ({ kind: 'decided', payload: { outcome: 'accepted', ...payload } }) as const
const holds = (one: GuardRail, link: Partial<LinkNow> = {}, payload: Record<string, unknown> = {}): boolean =>
  guardRailRefusal({ guardRails: [one] }, decided(payload), { ...cut, ...link }).ok

describe('a guard-rail', () => {
  test('refuses in the words of the pack', () => {
    expect(guardRailRefusal({ guardRails: [rail({ maxAge: 'PT0S' })] }, decided(), cut)).toEqual({
      ok: false,
      error: { type: 'guard-rail', detail: reason },
    })
  })
  test('binds its own acts only, with the words it names; and a decision taken anew like any other', () => {
    const refusals = rail({ when: { outcome: 'refused' }, maxAge: 'PT0S' })
    expect(holds(refusals)).toBe(true)
    expect(holds(refusals, {}, { outcome: 'refused' })).toBe(false)
    const anew = { kind: 'settled', payload: { anew: { outcome: 'refused' }, text: 'x' } } as const
    expect(guardRailRefusal({ guardRails: [refusals] }, anew, cut).ok).toBe(false)
    expect(guardRailRefusal({ guardRails: [refusals] }, { kind: 'noted', payload: {} }, cut).ok).toBe(true)
    expect(guardRailRefusal({}, decided(), cut).ok).toBe(true)
  })
  test('of a longest silence lets nobody through after it, and somebody never heard of the server not at all', () => {
    const twoDays = rail({ maxAge: 'P2D' })
    expect(holds(twoDays, { beaconAge: 2 * day })).toBe(true)
    expect(holds(twoDays, { beaconAge: 2 * day + 1 })).toBe(false)
    expect(holds(twoDays, { beaconAge: null })).toBe(false)
    expect(holds(twoDays, { beaconAge: 2 * day + 1, online: true })).toBe(true)
  })
  test('of papers waits for each photographed page, with the network too', () => {
    const papers = rail({ papers: 'here' })
    expect(holds(papers)).toBe(true)
    expect(holds(papers, { papersToCome: 1 })).toBe(false)
    expect(holds(papers, { papersToCome: 1, online: true })).toBe(false)
    expect(holds(rail({ maxAge: 'P2D' }), { papersToCome: 1 })).toBe(true)
  })
  test('names who may go on after it', () => {
    const officers = rail({ maxAge: 'P2D', by: ['officer'] })
    expect(holds(officers, { beaconAge: day })).toBe(true)
    expect(holds(officers, { beaconAge: 3 * day })).toBe(false)
    expect(holds(officers, { beaconAge: 3 * day, role: 'officer' })).toBe(true)
    const always = rail({ by: ['officer'] })
    expect(holds(always, { beaconAge: 0 })).toBe(false)
    expect(holds(always, { beaconAge: 0, online: true })).toBe(true)
  })
  test('of an amount counts offline only', () => {
    const most = rail({ maxAmount: 500 })
    expect(holds(most, {}, { amount: 500 })).toBe(true)
    expect(holds(most, {}, { amount: 501 })).toBe(false)
    expect(holds(most, { online: true }, { amount: 501 })).toBe(true)
    expect(holds(most)).toBe(true)
  })
  test('of unsent work counts online too: what waits there is not going out', () => {
    const week = rail({ maxUnsent: 'P7D' })
    for (const online of [true, false]) {
      expect(holds(week, { online, oldestUnsent: 7 * day })).toBe(true)
      expect(holds(week, { online, oldestUnsent: 8 * day })).toBe(false)
    }
  })
  test('more time without the server, or more waiting, never opens what was shut', () => {
    const rails = fc.record({
      maxAge: fc.constantFrom('PT0S', 'PT1H', 'P2D'),
      maxUnsent: fc.constantFrom('P1D', 'P7D'),
      by: fc.subarray(['clerk', 'officer'] as const),
    })
    const spans = fc
      .tuple(fc.nat(10 * day), fc.nat(10 * day))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
    fc.assert(
      fc.property(rails, spans, spans, fc.boolean(), (bounds, [age, older], [waits, longer], online) => {
        const before = holds(rail(bounds), { online, beaconAge: age, oldestUnsent: waits })
        const after = holds(rail(bounds), { online, beaconAge: older, oldestUnsent: longer })
        expect(before || !after).toBe(true)
      }),
    )
  })
})
