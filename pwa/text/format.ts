// Dates, ages, amounts and sizes in words. Only the locales fr and ar-MA are ever given to Intl: the spoken
// varieties and zgh have no data there and fall back, silently, to the browser's own language.
import type { Lang } from '../../shared/text/l10n.ts'

// fr, not fr-MA: the Moroccan variant writes 1.234,5 where the rest of the page writes 1 234,5.
const locales: Record<Lang, string> = { fr: 'fr', ar: 'ar-MA' }

/** A day, dd/mm/yyyy in both languages. `iso` is a date or a date-time; a bare date has no time zone. */
export function formatDate(iso: string, lang: Lang): string {
  const kind = `${lang}${isBareDate(iso)}`
  const words =
    dayWords.get(kind) ??
    new Intl.DateTimeFormat(locales[lang], {
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
      ...(isBareDate(iso) ? { timeZone: 'UTC' } : {}),
    })
  dayWords.set(kind, words)
  return words.format(new Date(iso)).replace(marks, '')
}

/** A day in words, with its weekday: "vendredi 28 août 2026". */
export function formatLongDate(iso: string, lang: Lang): string {
  return new Intl.DateTimeFormat(locales[lang], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(isBareDate(iso) ? { timeZone: 'UTC' } : {}),
  }).format(new Date(iso))
}

/** A day and an hour in the device's time zone. */
export function formatDateTime(iso: string, lang: Lang): string {
  const time = new Intl.DateTimeFormat(locales[lang], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return `${formatDate(iso, lang)} ${time.format(new Date(iso)).replace(marks, '')}`
}

// Fifty rows of a list each say one: a formatter costs an old machine a millisecond to make.
const ageWords: Partial<Record<Lang, Intl.RelativeTimeFormat>> = {}
const dayWords = new Map<string, Intl.DateTimeFormat>()

/** How long ago, in words: "il y a 3 h", "قبل 3 ساعات". `ms` is an elapsed time in milliseconds, never negative. */
export function formatAge(ms: number, lang: Lang): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  if (minutes < 1) return justNow[lang]
  const words = (ageWords[lang] ??= new Intl.RelativeTimeFormat(locales[lang], {
    style: lang === 'fr' ? 'short' : 'long',
    numeric: 'always',
  }))
  if (minutes < 60) return words.format(-minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return words.format(-hours, 'hour')
  return words.format(-Math.floor(hours / 24), 'day')
}

/** An amount of money; dirhams carry the word people say, never the ISO code. `amount` is in whole units. */
export function formatAmount(amount: number, currency: string, lang: Lang): string {
  const number = formatNumber(amount, lang)
  return `${number}\u00a0${currencyWords[currency]?.[lang] ?? currency}`
}

export function formatNumber(value: number, lang: Lang): string {
  return new Intl.NumberFormat(locales[lang], { maximumFractionDigits: 2 }).format(value).replace(marks, '')
}

/** A size a person can weigh: "840 octets", "12 Ko", "1,4 Mo". `bytes` counts bytes; units are powers of 1,000. */
export function formatBytes(bytes: number, lang: Lang): string {
  const units = byteUnits[lang]
  if (bytes < 1000) return `${formatNumber(bytes, lang)}\u00a0${units[0]}`
  if (bytes < 1_000_000) return `${formatNumber(Math.round(bytes / 1000), lang)}\u00a0${units[1]}`
  return `${formatNumber(Math.round(bytes / 100_000) / 10, lang)}\u00a0${units[2]}`
}

// Intl puts invisible direction marks into Arabic output; the page isolates with <bdi> instead.
const marks = /[\u200e\u200f\u061c]/g
const justNow: Record<Lang, string> = { fr: 'à l’instant', ar: 'الآن' }
const currencyWords: Readonly<Record<string, Record<Lang, string>>> = {
  MAD: { fr: 'DH', ar: 'درهم' },
  EUR: { fr: '€', ar: 'يورو' },
}
const byteUnits: Record<Lang, readonly [string, string, string]> = {
  fr: ['octets', 'Ko', 'Mo'],
  ar: ['بايت', 'كيلوبايت', 'ميغابايت'],
}

const isBareDate = (iso: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(iso)
