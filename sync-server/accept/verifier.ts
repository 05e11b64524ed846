// ECDSA P-256 with SHA-256 by WebCrypto. A key that is no point of the curve verifies nothing; it does not throw.
import type { webcrypto } from 'node:crypto'
import type { Verifier } from '../../shared/sync/ports.ts'

const MOST_KEYS = 500

export const createVerifier = (): Verifier => {
  /** Keys of sittings at work, the last used last. */
  const known = new Map<string, Promise<webcrypto.CryptoKey | null>>()
  const keyOf = (point: Uint8Array): Promise<webcrypto.CryptoKey | null> => {
    const name = Buffer.from(point).toString('latin1')
    const key = known.get(name) ?? importPoint(point)
    known.delete(name)
    known.set(name, key)
    const oldest = known.size > MOST_KEYS ? known.keys().next().value : undefined
    if (oldest !== undefined) known.delete(oldest)
    return key
  }
  return {
    verify: async (publicKey, signature, bytes) => {
      const key = await keyOf(publicKey)
      return key !== null && crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, copy(signature), copy(bytes))
    },
  }
}

/** A raw uncompressed P-256 point, 65 bytes, as a key to verify with; null when it is none. */
export const importPoint = async (point: Uint8Array): Promise<webcrypto.CryptoKey | null> => {
  if (point.length !== 65 || point[0] !== 4) return null
  try {
    return await crypto.subtle.importKey('raw', copy(point), { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify'])
  } catch {
    return null
  }
}

/** WebCrypto wants bytes over a plain ArrayBuffer. */
const copy = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)
