import { expect, test } from 'vitest'
import { createBurst } from './find-burst.ts'

const type = (text: string, every: number, from = 0) => {
  const burst = createBurst()
  const codes = [...text, 'Enter'].map((key, place) => burst.key(key, from + place * every))
  return codes.at(-1)
}

test('a whole code in an instant, ended by Enter, is a scan', () => {
  expect(type('MR1:6BF+70790T9WJ', 4)).toBe('MR1:6BF+70790T9WJ')
})

test('fingers are not a scanner, and neither is a short burst', () => {
  expect(type('12.40.67.31', 120)).toBeNull()
  expect(type('lh', 4)).toBeNull()
})

test('what fingers typed before is no part of the code; shift is no character', () => {
  const burst = createBurst()
  burst.key('a', 0)
  burst.key('b', 400)
  for (const [place, key] of ['Shift', ...'MR1:ABCDEF'].entries()) burst.key(key, 1_000 + place * 5)
  expect(burst.key('Enter', 1_060)).toBe('MR1:ABCDEF')
  expect(burst.key('Enter', 1_065)).toBeNull()
})
