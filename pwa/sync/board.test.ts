import { describe, expect, test } from 'vitest'
import { mayRun, othersOf } from './board.ts'

describe('the live board', () => {
  test('stays off without network, on 2G, on a metered link', () => {
    expect(mayRun(false, undefined)).toBe(false)
    expect(mayRun(true, { effectiveType: '2g' })).toBe(false)
    expect(mayRun(true, { effectiveType: 'slow-2g' })).toBe(false)
    expect(mayRun(true, { saveData: true })).toBe(false)
    expect(mayRun(true, { type: 'cellular' })).toBe(false)
  })

  test('runs on a good link, or where the browser does not say', () => {
    expect(mayRun(true, undefined)).toBe(true)
    expect(mayRun(true, { effectiveType: '4g', saveData: false, type: 'wifi' })).toBe(true)
  })

  test('shows the others, not oneself, and nothing that is not of its shape', () => {
    const states = new Map<number, unknown>([
      [1, { agent: 'me', dossier: 'd' }],
      [2, { agent: 'omar', dossier: 'd' }],
      [3, { agent: 'x'.repeat(500), dossier: 'd' }],
      [4, { agent: 'sara', dossier: null }],
      [5, 'anything'],
    ])
    expect(othersOf(states, 1)).toEqual([{ agent: 'omar', dossier: 'd' }])
  })
})
