import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

const gate = () => {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open }
}

test('work of one name runs in the order it came, and that of others does not wait', async () => {
  const [inTurn, slow, done] = [createTurns(), gate(), new Array<string>()]
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
  const inTurn = createTurns()
  const failed = inTurn(['a'], () => Promise.reject(new Error('disk')))
  const next = inTurn(['a'], async () => 'fine')
  await expect(failed).rejects.toThrow('disk')
  expect(await next).toBe('fine')
})
