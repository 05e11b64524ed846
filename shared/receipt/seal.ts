// The seal of a receipt: what the paper says, signed, in one QR code that any point of the commune reads without a
// network. It names no citizen, holds neither the secret nor the token, and is not a right to anything by itself.
import { fromBase64UrlEncoded } from 'lib0/buffer'
import * as v from 'valibot'
import { toBase64Url } from '../dossier/canonical.ts'
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

export interface SealClaims {
  /** Code of the commune, `RR.PPP.CC.NN`: papers of another one can't be checked here. */
  readonly commune: string
  /** Id of the unit that gave the paper. */
  readonly point: string
  readonly dossier: string
  readonly reference: string
  /** `id@version` of the pack. */
  readonly procedure: string
  /** ISO 8601 UTC, to the second. */
  readonly issuedAt: string
  /** Null when no source gives it. */
  readonly fee: { readonly amount: number; readonly currency: 'MAD' | 'EUR' | 'DZD' } | null
  /** ISO dates. */
  readonly answerBefore: string | null
  readonly mandateUntil: string | null
  /** Id of the act by which it was filed: what a point that has not the dossier takes the mandate back after. */
  readonly filed: string
}

export interface ReadSeal extends Sign1 {
  readonly claims: SealClaims
}

export const sealPrefix = 'MR1:'

export const sealToSign = (claims: SealClaims, kid: Uint8Array): Uint8Array =>
  sign1ToSign(receipts, membersFor(claims), kid)

export const writeSeal = (claims: SealClaims, kid: Uint8Array, signature: Uint8Array): string =>
  writeSign1(receipts, membersFor(claims), kid, signature)

/** Text of anyone → claims whose signature is still to be checked. */
export const readSeal = (text: string): Result<ReadSeal, SealProblem> => {
  const read = readSign1(receipts, text)
  if (!read.ok) return read
  const { members, ...sign1 } = read.value
  const claims = claimsOf(members)
  return claims ? ok({ claims, ...sign1 }) : err('malformed')
}

/** The first kind there was: its context is empty. */
const receipts: Sign1Kind = { prefix: sealPrefix, context: new Uint8Array() }

const currencies = ['MAD', 'EUR', 'DZD'] as const

const membersFor = ({ fee, ...claims }: SealClaims): Members =>
  new Map<number, unknown>([
    [1, claims.commune],
    [2, claims.point],
    [3, fromBase64UrlEncoded(claims.dossier)],
    [4, Number(digitsOf(claims.reference))],
    [5, claims.procedure],
    [6, secondsOf(claims.issuedAt)],
    [7, fee && [Math.round(fee.amount * 100), currencies.indexOf(fee.currency)]],
    [8, dayNumber(claims.answerBefore)],
    [9, dayNumber(claims.mandateUntil)],
    [10, fromBase64UrlEncoded(claims.filed)],
  ])

const claimsShape = v.object({
  1: claimText,
  2: claimText,
  3: bytesOf(16),
  4: whole(99_999_999),
  5: claimProcedure,
  6: claimTime,
  7: v.nullable(v.strictTuple([whole(1_000_000_000), whole(currencies.length - 1)])),
  8: claimDay,
  9: claimDay,
  10: bytesOf(32),
})

const claimsOf = (members: unknown): SealClaims | null => {
  const parsed = v.safeParse(claimsShape, members)
  if (!parsed.success) return null
  const said = parsed.output
  const reference = parseReference(String(said[4]).padStart(8, '0'))
  const currency = currencies[said[7]?.[1] ?? 0]
  if (!('reference' in reference) || currency === undefined) return null
  return {
    commune: said[1],
    point: said[2],
    dossier: toBase64Url(said[3]),
    reference: reference.reference,
    procedure: said[5],
    issuedAt: timeIso(said[6]),
    fee: said[7] && { amount: said[7][0] / 100, currency },
    answerBefore: dayIso(said[8]),
    mandateUntil: dayIso(said[9]),
    filed: toBase64Url(said[10]),
  }
}
