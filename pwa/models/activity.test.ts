import { expect, test } from 'vitest'
import { busyUntil, countsAsActivity, isBusy, noteActivity, onActivity } from './activity.ts'

test('somebody is there for as long as one source says so', () => {
  expect(isBusy()).toBe(false)
  let speaks = true
  const stop = countsAsActivity(() => speaks)
  expect(isBusy()).toBe(true)
  speaks = false
  expect(isBusy()).toBe(false)
  speaks = true
  stop()
  expect(isBusy()).toBe(false)
})

test('what ends by itself is heard of at its end, also when it failed', async () => {
  let heard = 0
  const stop = onActivity(() => {
    // The time it took must still count as busy when the watch looks.
    expect(isBusy()).toBe(true)
    heard++
  })
  busyUntil(Promise.resolve())
  busyUntil(Promise.reject(new Error('no microphone')))
  expect(isBusy()).toBe(true)
  await new Promise((resolve) => setImmediate(resolve))
  expect(isBusy()).toBe(false)
  expect(heard).toBe(2)
  stop()
  noteActivity()
  expect(heard).toBe(2)
})
