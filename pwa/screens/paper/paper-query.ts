// One search box: what was typed or scanned is a receipt's seal or link, a reference, a telephone number or a name. Pure;
// a wrong check pair is said at once.
import { parseReference, tokenHash } from '../../../shared/dossier/reference.ts'
import { nameScore } from '../../../shared/text/names.ts'
import { phoneDigits } from '../../../shared/text/phone.ts'
import type { Summary } from '../../models/summary.ts'

export type FindQuery =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'reference'; readonly reference: string }
  /** Eight digits whose last pair does not fit the others. */
  | { readonly kind: 'wrong-reference' }
  | { readonly kind: 'phone'; readonly digits: string }
  /** Digits, but not enough of them yet. */
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'name'; readonly text: string }
  /** The second code of a receipt, or the code of a document; to be checked. */
  | { readonly kind: 'seal'; readonly text: string }
  /** The first code of a receipt, or another address: then nothing is found. */
  | { readonly kind: 'link'; readonly tokenHash: string | null }

export const readQuery = (typed: string): FindQuery => {
  const text = typed.trim()
  if (text === '') return { kind: 'nothing' }
  // A keyboard scanner may leave capitals on; the seal knows no small letters.
  if (/^m[rd]1:/i.test(text)) return { kind: 'seal', text: text.toUpperCase() }
  if (/^https?:/i.test(text)) return { kind: 'link', tokenHash: tokenHashOfLink(text) }
  if (/\p{L}/u.test(text)) return { kind: 'name', text }
  const parsed = parseReference(text)
  if ('reference' in parsed) return { kind: 'reference', reference: parsed.reference }
  if (parsed.problem === 'check') return { kind: 'wrong-reference' }
  const phone = phoneDigits(text)
  return phone === null ? { kind: 'unfinished' } : { kind: 'phone', digits: phone }
}

/** Hash of the token in the link of a receipt's first code, as dossiers keep it; null for another address. */
const tokenHashOfLink = (text: string): string | null => {
  const token = /^https?:\/\/[^\s/]+(?:\/[^\s/]+)*\/s\/([\w-]{22})\/?$/i.exec(text)?.[1]
  return token === undefined ? null : tokenHash(token)
}

/** Best first, at most `limit`; titles hold both scripts of a name. */
export const findByName = (list: readonly Summary[], text: string, limit = 20): readonly Summary[] =>
  list
    .map((summary) => ({ summary, score: nameScore(text, summary.title) }))
    .filter((found) => found.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map((found) => found.summary)

export const findByReference = (list: readonly Summary[], reference: string): readonly Summary[] =>
  list.filter((one) => one.reference === reference)

export const findByTokenHash = (list: readonly Summary[], hash: string | null): readonly Summary[] =>
  hash === null ? [] : list.filter((one) => one.tokenHash === hash)
