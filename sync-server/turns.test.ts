import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

const gate = () => {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open }
}

test('work of one name runs in the order it came, and that of others does not wait', async () => {
  const [inTurn, slow, done] = [createTurns(8), gate(), new Array<string>()]
  const note = (word: string) => async (): Promise<void> => void done.push(word)
  const first = inTurn(['a'], async () => {
    await slow.opened
    done.push('first of a')
  })
  const second = inTurn(['b', 'a'], note('second of a'))
  const third = inTurn(['b'], note('after it'))
  await inTurn(['c'], note('c'))
  expect(done).toEqual(['c'])
  slow.open()
  await Promise.all([first, second, third])
  expect(done).toEqual(['c', 'first of a', 'second of a', 'after it'])
})

test('what fails tells its caller alone', async () => {
  const inTurn = createTurns(8)
  const failed = inTurn(['a'], () => Promise.reject(new Error('disk')))
  const next = inTurn(['a'], async () => 'fine')
  await expect(failed).rejects.toThrow('disk')
  expect(await next).toBe('fine')
})

test('only so many are at work at once, each device with one of them, and every place is given on', async () => {
  const [inTurn, doors, done] = [createTurns(2), [gate(), gate(), gate()], new Array<string>()]
  let atWork = 0
  const work = (name: string, door: number) => async (): Promise<void> => {
    expect(++atWork).toBeLessThanOrEqual(2)
    await doors[door]?.opened
    atWork--
    done.push(name)
    if (name === 'a2') throw new Error('disk')
  }
  const a1 = inTurn(['a'], work('a1', 0))
  const a2 = inTurn(['a'], work('a2', 0)).catch(() => undefined)
  const b1 = inTurn(['b'], work('b1', 1))
  const c1 = inTurn(['c'], work('c1', 2))
  doors[1]?.open()
  await b1
  // `a` holds one place for its two requests, so `c` has the other.
  doors[2]?.open()
  await c1
  doors[0]?.open()
  await Promise.all([a1, a2, inTurn(['d'], work('d1', 0))])
  expect(done.slice(0, 2)).toEqual(['b1', 'c1'])
  expect(done.filter((name) => name.startsWith('a'))).toEqual(['a1', 'a2'])
})
