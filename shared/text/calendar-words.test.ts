import { describe, expect, test } from 'vitest'
import { calendarWords, dateInWords } from './calendar-words.ts'
import type { CalendarLang } from './calendar-words.ts'

const langs: readonly CalendarLang[] = ['fr', 'ar', 'zgh']
/** The Node that runs the tests carries the data that browsers lack: a second source, never asked by the app. */
const platform = (lang: string, part: 'weekday' | 'month'): readonly string[] => {
  const format = new Intl.DateTimeFormat(lang, { [part]: 'long', timeZone: 'UTC' })
  // 2024 began on a Monday.
  const days =
    part === 'month'
      ? Array.from({ length: 12 }, (_, at) => Date.UTC(2024, at, 1))
      : Array.from({ length: 7 }, (_, at) => Date.UTC(2024, 0, at + 1))
  return days.map((day) => format.format(day))
}

describe('days and months', () => {
  test('are seven and twelve, each another word', () => {
    for (const lang of langs) {
      expect(new Set(calendarWords[lang].weekdays).size).toBe(7)
      expect(new Set(calendarWords[lang].months).size).toBe(12)
    }
  })

  test('in Tamazight are those of the standard, letter for letter', () => {
    expect(calendarWords.zgh.weekdays).toEqual(platform('zgh', 'weekday'))
    expect(calendarWords.zgh.months).toEqual(platform('zgh', 'month'))
    for (const word of [...calendarWords.zgh.weekdays, ...calendarWords.zgh.months]) {
      expect(word).toMatch(/^[\u2d30-\u2d67\u2d6f]+$/u)
    }
  })

  test('in French are those of the platform, and in Arabic its Moroccan months', () => {
    expect(calendarWords.fr.weekdays).toEqual(platform('fr', 'weekday'))
    expect(calendarWords.fr.months).toEqual(platform('fr', 'month'))
    expect(calendarWords.ar.months).toEqual(platform('ar-MA', 'month'))
  })
})

describe('a date in words', () => {
  const day = { year: 2026, month: 8, day: 28, weekday: 5 }

  test('has its weekday when it is one to come back on', () => {
    expect(dateInWords(day, 'fr')).toBe('vendredi 28 août 2026')
    expect(dateInWords(day, 'ar')).toBe('الجمعة 28 غشت 2026')
    expect(dateInWords(day, 'zgh')).toBe('ⴰⵙⵉⵎⵡⴰⵙ 28 ⵖⵓⵛⵜ 2026')
    expect(dateInWords({ ...day, weekday: null }, 'fr')).toBe('28 août 2026')
  })

  test('writes the first day of a month as it is said', () => {
    const first = { ...day, day: 1, weekday: null }
    expect(dateInWords(first, 'fr')).toBe('1er août 2026')
    expect(dateInWords(first, 'ar')).toBe('فاتح غشت 2026')
    expect(dateInWords(first, 'zgh')).toBe('1 ⵖⵓⵛⵜ 2026')
  })
})
