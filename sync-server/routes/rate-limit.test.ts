// The two brakes of one process against a clock that is a number.
import { expect, test } from 'vitest'
import { createBucket, createTries } from './rate-limit.ts'

test('a bucket gives its burst, then as much as time refills, each key its own', () => {
  const bucket = createBucket({ burst: 2, perMinute: 60 })
  expect([bucket.take('a', 0), bucket.take('a', 0), bucket.take('a', 0), bucket.take('b', 0)]).toEqual([0, 0, 1, 0])
  expect(bucket.take('a', 1000)).toBe(0)
  expect(bucket.take('a', 1000)).toBe(1)
})

test('wrong tries cost 1, 2, 4 … minutes from the sixth on, an hour at most, and a quiet day forgives', () => {
  const tries = createTries()
  for (let free = 0; free < 5; free++) expect(tries.count('r', 0)).toBe(0)
  const waits: number[] = []
  let now = 0
  for (let more = 0; more < 8; more++) {
    const wait = tries.count('r', now)
    waits.push(wait / 60_000)
    now += wait
    expect(tries.count('r', now)).toBe(0)
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
  expect(tries.count('other', now)).toBe(0)
  expect(tries.count('r', now + 86_400_000)).toBe(0)
})

test('a right try forgives', () => {
  const tries = createTries()
  for (let i = 0; i < 6; i++) tries.count('r', 0)
  tries.forgive('r')
  expect(tries.count('r', 0)).toBe(0)
})

test('a flood of keys costs bounded memory and forgets the oldest first', () => {
  const tries = createTries(100)
  for (let i = 0; i < 5; i++) tries.count('victim', 0)
  for (let i = 0; i < 99; i++) tries.count(`k${i}`, 0)
  expect(tries.count('victim', 0)).toBe(60_000)
  for (let i = 0; i < 200; i++) tries.count(`z${i}`, 0)
  expect(tries.count('victim', 0)).toBe(0)
})
