// Seals the device's data key to the organisation's recovery key, and opens the answer to a request: HPKE (RFC 9180). The
// device that seals cannot open it again; what it opens was sealed to a key it made for that one request.
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import { recoveryInfo } from '../../shared/access/recovery.ts'

const createSuite = () =>
  new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() })

/** `recoveryKey` is the raw P-256 point of the directory; both are base64url. */
export const sealForRecovery = async (recoveryKey: string, device: string, dataKey: Uint8Array): Promise<string> => {
  const suite = createSuite()
  const recipientPublicKey = await suite.kem.deserializePublicKey(buffer(fromBase64UrlEncoded(recoveryKey)))
  const info = buffer(recoveryInfo('slot', device))
  const { enc, ct } = await suite.seal({ recipientPublicKey, info }, buffer(dataKey))
  return toBase64UrlEncoded(Uint8Array.of(...new Uint8Array(enc), ...new Uint8Array(ct)))
}

/** A key pair for one request; its private half cannot be taken out of this browser. */
export const createReplyKeys = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])

/** Null when it was not sealed to these keys, for this device. */
export const openRecovered = async (
  recipientKey: CryptoKeyPair,
  device: string,
  sealed: string,
): Promise<Uint8Array | null> => {
  const bytes = fromBase64UrlEncoded(sealed)
  const info = buffer(recoveryInfo('answer', device))
  try {
    const enc = buffer(bytes.slice(0, 65))
    return new Uint8Array(await createSuite().open({ recipientKey, enc, info }, buffer(bytes.slice(65))))
  } catch {
    return null
  }
}

/** The library wants bytes alone in their buffer. */
const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
