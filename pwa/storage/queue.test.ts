import { expect, test } from 'vitest'
import { createQueue } from './queue.ts'

test('writes run one after the other, and a failed one stops nobody', async () => {
  const queue = createQueue()
  const seen: string[] = []
  const write = (name: string, fails = false) =>
    queue.run(async () => {
      seen.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, 2))
      seen.push(`${name} ends`)
      if (fails) throw new Error(name)
    })
  const [, second] = await Promise.allSettled([write('a'), write('b', true), write('c')])
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  expect(second?.status).toBe('rejected')
})
