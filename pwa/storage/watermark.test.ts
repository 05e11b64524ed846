import { describe, expect, test } from 'vitest'
import { damageOf } from './watermark.ts'
import type { Watermark } from './watermark.ts'

const mark: Watermark = { enrolled: true, incarnation: 'i', n: 4, hash: 'h', unsent: 0 }

describe('the mark outside the database', () => {
  test('says nothing of a browser that was never enrolled', () => {
    expect(damageOf(null, false, null)).toBeNull()
  })

  test('tells a database that was lost', () => {
    expect(damageOf(mark, false, null)).toBe('lost')
  })

  test('tells a database that went back in time', () => {
    expect(damageOf(mark, true, { n: 3 })).toBe('behind')
    expect(damageOf(mark, true, null)).toBe('behind')
  })

  test('is content with a database that is as far or further', () => {
    expect(damageOf(mark, true, { n: 4 })).toBeNull()
    expect(damageOf(mark, true, { n: 9 })).toBeNull()
  })
})
