import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startHourly } from './hourly.ts'
import { createLocks } from './locks.ts'

const deferred = () => Promise.withResolvers<void>()
const quiet = { error: () => undefined, info: () => undefined }

test('a first round runs at once, and others follow', async () => {
  let rounds = 0
  const second = deferred()
  const hourly = startHourly(
    async () => {
      if (++rounds === 2) second.resolve()
    },
    { locks: createLocks(), log: quiet, everyMs: 1 },
  )
  await second.promise
  await hourly.close()
  expect(rounds).toBeGreaterThanOrEqual(2)
})

test('a round that fails is told, and the next one comes', async () => {
  const told: unknown[] = []
  const again = deferred()
  let rounds = 0
  const hourly = startHourly(
    async () => {
      if (rounds++ === 0) throw new Error('disk')
      again.resolve()
    },
    { locks: createLocks(), log: { ...quiet, error: (fields: unknown) => void told.push(fields) }, everyMs: 1 },
  )
  await again.promise
  await hourly.close()
  expect(told).toEqual([{ error: 'Error: disk' }])
})

test('closing waits for the round under way', async () => {
  const [begun, gate] = [deferred(), deferred()]
  let done = false
  const hourly = startHourly(
    async () => {
      begun.resolve()
      await gate.promise
      done = true
    },
    { locks: createLocks(), log: quiet },
  )
  await begun.promise
  const closed = hourly.close()
  gate.resolve()
  await closed
  expect(done).toBe(true)
})

test('a round under way hears that the server closes, and what it then leaves is no fault', async () => {
  const told: unknown[] = []
  const begun = deferred()
  const hourly = startHourly(
    async (closing) => {
      begun.resolve()
      await setTimeout(60_000, null, { signal: closing })
    },
    { locks: createLocks(), log: { ...quiet, error: (fields: unknown) => void told.push(fields) } },
  )
  await begun.promise
  await hourly.close()
  expect(told).toEqual([])
})

test('while another process is at it there is no round, and there is one after', async () => {
  const locks = createLocks()
  const others = await locks.tryTake('hourly')
  const [leftOut, done] = [deferred(), deferred()]
  let rounds = 0
  const hourly = startHourly(
    async () => {
      rounds++
      done.resolve()
    },
    { locks, log: { ...quiet, info: () => leftOut.resolve() }, everyMs: 1 },
  )
  await leftOut.promise
  expect(rounds).toBe(0)
  await others?.release()
  await done.promise
  await hourly.close()
  expect(rounds).toBeGreaterThan(0)
})
