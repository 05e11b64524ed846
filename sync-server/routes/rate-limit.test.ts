// The two brakes against a clock that is a number.
import { expect, test } from 'vitest'
import { createBucket, createWrongTries } from './rate-limit.ts'

test('a bucket gives its burst, then as much as time refills, each key its own', () => {
  const bucket = createBucket(2, 60)
  expect([bucket.take('a', 0), bucket.take('a', 0), bucket.take('a', 0), bucket.take('b', 0)]).toEqual([0, 0, 1, 0])
  expect(bucket.take('a', 1000)).toBe(0)
  expect(bucket.take('a', 1000)).toBe(1)
})

test('wrong tries cost 1, 2, 4 … minutes from the sixth on, an hour at most, and a quiet day forgives', () => {
  const tries = createWrongTries()
  const waits: number[] = []
  let now = 0
  for (let i = 0; i < 14; i++) {
    now += tries.wait('r', now)
    tries.wrong('r', now)
    waits.push(tries.wait('r', now) / 60_000)
  }
  expect(waits).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60])
  expect(tries.wait('other', now)).toBe(0)
  expect(tries.wait('r', now + 86_400_000)).toBe(0)
})

test('a right try forgives', () => {
  const tries = createWrongTries()
  for (let i = 0; i < 6; i++) tries.wrong('r', 0)
  tries.right('r')
  expect(tries.wait('r', 0)).toBe(0)
})

test('a flood of keys costs bounded memory and forgets the oldest first', () => {
  const tries = createWrongTries(100)
  for (let i = 0; i < 5; i++) tries.wrong('victim', 0)
  for (let i = 0; i < 99; i++) tries.wrong(`k${i}`, 0)
  expect(tries.wait('victim', 0)).toBe(60_000)
  for (let i = 0; i < 200; i++) tries.wrong(`z${i}`, 0)
  expect(tries.wait('victim', 0)).toBe(0)
})
