// Seals receipts with the key of the person who is at the counter, and checks seals of anyone. The key signs nothing
// but seals from here: what it signs is built here, so that nobody can have a sitting certified by asking for a paper.
import { fromBase64UrlEncoded } from 'lib0/buffer'
import type { SealClaims } from '../../shared/receipt/seal.ts'
import type { Verifier } from '../../shared/sync/ports.ts'
import { signWith } from '../storage/sitting.ts'
import { publicPointOf } from './keys.ts'

/** Text of the QR code. */
export type Sealer = (claims: SealClaims) => Promise<string>

/** `pkcs8` is the same key: its public half is worked out, then it may be wiped. */
export const createSealer = async (key: CryptoKey, pkcs8: Uint8Array): Promise<Sealer> => {
  const publicKey = fromBase64UrlEncoded(await publicPointOf(pkcs8))
  const sign = signWith(key)
  return async (claims) => {
    // Loaded when the first receipt is made: an unlock does not wait for CBOR.
    const { kidOf, sealToSign, writeSeal } = await import('../../shared/receipt/seal.ts')
    const kid = kidOf(publicKey)
    return writeSeal(claims, kid, await sign(sealToSign(claims, kid)))
  }
}

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const

export const sealVerifier: Verifier = {
  async verify(publicKey, signature, bytes) {
    try {
      const key = await crypto.subtle.importKey('raw', new Uint8Array(publicKey), curve, false, ['verify'])
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
      return await crypto.subtle.verify(algorithm, key, new Uint8Array(signature), new Uint8Array(bytes))
    } catch {
      // Not a point of the curve: nothing it signed can hold.
      return false
    }
  },
}
