import { expect, test } from 'vitest'
import { bySilence, freshnessOf } from './silence.ts'

const now = Date.parse('2026-08-20T12:00:00Z')
const seen = (lastSeen: string | null, enrolledAt = '2026-01-01T00:00:00Z') => ({ lastSeen, enrolledAt })
const device = (id: string, lastSeen: string | null) => ({ id, unit: 'epn-a', agents: [], ...seen(lastSeen) })

test('a device is silent once it has said nothing for more than seven days', () => {
  expect(freshnessOf(seen('2026-08-13T12:00:00Z'), now)).toBe('late')
  expect(freshnessOf(seen('2026-08-13T11:59:59Z'), now)).toBe('silent')
})

test('a device seen yesterday is up to date', () => {
  expect(freshnessOf(seen('2026-08-19T12:00:00Z'), now)).toBe('fresh')
})

test('a device never seen since its enrolment is judged by that day', () => {
  expect(freshnessOf(seen(null), now)).toBe('silent')
  expect(freshnessOf(seen(null, '2026-08-20T08:00:00Z'), now)).toBe('fresh')
})

test('the longest silent comes first', () => {
  const list = [device('b', '2026-08-19T12:00:00Z'), device('a', '2026-08-01T12:00:00Z'), device('c', null)]
  expect(bySilence(list).map(({ id }) => id)).toEqual(['c', 'a', 'b'])
})
