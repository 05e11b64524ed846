import { expect, test } from 'vitest'
import { whenFree } from './when-free.ts'

const held = (): DOMException => new DOMException('held', 'NoModificationAllowedError')

/** Rejects `times` times, then answers; counts how often it was asked. */
const heldFor = (times: number, cause: () => unknown = held) => {
  let asked = 0
  const work = async (): Promise<string> => {
    if (asked++ < times) throw cause()
    return 'done'
  }
  return { work, asked: () => asked }
}
const atOnce = async (): Promise<void> => undefined

test('a file that is let go a moment later is got', async () => {
  const file = heldFor(3)
  expect(await whenFree(file.work, atOnce)).toBe('done')
  expect(file.asked()).toBe(4)
})

test('one that is never let go is given up', async () => {
  const file = heldFor(1_000)
  await expect(whenFree(file.work, atOnce)).rejects.toMatchObject({ name: 'NoModificationAllowedError' })
  expect(file.asked()).toBe(10)
})

test('what fails for another reason is not asked again', async () => {
  const file = heldFor(5, () => new DOMException('full', 'QuotaExceededError'))
  await expect(whenFree(file.work, atOnce)).rejects.toMatchObject({ name: 'QuotaExceededError' })
  expect(file.asked()).toBe(1)
})
