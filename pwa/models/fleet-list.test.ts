import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Agent, DeviceSeen } from '../../shared/access/directory.ts'
import type { StandingLine } from './commune-line.ts'
import { devicesOf, isTrusted, peopleOf, stateOf, waitingOf } from './fleet-list.ts'

const name = { fr: 'x', ar: 'س' }
const fatima: Agent = { id: 'fatima', name: 'Fatima', role: 'mediator', unit: 'asni' }
const nadia: Agent = { id: 'nadia', name: 'Nadia', role: 'supervisor', unit: 'bureau' }
const units = ['asni', 'bureau'].map((id) => ({ id, kind: 'point' as const, name, pivots: [] }))
const agents = [fatima, nadia]
const device = (id: string, more: Partial<DeviceSeen> = {}): DeviceSeen => ({
  id,
  unit: 'asni',
  agents: ['fatima'],
  enrolledAt: '2026-01-01T00:00:00.000Z',
  lastSeen: '2026-01-05T00:00:00.000Z',
  ...more,
})
const line = (kind: StandingLine['kind'], more: Partial<StandingLine> = {}): StandingLine => ({
  type: 'standing',
  id: `dossier of ${kind}`,
  kind,
  act: 'act',
  at: '2026-01-06T00:00:00.000Z',
  by: { agent: 'nadia', unit: 'bureau', device: 'office' },
  device: 'kiosk',
  agent: null,
  unit: null,
  newcomer: null,
  publicKey: null,
  over: false,
  kept: false,
  held: false,
  ...more,
})
const time = '2026-01-07T00:00:00.000Z'

describe('the state of a device', () => {
  test('is the server’s word, and the last thing that became of it', () => {
    expect(stateOf(device('a'))).toBe('in-use')
    expect(stateOf(device('a', { lentTo: 'bureau' }))).toBe('lent')
    expect(stateOf(device('a', { lentTo: 'bureau', eraseOrderedAt: time }))).toBe('erasing')
    expect(stateOf(device('a', { eraseOrderedAt: time, revokedAt: time }))).toBe('revoked')
    expect(stateOf(device('a', { revokedAt: time, erasedAt: time }))).toBe('erased')
  })

  test('an order that has not left changes no state, and stands beside the device', () => {
    const kept = line('device-revoked', { kept: true })
    const [one] = devicesOf({ devices: [device('kiosk')], agents }, [kept, line('device-erase-ordered')])
    expect(one).toMatchObject({ state: 'in-use', kept: [kept] })
  })

  test('the longest silent comes first, what is taken away last', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ seen: fc.integer({ min: 0, max: 1e12 }), gone: fc.boolean() }), { maxLength: 12 }),
        (given) => {
          const devices = given.map(({ seen, gone }, at) =>
            device(`d${at}`, { lastSeen: new Date(seen).toISOString(), ...(gone ? { revokedAt: time } : {}) }),
          )
          const shown = devicesOf({ devices, agents }, []).map((one) => one.seen)
          const trusted = shown.filter(isTrusted)
          expect(shown.slice(0, trusted.length)).toEqual(trusted)
          const times = trusted.map((one) => Date.parse(one.lastSeen ?? ''))
          expect(times).toEqual(times.toSorted((a, b) => a - b))
        },
      ),
    )
  })
})

describe('a loan', () => {
  const lent = line('device-lent', { id: 'loan', unit: 'bureau' })
  const loanIn = (devices: readonly DeviceSeen[], lines: readonly StandingLine[]) =>
    devicesOf({ devices, agents }, lines)[0]?.loan

  test('can be ended while the server says that it lasts', () => {
    expect(loanIn([device('kiosk', { lentTo: 'bureau' })], [lent])).toBe('loan')
  })

  test('can be ended before it has even left', () => {
    expect(loanIn([device('kiosk')], [{ ...lent, kept: true }])).toBe('loan')
  })

  test('cannot be ended twice, nor once its last day has gone by', () => {
    expect(loanIn([device('kiosk', { lentTo: 'bureau' })], [{ ...lent, over: true }])).toBe(null)
    expect(loanIn([device('kiosk')], [lent])).toBe(null)
  })
})

test('a person has the devices that count, not those taken away', () => {
  const devices = [device('a'), device('b', { revokedAt: time }), device('c', { erasedAt: time })]
  const [asni] = peopleOf({ units, agents, devices }, [])
  expect(asni?.people.map(({ agent, devices: here }) => [agent.id, here.map(({ id }) => id)])).toEqual([
    ['fatima', ['a']],
  ])
})

describe('who waits to be vouched for', () => {
  const joined = line('person-joined', { agent: 'fatima', publicKey: 'point', id: 'joined' })
  const known = { units, agents }

  test('is named, with the unit they will work in', () => {
    const newcomer = { name: 'Aïcha', role: 'mediator' as const, unit: 'asni' }
    const shown = waitingOf(known, [joined, { ...joined, id: 'new', agent: 'x', newcomer, at: time }])
    expect(shown.map((one) => [one.name, one.unit?.id])).toEqual([
      ['Fatima', 'asni'],
      ['Aïcha', 'asni'],
    ])
  })

  test('waits no more once certified, here or by anybody', () => {
    expect(waitingOf(known, [{ ...joined, over: true }])).toEqual([])
    const keys = [{ agent: 'fatima', device: 'kiosk', publicKey: 'point' }]
    expect(waitingOf({ ...known, keys }, [joined])).toEqual([])
    expect(waitingOf({ ...known, keys: keys.map((key) => ({ ...key, withdrawnAt: time })) }, [joined])).toHaveLength(1)
  })
})
