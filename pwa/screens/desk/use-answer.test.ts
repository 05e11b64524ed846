import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AnswerValue } from '../../../shared/form/form.ts'
import { createAnswer } from './use-answer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const typing = () => {
  const kept: AnswerValue[] = []
  const answer = createAnswer(
    {
      answer: (_name, value) => {
        kept.push(value)
        return Promise.resolve()
      },
    },
    'first_name',
    null,
  )
  /** One letter every 25 ms. */
  const type = (letters: number) => {
    for (let nth = 1; nth <= letters; nth++) {
      answer.set('a'.repeat(nth))
      vi.advanceTimersByTime(25)
    }
  }
  return { answer, kept, type }
}

test('what is typed is kept once, a moment after the last letter', () => {
  const { kept, type } = typing()
  type(10)
  expect(kept).toEqual([])
  vi.advanceTimersByTime(120)
  expect(kept).toEqual(['a'.repeat(10)])
  vi.advanceTimersByTime(60_000)
  expect(kept).toHaveLength(1)
})

test('who types without a pause has what they typed kept every second all the same', () => {
  const { kept, type } = typing()
  type(100)
  expect(kept).toEqual(['a'.repeat(40), 'a'.repeat(80)])
})

test('going on keeps what is typed at once, and only once', async () => {
  const { answer, kept, type } = typing()
  type(3)
  await answer.flush()
  expect(kept).toEqual(['aaa'])
  vi.advanceTimersByTime(60_000)
  expect(kept).toHaveLength(1)
})
