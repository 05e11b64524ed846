// One way to write a JSON value as bytes (RFC 8785), and its SHA-256. What is hashed or signed goes through here.
import { toBase64 } from 'lib0/buffer'
import { digest } from 'lib0/hash/sha256'
import { encodeUtf8 } from 'lib0/string'

/** A value that has no canonical form: JSON cannot say it, or it is nested deeper than every device can follow. */
export class NotCanonical extends TypeError {}

const mostDepth = 64

/**
 * RFC 8785 (JCS): members sorted by UTF-16 code units, ECMAScript number and string serialisation, no spaces.
 * Throws `NotCanonical` on what JSON cannot say (functions, NaN, lone surrogates) and on more than 64 levels.
 */
export const canonicalJson = (value: unknown, depth = 0): string => {
  if (depth > mostDepth) throw new NotCanonical('RFC 8785: too deep')
  if (value === null || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new NotCanonical('RFC 8785: no NaN or Infinity')
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new NotCanonical('RFC 8785: lone surrogate')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one, depth + 1)).join(',')}]`
  if (typeof value === 'object') return canonicalObject(value, depth)
  throw new NotCanonical(`RFC 8785: ${typeof value} is not JSON`)
}

/** Sorted as `sort` does without being told how: by UTF-16 code units. */
const canonicalObject = (value: object, depth: number): string => {
  const members: Readonly<Record<string, unknown>> = { ...value }
  let text = ''
  for (const key of Object.keys(members).sort()) {
    const member = members[key]
    if (member !== undefined)
      text += `${text === '' ? '' : ','}${canonicalJson(key)}:${canonicalJson(member, depth + 1)}`
  }
  return `{${text}}`
}

export const canonicalBytes = (value: unknown): Uint8Array => encodeUtf8(canonicalJson(value))

/** base64url without padding, RFC 4648 §5. */
export const toBase64Url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')

/** base64url SHA-256, 43 characters. */
export const sha256Url = (bytes: Uint8Array): string => toBase64Url(digest(bytes))
