// Seals receipts and documents with the key of the person who is at the counter, and checks seals of anyone. The key
// signs nothing but seals from here: what it signs is built here, so that nobody can have a sitting certified by asking
// for a paper.
import { fromBase64UrlEncoded } from 'lib0/buffer'
import type { DocumentClaims } from '../../shared/receipt/document-seal.ts'
import type { SealClaims } from '../../shared/receipt/seal.ts'
import type { Verifier } from '../../shared/sync/ports.ts'
import { signWith } from '../storage/sitting.ts'
import { publicPointOf } from './keys.ts'

/** Texts of QR codes. */
export interface Sealer {
  receipt(claims: SealClaims): Promise<string>
  document(claims: DocumentClaims): Promise<string>
}

/** `pkcs8` is the same key: its public half is worked out, then it may be wiped. */
export const createSealer = async (key: CryptoKey, pkcs8: Uint8Array): Promise<Sealer> => {
  const publicKey = fromBase64UrlEncoded(await publicPointOf(pkcs8))
  const sign = signWith(key)
  // Loaded when the first paper is made: an unlock does not wait for CBOR.
  const kid = async () => (await import('../../shared/receipt/sign1.ts')).kidOf(publicKey)
  return {
    receipt: async (claims) => {
      const { sealToSign, writeSeal } = await import('../../shared/receipt/seal.ts')
      const signer = await kid()
      return writeSeal(claims, signer, await sign(sealToSign(claims, signer)))
    },
    document: async (claims) => {
      const { documentToSign, writeDocumentSeal } = await import('../../shared/receipt/document-seal.ts')
      const signer = await kid()
      return writeDocumentSeal(claims, signer, await sign(documentToSign(claims, signer)))
    },
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
