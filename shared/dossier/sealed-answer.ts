// The frame of an answer sealed to an office: what the seal is bound to, how its length is hidden, how it is written in
// the draft. The cipher itself (HPKE, RFC 9180) is in pwa/sync/office-seal.ts; nothing here can read an answer.
//
//   sealed.1.<base64url of: encapsulated key (65) ‖ ciphertext ‖ tag (16)>
//   plain: JSON of the value ‖ 0x80 ‖ zeros, to a multiple of 64 bytes: "yes" and "no" are of one length
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import { decodeUtf8, encodeUtf8 } from 'lib0/string'
import type { AnswerValue } from '../form/form.ts'
import { isOpaque, toldToClerk } from '../form/opaque-value.ts'
import { isAnswerValue } from './draft.ts'

const prefix = 'sealed.1.'
const encapsulated = 65
const tag = 16
const step = 64
/** A dossier's answers travel over slow links; what is sealed does not compress. */
export const mostSealedBytes = 2048

/** RFC 9180's `info`: a seal moved to another dossier or question does not open. */
export const sealedInfo = (dossier: string, field: string): Uint8Array =>
  encodeUtf8(`morchid answer 1|${dossier}|${field}`)

/** Null when the answer is too long to be sealed. */
export const padAnswer = (value: AnswerValue): Uint8Array | null => {
  const json = encodeUtf8(JSON.stringify(value))
  const length = Math.ceil((json.length + 1) / step) * step
  if (length > mostSealedBytes) return null
  const padded = new Uint8Array(length)
  padded.set(json)
  padded[json.length] = 0x80
  return padded
}

/** Null when it is not what `padAnswer` made: whoever sealed it had their own software. */
export const unpadAnswer = (padded: Uint8Array): { readonly value: AnswerValue } | null => {
  const end = padded.findLastIndex((byte) => byte !== 0)
  if (end < 0 || padded[end] !== 0x80) return null
  try {
    const value: unknown = JSON.parse(decodeUtf8(padded.slice(0, end)))
    return isAnswerValue(value) ? { value } : null
  } catch {
    return null
  }
}

export interface SealedParts {
  readonly key: Uint8Array
  readonly ciphertext: Uint8Array
}

export const frameSealed = ({ key, ciphertext }: SealedParts): string => {
  const bytes = new Uint8Array(key.length + ciphertext.length)
  bytes.set(key)
  bytes.set(ciphertext, key.length)
  return prefix + toBase64UrlEncoded(bytes)
}

/** Null when it is no sealed answer. */
export const parseSealed = (value: AnswerValue | undefined): SealedParts | null => {
  if (!isOpaque(value) || value === toldToClerk) return null
  try {
    const bytes = fromBase64UrlEncoded(value.slice(prefix.length))
    if (bytes.length < encapsulated + step + tag) return null
    return { key: bytes.slice(0, encapsulated), ciphertext: bytes.slice(encapsulated) }
  } catch {
    return null
  }
}
