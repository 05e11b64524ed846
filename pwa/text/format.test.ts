import { expect, test } from 'vitest'
import { formatAge, formatAmount, formatBytes, formatDate, formatDateTime, formatLongDate } from './format.ts'

const hour = 3_600_000
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')

test('a date reads dd/mm/yyyy in both languages, without direction marks', () => {
  expect(formatDate('2026-08-28', 'fr')).toBe('28/08/2026')
  expect(formatDate('2026-08-28', 'ar')).toBe('28/08/2026')
})

test('a bare date is the same day in every time zone', () => {
  expect(process.env['TZ']).toBe('Pacific/Chatham')
  expect(formatLongDate('2026-01-01', 'fr')).toBe('jeudi 1 janvier 2026')
  expect(formatDate('2026-12-31', 'fr')).toBe('31/12/2026')
})

test('a moment is told in the time zone of the device', () => {
  expect(formatDateTime('2026-06-30T23:30:00Z', 'fr')).toBe('01/07/2026 12:15')
  expect(formatDateTime('2026-06-30T23:30:00Z', 'ar')).toBe('01/07/2026 12:15')
})

test('Moroccan month names in Arabic', () => {
  expect(formatLongDate('2026-08-28', 'ar')).toContain('غشت')
})

test('an age is in words, in the largest unit that says it', () => {
  expect(plain(formatAge(3 * hour, 'fr'))).toBe('il y a 3 h')
  expect(formatAge(3 * hour, 'ar')).toBe('قبل 3 ساعات')
  expect(plain(formatAge(59 * 60_000, 'fr'))).toBe('il y a 59 min')
  expect(plain(formatAge(47 * hour, 'fr'))).toBe('il y a 47 h')
  expect(plain(formatAge(72 * hour, 'fr'))).toBe('il y a 3 j')
  expect(formatAge(30_000, 'fr')).toBe('à l’instant')
})

test('a clock that went back gives no negative age', () => {
  expect(formatAge(-5 * hour, 'fr')).toBe('à l’instant')
})

test('dirhams carry the word people say', () => {
  expect(plain(formatAmount(20, 'MAD', 'fr'))).toBe('20 DH')
  expect(plain(formatAmount(20, 'MAD', 'ar'))).toBe('20 درهم')
  expect(plain(formatAmount(1234.5, 'MAD', 'fr'))).toBe('1 234,5 DH')
  expect(plain(formatAmount(3, 'XOF', 'fr'))).toBe('3 XOF')
})

test('sizes are rounded to what a person can weigh', () => {
  expect(plain(formatBytes(840, 'fr'))).toBe('840 octets')
  expect(plain(formatBytes(12_400, 'fr'))).toBe('12 Ko')
  expect(plain(formatBytes(1_360_000, 'fr'))).toBe('1,4 Mo')
  expect(plain(formatBytes(12_400, 'ar'))).toBe('12 كيلوبايت')
})
