// What every seal of a paper has in common: claims in CBOR, signed, in the text of one QR code. It knows nothing of what
// the claims say, and believes nothing: the signature of what it reads is still to be checked.
//
//   claims ─CBOR (RFC 8949 §4.2)─► payload ─COSE_Sign1 (RFC 9052), ES256─► zlib (RFC 1950) ─Base45─► `MR1:…`, `MD1:…`
import { decode, encode } from 'cborg'
import { unzlibSync, zlibSync } from 'fflate'
import { digest } from 'lib0/hash/sha256'
import * as v from 'valibot'
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'
import { fromBase45, toBase45 } from './base45.ts'

/** Claims by number. Numbers are wire format: only ever append, readers pass over what they do not know. */
export type Members = ReadonlyMap<number, unknown>

export interface Sign1Kind {
  /** Begins the text of the code. */
  readonly prefix: string
  /** Signed with the claims (external_aad), so that a signature over one kind never holds for another. */
  readonly context: Uint8Array
}

export interface Sign1 {
  /** First eight bytes of the SHA-256 of the signer's raw public key. */
  readonly kid: Uint8Array
  /** 64 bytes r‖s over `signed`, still to be checked. */
  readonly signature: Uint8Array
  readonly signed: Uint8Array
}

export type SealProblem = 'not-a-seal' | 'malformed'

export const kidOf = (publicKey: Uint8Array): Uint8Array => digest(publicKey).slice(0, 8)

/** Bytes that the key signs: the Sig_structure of RFC 9052 §4.4. It can't be read as a session certificate. */
export const sign1ToSign = (kind: Sign1Kind, members: Members, kid: Uint8Array): Uint8Array =>
  signedBytes(kind, protectedHeader(kid), encode(members))

/** The text of the QR code, of characters it packs at 5.5 bits each. */
export const writeSign1 = (kind: Sign1Kind, members: Members, kid: Uint8Array, signature: Uint8Array): string => {
  const body = encode([protectedHeader(kid), new Map(), encode(members), signature])
  const cose = new Uint8Array(body.length + 1)
  cose[0] = coseSign1Tag
  cose.set(body, 1)
  return kind.prefix + toBase45(zlibSync(cose, { level: 9 }))
}

/** Text of anyone → what it says by number, not yet looked at. */
export const readSign1 = (
  kind: Sign1Kind,
  text: string,
): Result<Sign1 & { readonly members: unknown }, SealProblem> => {
  if (!text.startsWith(kind.prefix)) return err('not-a-seal')
  if (text.length > longestText) return err('malformed')
  const packed = fromBase45(text.slice(kind.prefix.length))
  const cose = packed && inflated(packed)
  if (cose?.[0] !== coseSign1Tag) return err('malformed')
  const parts = v.safeParse(coseParts, readCbor(cose.subarray(1)))
  if (!parts.success) return err('malformed')
  const [header, , payload, signature] = parts.output
  const labels = v.safeParse(headerShape, membersOf(readCbor(header)))
  if (!labels.success) return err('malformed')
  const signed = signedBytes(kind, header, payload)
  return ok({ members: membersOf(readCbor(payload)), kid: labels.output[4], signature, signed })
}

export const bytesOf = (length: number) =>
  v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length)

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

const signedBytes = ({ context }: Sign1Kind, header: Uint8Array, payload: Uint8Array): Uint8Array =>
  encode(['Signature1', header, context, payload])

const someBytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length > 0)

const coseParts = v.strictTuple([
  someBytes,
  v.custom<ReadonlyMap<unknown, unknown>>((value) => value instanceof Map),
  someBytes,
  bytesOf(64),
])

/** The algorithm and the key, and nothing that would have to be understood. */
const headerShape = v.strictObject({ 1: v.literal(es256), 4: bytesOf(8) })

const membersOf = (cbor: unknown): unknown => (cbor instanceof Map ? Object.fromEntries(cbor) : null)

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
