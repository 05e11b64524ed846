import { expect, test } from 'vitest'
import { createTurnstile } from './papers-turns.ts'

test('one at a time, thumbnails before the pages that wait, and a failure is its caller’s own', async () => {
  const turns = createTurnstile()
  const done: string[] = []
  let atOnce = 0
  const work = (name: string) => async () => {
    expect(++atOnce).toBe(1)
    await Promise.resolve()
    atOnce--
    done.push(name)
    if (name === 'bad') throw new Error('cut')
    return name
  }
  const all = await Promise.allSettled([
    turns.run(work('page 1'), false),
    turns.run(work('page 2'), false),
    turns.run(work('bad'), true),
    turns.run(work('thumb'), true),
  ])
  expect(done).toEqual(['page 1', 'bad', 'thumb', 'page 2'])
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  expect(await turns.run(work('later'), false)).toBe('later')
})
