import { expect, test } from 'vitest'
import { mandateEnd } from './mandate-end.ts'

test('one day is that day only, and a month counts the day it was given', () => {
  expect(mandateEnd('2026-08-21T09:30:00Z', 1)).toBe('2026-08-21')
  expect(mandateEnd('2026-08-21T23:59:59.999Z', 31)).toBe('2026-09-20')
  expect(mandateEnd('2028-02-29T00:00:00Z', 365)).toBe('2029-02-27')
})
