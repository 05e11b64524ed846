import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateTimeToDays, dateToDays, daysToDate, daysToDateTime, formatDate, timeToDays } from './calendar.ts'

/** The platform's own calendar, for the same day. */
const platformDate = (days: number): string => new Date(days * 86_400_000).toISOString()

describe('days since 1970', () => {
  test('agree with the platform for every day of years 0001 to 9999, both ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (days) => {
        const date = daysToDate(days)
        expect(date).toBe(platformDate(days).slice(0, 10))
        expect(dateToDays(date)).toBe(days)
      }),
    )
  })

  test('are none for a day that does not exist', () => {
    for (const date of [
      '2023-02-29',
      '1900-02-29',
      '2024-04-31',
      '2024-13-01',
      '2024-00-10',
      '2024-01-00',
      '0000-01-01',
    ]) {
      expect(dateToDays(date)).toBe(null)
    }
    expect(dateToDays('2000-02-29')).toBe(11_016)
  })

  test('are none for another spelling', () => {
    for (const date of ['2024-1-1', '24-01-01', '2024/01/01', ' 2024-01-01', '2024-01-01 ', '٢٠٢٤-٠١-٠١', '']) {
      expect(dateToDays(date)).toBe(null)
    }
  })

  test('outside the years 0001 to 9999 give no date', () => {
    for (const days of [-719_163, 2_932_897, Number.NaN, Infinity, -Infinity]) expect(daysToDate(days)).toBe('')
    expect(daysToDateTime(1e300)).toBe('')
  })

  test('with a time agree with the platform to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (ms) => {
        const text = new Date(ms).toISOString()
        expect(Math.round((dateTimeToDays(text) ?? Number.NaN) * 86_400_000)).toBe(ms)
        expect(daysToDateTime(ms / 86_400_000)).toBe(text)
      }),
    )
  })

  test('apply the offset, and take a time without offset as UTC', () => {
    expect(dateTimeToDays('1970-01-02T01:00:00+01:00')).toBe(1)
    expect(dateTimeToDays('1970-01-01T23:00-01:00')).toBe(1)
    expect(dateTimeToDays('1970-01-02T00:00')).toBe(1)
    expect(dateTimeToDays('1970-01-02 00:00')).toBe(null)
    expect(dateTimeToDays('1970-02-30T00:00')).toBe(null)
  })
})

test('a time is a fraction of the day, and must be on the clock', () => {
  expect(timeToDays('06:00')).toBe(0.25)
  expect(timeToDays('12:00:00.000+01:00')).toBe(0.5)
  for (const time of ['24:00', '12:60', '12:00:60', '1:00', '12', '', '12:00+15:00'])
    expect(timeToDays(time)).toBe(null)
})

test('format-date writes the parts asked for', () => {
  expect(formatDate('2026-07-04', '%d/%m/%Y')).toBe('04/07/2026')
  expect(formatDate('2026-07-04', '%a %e %b %y, %n')).toBe('sam. 4 juil. 26, 7')
  expect(formatDate('2026-07-04T09:05:07.042+01:00', '%H:%M:%S.%3 %h')).toBe('09:05:07.042 9')
  expect(formatDate('2026-07-04', '100%% %q')).toBe('100% %q')
  expect(formatDate('2026-02-30', '%d')).toBe('')
  expect(formatDate('words', '%d')).toBe('')
})
