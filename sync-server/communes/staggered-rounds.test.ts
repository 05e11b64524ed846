// Whose round is when, with rounds that the test holds in its hands.
import { expect, test } from 'vitest'
import { startRounds } from './staggered-rounds.ts'

const quiet = { log: { error: () => undefined }, everyMs: 1, firstMs: 0 }

test('each commune has its round in turn, again and again, never two at once', async () => {
  const done: string[] = []
  let [atWork, most] = [0, 0]
  const { promise, resolve } = Promise.withResolvers<void>()
  const rounds = startRounds({
    ...quiet,
    codes: ['a', 'b', 'c'],
    told: () => undefined,
    round: async (code) => {
      most = Math.max(most, ++atWork)
      await Promise.resolve()
      atWork--
      done.push(code)
      if (done.length === 7) resolve()
    },
  })
  await promise
  await rounds.close()
  expect(done.slice(0, 7).join('')).toBe('abcabca')
  expect(most).toBe(1)
})

test('one that fails is told, and the next one comes', async () => {
  const told: string[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const rounds = startRounds({
    ...quiet,
    codes: ['damaged', 'whole'],
    told: (outcome) => {
      told.push(outcome)
      if (told.length === 2) resolve()
    },
    round: async (code) => {
      if (code === 'damaged') throw new Error(code)
    },
  })
  await promise
  await rounds.close()
  expect(told.slice(0, 2)).toEqual(['failed', 'done'])
})

test('the end tells the round under way, and waits for it', async () => {
  let ended = false
  const { promise: begun, resolve } = Promise.withResolvers<void>()
  const rounds = startRounds({
    ...quiet,
    codes: ['a'],
    told: () => undefined,
    round: async (_, closing) => {
      resolve()
      await new Promise((over) => closing.addEventListener('abort', over))
      ended = true
    },
  })
  await begun
  await rounds.close()
  expect(ended).toBe(true)
})
