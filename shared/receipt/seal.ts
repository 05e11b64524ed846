// The seal of a receipt: what the paper says, signed, in one QR code that any point of the commune reads without a
// network. It names no citizen, holds neither the secret nor the token, and is not a right to anything by itself.
//
//   claims ─CBOR (RFC 8949 §4.2)─► payload ─COSE_Sign1 (RFC 9052), ES256─► zlib (RFC 1950) ─Base45─► `MR1:…`
import { decode, encode } from 'cborg'
import { unzlibSync, zlibSync } from 'fflate'
import { fromBase64UrlEncoded } from 'lib0/buffer'
import { digest } from 'lib0/hash/sha256'
import * as v from 'valibot'
import { toBase64Url } from '../dossier/canonical.ts'
import { digitsOf, parseReference } from '../dossier/reference.ts'
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'
import { fromBase45, toBase45 } from './base45.ts'

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

export interface ReadSeal {
  readonly claims: SealClaims
  /** First eight bytes of the SHA-256 of the signer's raw public key. */
  readonly kid: Uint8Array
  /** 64 bytes r‖s over `signed`, still to be checked. */
  readonly signature: Uint8Array
  readonly signed: Uint8Array
}

export const sealPrefix = 'MR1:'

export const kidOf = (publicKey: Uint8Array): Uint8Array => digest(publicKey).slice(0, 8)

/** Bytes that the key signs: the Sig_structure of RFC 9052 §4.4. It can't be read as a session certificate. */
export const sealToSign = (claims: SealClaims, kid: Uint8Array): Uint8Array =>
  signedBytes(protectedHeader(kid), payloadOf(claims))

/** The text of the QR code, of characters it packs at 5.5 bits each. */
export const writeSeal = (claims: SealClaims, kid: Uint8Array, signature: Uint8Array): string => {
  const body = encode([protectedHeader(kid), new Map(), payloadOf(claims), signature])
  const cose = new Uint8Array(body.length + 1)
  cose[0] = coseSign1Tag
  cose.set(body, 1)
  return sealPrefix + toBase45(zlibSync(cose, { level: 9 }))
}

/** Text of anyone → claims whose signature is still to be checked. */
export const readSeal = (text: string): Result<ReadSeal, 'not-a-seal' | 'malformed'> => {
  if (!text.startsWith(sealPrefix)) return err('not-a-seal')
  if (text.length > longestText) return err('malformed')
  const packed = fromBase45(text.slice(sealPrefix.length))
  const cose = packed && inflated(packed)
  if (cose?.[0] !== coseSign1Tag) return err('malformed')
  const parts = v.safeParse(coseParts, readCbor(cose.subarray(1)))
  if (!parts.success) return err('malformed')
  const [header, , payload, signature] = parts.output
  const labels = v.safeParse(headerShape, membersOf(readCbor(header)))
  const claims = claimsOf(membersOf(readCbor(payload)))
  if (!labels.success || !claims) return err('malformed')
  return ok({ claims, kid: labels.output[4], signature, signed: signedBytes(header, payload) })
}

const coseSign1Tag = 0xd2 // CBOR tag 18 in one byte
const es256 = -7
const longestText = 1_200
const longestCose = 1_000

const protectedHeader = (kid: Uint8Array): Uint8Array =>
  encode(
    new Map<number, unknown>([
      [1, es256],
      [4, kid],
    ]),
  )

const signedBytes = (header: Uint8Array, payload: Uint8Array): Uint8Array =>
  encode(['Signature1', header, new Uint8Array(), payload])

const currencies = ['MAD', 'EUR', 'DZD'] as const
const dayMs = 86_400_000

/** Keys are wire format: only ever append, readers pass over what they do not know. */
const payloadOf = ({ fee, ...claims }: SealClaims): Uint8Array =>
  encode(
    new Map<number, unknown>([
      [1, claims.commune],
      [2, claims.point],
      [3, fromBase64UrlEncoded(claims.dossier)],
      [4, Number(digitsOf(claims.reference))],
      [5, claims.procedure],
      [6, Math.floor(Date.parse(claims.issuedAt) / 1000)],
      [7, fee && [Math.round(fee.amount * 100), currencies.indexOf(fee.currency)]],
      [8, dayNumber(claims.answerBefore)],
      [9, dayNumber(claims.mandateUntil)],
      [10, fromBase64UrlEncoded(claims.filed)],
    ]),
  )

const dayNumber = (iso: string | null): number | null => (iso === null ? null : Date.parse(`${iso}T00:00:00Z`) / dayMs)
const dayIso = (day: number | null): string | null =>
  day === null ? null : new Date(day * dayMs).toISOString().slice(0, 10)

const bytesOf = (length: number) =>
  v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length)
const someBytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length > 0)
const whole = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most))
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(100))
const day = v.nullable(v.pipe(whole(100_000), v.minValue(1)))

const coseParts = v.strictTuple([
  someBytes,
  v.custom<ReadonlyMap<unknown, unknown>>((value) => value instanceof Map),
  someBytes,
  bytesOf(64),
])

/** The algorithm and the key, and nothing that would have to be understood. */
const headerShape = v.strictObject({ 1: v.literal(es256), 4: bytesOf(8) })

const claimsShape = v.object({
  1: text,
  2: text,
  3: bytesOf(16),
  4: whole(99_999_999),
  5: v.pipe(text, v.regex(/^[a-z]{2,3}\.[a-z0-9-]+@\d+\.\d+\.\d+$/)),
  6: whole(8_000_000_000),
  7: v.nullable(v.strictTuple([whole(1_000_000_000), whole(currencies.length - 1)])),
  8: day,
  9: day,
  10: bytesOf(32),
})

const membersOf = (cbor: unknown): unknown => (cbor instanceof Map ? Object.fromEntries(cbor) : null)

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
    issuedAt: `${new Date(said[6] * 1000).toISOString().slice(0, 19)}Z`,
    fee: said[7] && { amount: said[7][0] / 100, currency },
    answerBefore: dayIso(said[8]),
    mandateUntil: dayIso(said[9]),
    filed: toBase64Url(said[10]),
  }
}

/** Null when it is not CBOR, or not the shortest way of writing it. */
const readCbor = (bytes: Uint8Array): unknown => {
  try {
    return decode(bytes, {
      strict: true,
      useMaps: true,
      rejectDuplicateMapKeys: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowBigInt: false,
    })
  } catch {
    return null
  }
}

/** A few bytes that swell to millions are cut off: nothing we write comes near. */
const inflated = (packed: Uint8Array): Uint8Array | null => {
  try {
    const out = unzlibSync(packed, { out: new Uint8Array(longestCose) })
    return out.length < longestCose ? out : null
  } catch {
    return null
  }
}
