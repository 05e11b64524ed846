// What is typed, as one passphrase: how it may be spelled, and whether it may be chosen. Nothing here is slow or secret.
import { isCommon } from './common-passphrase.ts'

/** How slots made before words were drawn are opened: the same words whatever their spacing or Unicode form. */
export const normalised = (passphrase: string): string => passphrase.normalize('NFKC').trim().replace(/\s+/g, ' ')

/**
 * One spelling of what four drawn words can be typed as: no capitals, no accents nor vowel signs, no spaces, hyphens or
 * apostrophes, digits of either script. Two passphrases meet here only if they differ in nothing else: it costs a guesser
 * of drawn words no bit worth counting.
 */
export const folded = (passphrase: string): string =>
  [...passphrase.normalize('NFKD').toLowerCase()]
    .map((letter) => digitOf(letter) ?? letter)
    .join('')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[\p{M}\p{Cf}\p{Pd}\s\u0640'’ʼ]/gu, '')

/** Arabic-Indic digits, as typed in the east and by some keyboards. */
const digitOf = (letter: string): string | null => {
  const at = '٠١٢٣٤٥٦٧٨٩'.indexOf(letter)
  const east = '۰۱۲۳۴۵۶۷۸۹'.indexOf(letter)
  return at >= 0 ? String(at) : east >= 0 ? String(east) : null
}

/**
 * Twelve characters that are more than a number and not the same few letters again: four short words do. A numeric
 * PIN is not encryption: six digits fall in two hours.
 */
export const isStrong = (passphrase: string): boolean => {
  const letters = [...normalised(passphrase)]
  const kept = [...folded(passphrase)]
  const isNumber = letters.every((letter) => /[\p{Nd}\s.\-/]/u.test(letter))
  return letters.length >= 12 && !isNumber && new Set(kept).size >= 5 && !isCommon(kept.join(''))
}
