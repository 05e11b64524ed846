// Signatures and seals that cost nothing and still fail when a byte is changed. Test doubles: they protect nobody.
import { digest } from 'lib0/hash/sha256'
import { encodeUtf8 } from 'lib0/string'
import type { Codec } from '../client-ports.ts'
import type { Verifier } from '../ports.ts'
import type { ServerCodec } from '../server-ports.ts'

export interface FakeKey {
  /** Shaped like a raw P-256 point. */
  readonly publicKey: Uint8Array
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>
}

const join = (...parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at])

/** The "signature" is a keyed hash whose key can be read off the public key: enough to notice any change. */
const signatureOf = (publicKey: Uint8Array, bytes: Uint8Array): Uint8Array => {
  const half = digest(join(publicKey, bytes))
  return join(half, half)
}

export const createFakeKey = (secret: string): FakeKey => {
  const half = digest(encodeUtf8(secret))
  const publicKey = join(Uint8Array.of(4), half, half)
  return { publicKey, sign: async (bytes) => signatureOf(publicKey, bytes) }
}

export const fakeVerifier: Verifier = {
  verify: async (publicKey, signature, bytes) => sameBytes(signature, signatureOf(publicKey, bytes)),
}

/** What only this server can make, as far as tests go. */
export const fakeReceipt = async (bytes: Uint8Array): Promise<Uint8Array> =>
  digest(join(encodeUtf8('secret of the server'), bytes))

export const fakeCodec: Codec & ServerCodec = {
  seal: async (body, aad) => join(digest(join(aad, body)), body),
  open: async (sealed, aad, limit) => {
    const body = sealed.slice(32)
    if (body.length > limit || !sameBytes(sealed.subarray(0, 32), digest(join(aad, body))))
      throw new Error('broken seal')
    return body
  },
}
