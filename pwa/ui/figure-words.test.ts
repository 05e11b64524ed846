import { describe, expect, test } from 'vitest'
import { dayOf, figureWords, pairsOf } from './figure-words.ts'

describe('a figure in words', () => {
  test('nothing to pay is "free", not zero', () => {
    expect(figureWords({ type: 'amount', value: 0, currency: 'MAD' }, 'fr')).toBe('gratuit')
    expect(figureWords({ type: 'amount', value: 0, currency: 'MAD' }, 'ar')).toBe('مجانًا')
  })

  test('dirhams have the word people say', () => {
    expect(figureWords({ type: 'amount', value: 2500, currency: 'MAD' }, 'fr')).toBe('2\u00a0500\u00a0DH')
    expect(figureWords({ type: 'amount', value: 20, currency: 'MAD' }, 'ar')).toBe('20\u00a0درهم')
  })

  test('a day has its weekday, and the month as it is called in Morocco', () => {
    expect(figureWords({ type: 'day', iso: '2026-08-28' }, 'fr')).toBe('vendredi 28 août 2026')
    expect(figureWords({ type: 'day', iso: '2026-08-28' }, 'ar')).toBe('الجمعة 28 غشت 2026')
  })

  test('a day that does not exist is not moved to the next one', () => {
    expect(dayOf('2026-02-30')).toBeNull()
    expect(dayOf('soon')).toBeNull()
    expect(dayOf('2024-02-29')).toEqual({ weekday: 4, day: 29, month: 1, year: 2024 })
  })

  test('a reference is read in its pairs', () => {
    expect(pairsOf('12.40.67.31')).toEqual(['12', '40', '67', '31'])
  })
})
