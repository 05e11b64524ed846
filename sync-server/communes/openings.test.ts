// When a commune is opened and closed, without one: a clock and an opening that the test holds in its hands.
import { beforeEach, expect, test } from 'vitest'
import { createOpenings, type Openings } from './openings.ts'

let clock: number
let opened: string[]
let closed: string[]
let fails: Set<string>
let gate: Promise<void>
let openings: Openings<{ readonly code: string }>

beforeEach(() => {
  ;[clock, opened, closed, fails, gate] = [0, [], [], new Set(), Promise.resolve()]
  openings = createOpenings({
    open: async (code) => {
      opened.push(code)
      await gate
      if (fails.has(code)) throw new Error(`${code} is damaged`)
      return { code }
    },
    close: async ({ code }) => void closed.push(code),
    now: () => clock,
    idleMs: 100,
    atOnce: 2,
    retryMs: 10,
  })
})

const visit = async (code: string, quietly?: 'quietly'): Promise<void> => (await openings.enter(code, quietly)).leave()

test('many who ask at once open it once', async () => {
  const inside = await Promise.all(Array.from({ length: 20 }, () => openings.enter('asni')))
  expect(opened).toEqual(['asni'])
  expect(new Set(inside.map(({ value }) => value)).size).toBe(1)
})

test('it is closed once nobody has asked for a while, and opened anew for the next', async () => {
  await visit('asni')
  clock = 99
  await openings.sweep()
  expect(closed).toEqual([])
  clock = 100
  await openings.sweep()
  expect(closed).toEqual(['asni'])
  await visit('asni')
  expect(opened).toEqual(['asni', 'asni'])
})

test('nobody who is inside is closed upon, however long they take', async () => {
  const { leave } = await openings.enter('asni')
  clock = 1000
  await openings.sweep()
  expect(closed).toEqual([])
  leave()
  leave()
  clock = 1100
  await openings.sweep()
  expect(closed).toEqual(['asni'])
})

test('who comes while it closes waits, and finds it open again', async () => {
  await visit('asni')
  clock = 100
  const sweeping = openings.sweep()
  const { value } = await openings.enter('asni')
  await sweeping
  expect([opened, closed, value.code]).toEqual([['asni', 'asni'], ['asni'], 'asni'])
})

test('the house’s own visits keep nothing open', async () => {
  await visit('asni', 'quietly')
  await openings.sweep()
  expect(closed).toEqual(['asni'])
  await visit('asni')
  await visit('asni', 'quietly')
  await openings.sweep()
  expect(closed).toEqual(['asni'])
})

test('one that does not open is told to each who asks, tried again later, and touches no other', async () => {
  fails.add('asni')
  await expect(Promise.all([openings.enter('asni'), openings.enter('asni')])).rejects.toThrow('damaged')
  await expect(openings.enter('asni')).rejects.toThrow('damaged')
  expect(opened).toEqual(['asni'])
  await visit('imlil')
  expect(openings.failing()).toBe(1)
  fails.clear()
  clock = 10
  await visit('asni')
  expect([opened, openings.failing()]).toEqual([['asni', 'imlil', 'asni'], 0])
})

test('a few are opened at the same time, the others after them', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  gate = promise
  const all = ['a', 'b', 'c'].map((code) => openings.enter(code))
  await Promise.resolve()
  await Promise.resolve()
  expect(opened).toEqual(['a', 'b'])
  resolve()
  await Promise.all(all)
  expect(opened).toEqual(['a', 'b', 'c'])
})

test('the end closes those that are open and those that were being opened, and nobody comes in after it', async () => {
  await visit('asni')
  const { promise, resolve } = Promise.withResolvers<void>()
  gate = promise
  const coming = openings.enter('imlil')
  const end = openings.close()
  resolve()
  await coming
  await end
  expect(closed.sort()).toEqual(['asni', 'imlil'])
  await expect(openings.enter('asni')).rejects.toThrow('stops')
})
