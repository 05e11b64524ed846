import { expect, test } from 'vitest'
import { nextRow } from './rows.ts'

test('arrows walk the rows and stop at both ends', () => {
  expect(nextRow('ArrowDown', 0, 3)).toBe(1)
  expect(nextRow('ArrowDown', 2, 3)).toBe(2)
  expect(nextRow('ArrowUp', 0, 3)).toBe(0)
  expect(nextRow('End', 0, 3)).toBe(2)
  expect(nextRow('Home', 2, 3)).toBe(0)
})

test('other keys, and an empty list, lead nowhere', () => {
  expect(nextRow('Enter', 0, 3)).toBeNull()
  expect(nextRow('ArrowDown', 0, 0)).toBeNull()
})
