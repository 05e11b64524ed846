// Reading bytes that anyone may have sent: every length is checked against what is left before anything is made of it.
// `Malformed` never leaves this room: each parser turns it into a Result.
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import type { Encoder } from 'lib0/encoding'
import { writeVarUint8Array } from 'lib0/encoding'
import { decodeUtf8, encodeUtf8 } from 'lib0/string'

export class Malformed extends Error {}

const malformed = (what: string): never => {
  throw new Malformed(what)
}

/** 16 bytes as base64url: 22 characters, the last of which carries two bits only. */
const idForm = /^[A-Za-z0-9_-]{21}[AQgw]$/
/** 32 bytes as base64url: 43 characters, the last of which carries four bits only. */
const hashForm = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/

export const isId = (text: string): boolean => idForm.test(text)
export const isHash = (text: string): boolean => hashForm.test(text)

/** A well-formed id only: anything else is a bug of the caller and throws. */
export const idToBytes = (id: string): Uint8Array => (isId(id) ? fromBase64UrlEncoded(id) : malformed('id'))
export const hashToBytes = (hash: string): Uint8Array => (isHash(hash) ? fromBase64UrlEncoded(hash) : malformed('hash'))

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at])

export const writeText = (e: Encoder, text: string): void => writeVarUint8Array(e, encodeUtf8(text))

export interface Reader {
  position(): number
  left(): number
  byte(): number
  /** Unsigned varint up to 2^53 − 1, at most 8 bytes long. */
  uint(): number
  /** A count of things that take at least `size` bytes each: refused when they cannot all be there. */
  count(size: number, most: number): number
  take(length: number): Uint8Array
  /** Length-prefixed bytes. */
  bytes(most: number): Uint8Array
  /** Length-prefixed UTF-8, `most` in bytes. */
  text(most: number): string
  flag(): boolean
  id(): string
  hash(): string
  expect(bytes: readonly number[]): void
  end(): void
}

/** A lib0 variable-length integer up to 2⁵³ − 1; `refuse` throws for a longer one. */
export const readUint = (byte: () => number, refuse: (why: 'varint') => never): number => {
  let value = 0
  let factor = 1
  for (let length = 0; length < 8; length++) {
    const next = byte()
    value += (next & 127) * factor
    if (value > Number.MAX_SAFE_INTEGER) return refuse('varint')
    if (next < 128) return value
    factor *= 128
  }
  return refuse('varint')
}

export const createReader = (input: Uint8Array): Reader => {
  let at = 0
  const byte = (): number => input[at++] ?? malformed('truncated')
  const uint = (): number => readUint(byte, malformed)
  const take = (length: number): Uint8Array => {
    if (length > input.length - at) return malformed('truncated')
    at += length
    return input.slice(at - length, at)
  }
  const bytes = (most: number): Uint8Array => {
    const length = uint()
    return length > most ? malformed('too long') : take(length)
  }
  return {
    position: () => at,
    left: () => input.length - at,
    byte,
    uint,
    take,
    bytes,
    count: (size, most) => {
      const n = uint()
      return n > most || n * size > input.length - at ? malformed('count') : n
    },
    text: (most) => {
      const raw = bytes(most)
      try {
        return decodeUtf8(raw)
      } catch {
        return malformed('utf-8')
      }
    },
    flag: () => {
      const value = byte()
      return value > 1 ? malformed('flag') : value === 1
    },
    id: () => toBase64UrlEncoded(take(16)),
    hash: () => toBase64UrlEncoded(take(32)),
    expect: (expected) => {
      for (const one of expected) if (byte() !== one) malformed('magic')
    },
    end: () => {
      if (at !== input.length) malformed('trailing bytes')
    },
  }
}
