// The number a citizen is given: four pairs `12.40.67.31` = site . serial . serial . check, because people who do not
// read well read pairs (ux: numbers). Dots, never hyphens: in Arabic text `12-40-67-31` is shown backwards.
// The reference is not a secret. The secret pairs and the token are; only their hashes leave the device.
import { encodeUtf8 } from 'lib0/string'
import { sha256Url } from './canonical.ts'

/** ISO 7064 MOD 97-10: the whole number is 1 modulo 97. Catches every wrong digit and every swap of neighbours. */
const checkPair = (body: number): number => 98 - ((body * 100) % 97)

const pair = (n: number): string => String(n).padStart(2, '0')

/** `site` 0–99 of the service point, `serial` 0–9999 from the device's own block. */
export const makeReference = (site: number, serial: number): string => {
  if (!Number.isInteger(site) || site < 0 || site > 99) throw new RangeError('site is one pair')
  if (!Number.isInteger(serial) || serial < 0 || serial > 9999) throw new RangeError('serial is two pairs')
  return [site, Math.floor(serial / 100), serial % 100, checkPair(site * 10_000 + serial)].map(pair).join('.')
}

const arabicDigits = /[\u0660-\u0669\u06f0-\u06f9]/g
const westernDigit = (digit: string): string => String((digit.codePointAt(0) ?? 0) & 0xf)

/** Digits only, Arabic-Indic ones folded; separators of any kind dropped. */
export const digitsOf = (typed: string): string => typed.replace(arabicDigits, westernDigit).replace(/\D/g, '')

export type ReferenceProblem = 'incomplete' | 'not-a-number' | 'check'

/** What somebody typed or said, in the one written form, or why it can't be a reference. */
export const parseReference = (typed: string): { reference: string } | { problem: ReferenceProblem } => {
  const western = typed.replace(arabicDigits, westernDigit)
  if (/[^\d\s.\-·:/_\u00a0\u202f\u200e\u200f\u2066-\u2069]/.test(western)) return { problem: 'not-a-number' }
  const digits = western.replace(/\D/g, '')
  if (digits.length !== 8) return { problem: 'incomplete' }
  if (Number(digits) % 97 !== 1) return { problem: 'check' }
  return { reference: digits.replace(/(\d\d)(?=\d)/g, '$1.') }
}

export const isReference = (text: string): boolean => {
  const parsed = parseReference(text)
  return 'reference' in parsed && parsed.reference === text
}

/** First pair of a reference: the service point that gave it. */
export const siteOf = (reference: string): number => Number(reference.slice(0, 2))

/** Two pairs from four random bytes: fair enough for a secret that slows down after five wrong tries. */
export const makeSecret = (random: Uint8Array): string => {
  const n = new DataView(random.buffer, random.byteOffset, 4).getUint32(0) % 10_000
  return `${pair(Math.floor(n / 100))}.${pair(n % 100)}`
}

/** What the server keeps of the secret pairs. The dossier's id is in it, so equal secrets have unequal hashes. */
export const secretHash = (dossier: string, secret: string): string =>
  sha256Url(encodeUtf8(`morchid secret 1|${dossier}|${digitsOf(secret)}`))

/** What the server keeps of the token behind the receipt's QR (128 random bits). */
export const tokenHash = (token: string): string => sha256Url(encodeUtf8(`morchid token 1|${token}`))
