import { describe, expect, test } from 'vitest'
import { answerText } from './answer-text.ts'

const choices = [
  { name: 'self', label: { fr: 'Moi-même', ar: 'أنا نفسي' } },
  { name: 'child', label: { fr: 'Mon enfant', ar: 'ابني' } },
]

describe('an answer read back', () => {
  test('says the words of a choice, in the language of the screen, and never hides an unknown one', () => {
    expect(answerText({ kind: 'select_one', value: 'self', choices }, 'fr')).toBe('Moi-même')
    expect(answerText({ kind: 'select_one', value: 'self', choices }, 'ar')).toBe('أنا نفسي')
    expect(answerText({ kind: 'select_one', value: 'gone', choices }, 'fr')).toBe('gone')
    expect(answerText({ kind: 'select_multiple', value: ['self', 'child'], choices }, 'ar')).toBe('أنا نفسي، ابني')
  })

  test('writes a date as the desk does and keeps digits and order', () => {
    expect(answerText({ kind: 'date', value: '1957-03-05', choices: [] }, 'fr')).toBe('05/03/1957')
    expect(answerText({ kind: 'date', value: '1957-03-05', choices: [] }, 'ar')).toBe('05/03/1957')
  })

  test('gives a position with what it is worth', () => {
    const value = { lat: 31.123456, lon: -7.9, accuracy: 12 }
    expect(answerText({ kind: 'geopoint', value, choices: [] }, 'fr')).toBe('31.12346, -7.9 (± 12 m)')
  })

  test('is empty when nothing was answered, and a zero is an answer', () => {
    expect(answerText({ kind: 'text', value: null, choices: [] }, 'fr')).toBe('')
    expect(answerText({ kind: 'integer', value: 0, choices: [] }, 'fr')).toBe('0')
    expect(answerText({ kind: 'acknowledge', value: false, choices: [] }, 'ar')).toBe('لا')
  })
})
