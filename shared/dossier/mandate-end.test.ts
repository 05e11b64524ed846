import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeAct, type Act } from './act.ts'
import { isOverFor, mandateNow } from './mandate.ts'
import { isProvenOver, lastDayOf, mandateEnd } from './mandate-end.ts'

test('one day is that day only, and a month counts the day it was given', () => {
  expect(mandateEnd('2026-08-21T09:30:00Z', 1)).toBe('2026-08-21')
  expect(mandateEnd('2026-08-21T23:59:59.999Z', 31)).toBe('2026-09-20')
  expect(mandateEnd('2028-02-29T00:00:00Z', 365)).toBe('2029-02-27')
})

const beaconAt = (time: string): string => `${time}.${'A'.repeat(43)}`
const act = (
  kind: Act['kind'],
  after: readonly Act[],
  more: { at?: string; beacon?: string | null; payload?: Act['payload'] } = {},
): Act => {
  const isServer = kind === 'received'
  return makeAct({
    v: 1,
    dossier: 'AAAAAAAAAAAAAAAAAAAAAA',
    kind,
    by: { agent: 'x', device: 'x', unit: 'epn', role: isServer ? 'system' : 'mediator' },
    at: more.at ?? '2026-03-02T09:00:00Z',
    beacon: isServer ? null : more.beacon === undefined ? beaconAt('2026-03-02T08:00:00Z') : more.beacon,
    after: after.map((one) => one.id),
    payload: more.payload ?? {},
  })
}
const giving = (days: number, until: string | undefined): Act['payload'] => ({
  procedure: 'ma.test@1.0.0',
  days,
  ...(until === undefined ? {} : { until }),
  method: 'paper',
  text: 'oui',
  textLang: 'fr',
  textHash: 'A'.repeat(43),
})
const opened = act('opened', [])
const given = act('mandate-given', [opened], { payload: giving(1, '2026-03-02') })
const submitted = act('submitted', [given])
const received = act('received', [submitted], { at: '2026-03-02T10:00:00Z' })
const filed = [opened, given, submitted, received]
const open = (history: readonly Act[]) => ({ history, closed: false })

describe('the end of a mandate', () => {
  test('is proven by the beacon an act quotes, and from the next day on', () => {
    expect(isOverFor(open(filed), 'piece-supplied', 'mediator', beaconAt('2026-03-02T23:10:00Z'))).toBeNull()
    expect(isOverFor(open(filed), 'piece-supplied', 'mediator', beaconAt('2026-03-03T08:00:00Z'))).toBe('mandate-over')
    expect(isOverFor(open(filed), 'corrected', 'mediator', beaconAt('2026-03-03T08:00:00Z'))).toBe('mandate-over')
  })

  test('stops neither the office nor what ends the request', () => {
    const late = beaconAt('2027-01-01T08:00:00Z')
    expect(isOverFor(open(filed), 'piece-supplied', 'clerk', late)).toBeNull()
    expect(isOverFor(open(filed), 'withdrawn', 'mediator', late)).toBeNull()
    expect(isOverFor(open(filed), 'mandate-given', 'mediator', late)).toBeNull()
  })

  test('is never proven offline, whatever the clock of the device says: that is only a warning', () => {
    const offline = beaconAt('2026-03-02T08:00:00Z')
    expect(isOverFor(open(filed), 'piece-supplied', 'mediator', offline)).toBeNull()
    expect(isOverFor(open(filed), 'piece-supplied', 'mediator', null)).toBeNull()
    expect(mandateNow(open(filed), offline, '2026-03-05')).toEqual({ state: 'looks-over', until: '2026-03-02' })
    expect(mandateNow(open(filed), offline, '2026-03-02').state).toBe('stands')
    expect(mandateNow(open(filed), beaconAt('2026-03-05T08:00:00Z'), '1970-01-01').state).toBe('over')
  })

  test('does not come back to a mandate that was given before it had one', () => {
    const older = act('mandate-given', [opened], { payload: giving(1, undefined) })
    const history = [opened, older, act('received', [older], { at: '2026-03-02T10:00:00Z' })]
    expect(isOverFor(open(history), 'piece-supplied', 'mediator', beaconAt('2027-01-01T08:00:00Z'))).toBeNull()
    expect(isOverFor({ history, closed: true }, 'corrected', 'mediator', null)).toBeNull()
    expect(lastDayOf(older)).toBe('2026-03-02')
    expect(mandateNow(open(history), null, '2027-01-01').state).toBe('stands')
  })

  test('comes with the end of the request too', () => {
    expect(isOverFor({ history: filed, closed: true }, 'corrected', 'mediator', null)).toBe('mandate-over')
  })

  test('gives way to a new mandate, and the longest counts', () => {
    const now = beaconAt('2026-03-09T08:00:00Z')
    const again = act('mandate-given', [received], {
      at: '2026-03-09T09:00:00Z',
      beacon: now,
      payload: giving(31, '2026-04-08'),
    })
    const history = [...filed, again]
    expect(isOverFor(open(history), 'piece-supplied', 'mediator', now)).toBeNull()
    expect(mandateNow(open(history), now, '2026-03-09')).toEqual({ state: 'stands', until: '2026-04-08' })
    expect(isOverFor(open(history), 'piece-supplied', 'mediator', beaconAt('2026-04-09T08:00:00Z'))).toBe(
      'mandate-over',
    )
  })

  test('given by a clock that was behind, or never checked, is not known before the server has seen it', () => {
    for (const more of [{ at: '1970-01-01T00:05:00Z' }, { at: '1970-01-01T00:05:00Z', beacon: null }]) {
      const early = act('mandate-given', [opened], { ...more, payload: giving(1, '1970-01-01') })
      const now = beaconAt('2026-03-09T08:00:00Z')
      expect(isProvenOver([opened, early], early, now)).toBe(false)
      const seen = act('received', [early], { at: '2026-03-08T10:00:00Z' })
      expect(isProvenOver([opened, early, seen], early, now)).toBe(true)
    }
  })

  const hour = 3_600_000
  const start = Date.parse('2026-03-01T00:00:00Z')
  const iso = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z')

  test('never falls within the promised days, at whatever clock it was given and whenever it was received', () => {
    fc.assert(
      fc.property(
        fc.record({
          clock: fc.integer({ min: 0, max: Date.parse('2099-12-31T00:00:00Z') }),
          seenBefore: fc.integer({ min: 0, max: 60 * 24 }),
          receivedAfter: fc.integer({ min: 0, max: 60 * 24 }),
          // What a commune's clock shows when it is midnight in London.
          zone: fc.integer({ min: 0, max: 2 }),
          days: fc.constantFrom(1, 31, 182, 365),
          usedAfter: fc.integer({ min: 0, max: 365 * 24 }),
        }),
        ({ clock, seenBefore, receivedAfter, zone, days, usedAfter }) => {
          const truly = start + seenBefore * hour
          const promised = mandateEnd(iso(truly + zone * hour), days)
          const early = act('mandate-given', [opened], {
            at: iso(clock),
            beacon: beaconAt(iso(start)),
            payload: giving(days, mandateEnd(iso(clock), days)),
          })
          const seen = act('received', [early], { at: iso(truly + receivedAfter * hour) })
          const used = truly + usedAfter * hour
          const isPromised = iso(used + zone * hour).slice(0, 10) <= promised
          if (isPromised) expect(isProvenOver([opened, early, seen], early, beaconAt(iso(used)))).toBe(false)
        },
      ),
    )
  })
})
