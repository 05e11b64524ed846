// ECDSA P-256 with SHA-256 by WebCrypto. A key that is no point of the curve verifies nothing; it does not throw.
import type { webcrypto } from 'node:crypto'
import type { Verifier } from '../../shared/sync/ports.ts'

export const createVerifier = (): Verifier => ({
  verify: async (publicKey, signature, bytes) => {
    const key = await importPoint(publicKey)
    return key !== null && crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, copy(signature), copy(bytes))
  },
})

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
