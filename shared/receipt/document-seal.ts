// The seal of an issued document: what the paper is, its number or that it has none yet, and to whose names it was made
// out, signed, in one QR code that any device of the commune reads without a network. The names are there by their hash
// only: who holds the paper can have them checked, who only sees the code can't read them.
import { fromBase64UrlEncoded } from 'lib0/buffer'
import { digest } from 'lib0/hash/sha256'
import { encodeUtf8 } from 'lib0/string'
import * as v from 'valibot'
import { canonicalBytes, toBase64Url } from '../dossier/canonical.ts'
import { digitsOf, parseReference } from '../dossier/reference.ts'
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'
import {
  claimDay,
  claimProcedure,
  claimText,
  claimTime,
  dayIso,
  dayNumber,
  secondsOf,
  timeIso,
  whole,
} from './claim-shapes.ts'
import { bytesOf, readSign1, sign1ToSign, writeSign1 } from './sign1.ts'
import type { Members, SealProblem, Sign1, Sign1Kind } from './sign1.ts'

export interface DocumentClaims {
  /** Code of the commune, `RR.PPP.CC.NN`. */
  readonly commune: string
  /** Id of the unit whose register it stands in. */
  readonly office: string
  readonly dossier: string
  readonly reference: string
  /** `id@version` of the pack, and which of its papers. */
  readonly procedure: string
  readonly document: string
  /** `2026-A-17`; null on a provisional paper. */
  readonly number: string | null
  /** ISO 8601 UTC, to the second: when the act was written. */
  readonly issuedAt: string
  /** ISO date of its last day; null when it does not end. */
  readonly validUntil: string | null
  /** Of the names it is made out to (`namesHash`), base64url. */
  readonly names: string
  /** Of the words that are printed, as the act says; base64url. */
  readonly words: string
  /** Id of the act that issued it. */
  readonly issued: string
}

export interface ReadDocumentSeal extends Sign1 {
  readonly claims: DocumentClaims
}

export const documentSealPrefix = 'MD1:'

export const documentToSign = (claims: DocumentClaims, kid: Uint8Array): Uint8Array =>
  sign1ToSign(documents, membersFor(claims), kid)

export const writeDocumentSeal = (claims: DocumentClaims, kid: Uint8Array, signature: Uint8Array): string =>
  writeSign1(documents, membersFor(claims), kid, signature)

/** Text of anyone → claims whose signature is still to be checked. */
export const readDocumentSeal = (text: string): Result<ReadDocumentSeal, SealProblem> => {
  const read = readSign1(documents, text)
  if (!read.ok) return read
  const { members, ...sign1 } = read.value
  const claims = claimsOf(members)
  return claims ? ok({ claims, ...sign1 }) : err('malformed')
}

/**
 * Of the names as the paper shows them, in the pack's order. The dossier is in it: two papers of one person can't be put
 * together by their codes. Copied by hand, a name keeps its hash: capitals, spaces and Arabic's vowel signs are not
 * looked at; a letter is.
 */
export const namesHash = (dossier: string, names: readonly string[]): string =>
  toBase64Url(digest(canonicalBytes(['names', dossier, ...names.map(asCompared)])).slice(0, namesBytes))

const asCompared = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u0640\u064b-\u0652\u0670]/g, '')
    .replace(/[’ʼ`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()

const documents: Sign1Kind = { prefix: documentSealPrefix, context: encodeUtf8('morchid document') }

/** Half a hash: to be met again by chance, not by search, and 22 characters of the code saved. */
const namesBytes = 16

const membersFor = (claims: DocumentClaims): Members =>
  new Map<number, unknown>([
    [1, claims.commune],
    [2, claims.office],
    [3, fromBase64UrlEncoded(claims.dossier)],
    [4, Number(digitsOf(claims.reference))],
    [5, claims.procedure],
    [6, secondsOf(claims.issuedAt)],
    [7, claims.document],
    [8, claims.number],
    [9, dayNumber(claims.validUntil)],
    [10, fromBase64UrlEncoded(claims.names)],
    [11, fromBase64UrlEncoded(claims.words)],
    [12, fromBase64UrlEncoded(claims.issued)],
  ])

const claimsShape = v.object({
  1: claimText,
  2: claimText,
  3: bytesOf(16),
  4: whole(99_999_999),
  5: claimProcedure,
  6: claimTime,
  7: claimText,
  8: v.nullable(v.pipe(v.string(), v.regex(/^\d{4}-[A-Z]{1,3}-\d{1,9}$/))),
  9: claimDay,
  10: bytesOf(namesBytes),
  11: bytesOf(32),
  12: bytesOf(32),
})

const claimsOf = (members: unknown): DocumentClaims | null => {
  const parsed = v.safeParse(claimsShape, members)
  if (!parsed.success) return null
  const said = parsed.output
  const reference = parseReference(String(said[4]).padStart(8, '0'))
  if (!('reference' in reference)) return null
  return {
    commune: said[1],
    office: said[2],
    dossier: toBase64Url(said[3]),
    reference: reference.reference,
    procedure: said[5],
    issuedAt: timeIso(said[6]),
    document: said[7],
    number: said[8],
    validUntil: dayIso(said[9]),
    names: toBase64Url(said[10]),
    words: toBase64Url(said[11]),
    issued: toBase64Url(said[12]),
  }
}
