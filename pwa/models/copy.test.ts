import { expect, test } from 'vitest'
import { copyOf, isLacking } from './copy.ts'
import type { Summary } from './summary.ts'

const line = { id: 'a', held: 0 } as unknown as Summary
const link = { lastSync: '2026-11-20T10:00:00Z', online: true, state: 'idle', more: false } as const
const heard = (lastSeen: string | null, unsent = 0) => ({ heard: [{ unit: 'epn', lastSeen, unsent }] })

test('a copy with nothing known to be missing says so, however old it is', () => {
  const copy = copyOf(link, null, [line], heard('2026-11-20T06:00:00Z'))
  expect([isLacking(copy), copy.lastSync]).toEqual([false, link.lastSync])
})

test('news that were announced are missing until an exchange has ended after it', () => {
  const told = (poked: string) => copyOf(link, poked, [], null).isTold
  expect([told('2026-11-20T10:00:01Z'), told('2026-11-20T09:59:59Z')]).toEqual([true, false])
  expect(copyOf({ ...link, lastSync: null }, '2026-11-20T10:00:00Z', [], null).isTold).toBe(true)
})

test('a hole in a history and an entry that is held are both named, with their dossiers', () => {
  const holed = { ...line, id: 'b', lacking: 1 }
  const held = { ...line, id: 'c', held: 2 }
  const copy = copyOf(link, null, [line, holed, held], null)
  expect([copy.lacking, copy.held, isLacking(copy)]).toEqual([[holed], [held], true])
})

test('a unit with something unsent, or without news for two days, may hold what is missing', () => {
  const silent = (of: ReturnType<typeof heard>) => copyOf(link, null, [], of).silent.length
  expect([
    silent(heard('2026-11-20T06:00:00Z', 3)),
    silent(heard('2026-11-18T06:00:00Z')),
    silent(heard('2026-11-19T06:00:00Z')),
    silent(heard(null)),
  ]).toEqual([1, 1, 0, 0])
})

test('a link that is down is told, and is not by itself a hole', () => {
  const copy = copyOf({ ...link, online: false }, null, [line], null)
  expect([copy.isAway, isLacking(copy)]).toEqual([true, false])
})

test('a first reading that was cut is no whole copy, however fresh the last exchange', () => {
  expect(isLacking(copyOf({ ...link, more: true }, null, [line], null))).toBe(true)
})
