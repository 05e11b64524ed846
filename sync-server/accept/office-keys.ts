// The key pairs that answers are sealed to, one an office. They are worked out of the server's secret, so that an
// office added later has one, and a backup of `keys.json` holds them all. What they protect, and from whom: ADR 10.
// They must never be worked out of anything a device can ask the server to sign.
import { webcrypto } from 'node:crypto'
import { DhkemP256HkdfSha256 } from '@hpke/core'
import { toBase64Url } from '../../shared/dossier/canonical.ts'

/** As the library has it: the types of browsers and of Node are not the same. */
type KeyPair = Awaited<ReturnType<DhkemP256HkdfSha256['deriveKeyPair']>>

export interface OfficeKeys {
  /** Raw uncompressed P-256 point, base64url: everybody may seal to it. */
  publicOf(unit: string): Promise<string>
  /** Serialised as RFC 9180 says, base64url: for those who decide in that office. */
  privateOf(unit: string): Promise<string>
}

export const createOfficeKeys = (secret: webcrypto.CryptoKey): OfficeKeys => {
  const kem = new DhkemP256HkdfSha256()
  const made = new Map<string, Promise<KeyPair>>()
  const derive = async (unit: string): Promise<KeyPair> => {
    const purpose = new TextEncoder().encode(`morchid office seal 1|${unit}`)
    return kem.deriveKeyPair(await webcrypto.subtle.sign('HMAC', secret, purpose))
  }
  const pairOf = (unit: string): Promise<KeyPair> => {
    const pair = made.get(unit) ?? derive(unit)
    made.set(unit, pair)
    return pair
  }
  const text = (bytes: ArrayBuffer): string => toBase64Url(new Uint8Array(bytes))
  return {
    publicOf: async (unit) => text(await kem.serializePublicKey((await pairOf(unit)).publicKey)),
    privateOf: async (unit) => text(await kem.serializePrivateKey((await pairOf(unit)).privateKey)),
  }
}
