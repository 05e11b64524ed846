// Packs a packet's body for the wire: compressed (shared/sync/compress.ts), then HPKE (RFC 9180) to the server's key with the header as
// associated data. Wire: encapsulated key (65 bytes) ‖ ciphertext. What is sealed here this device can't read again:
// an outbox or a USB stick holds nothing for a thief.
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import { fromBase64UrlEncoded } from 'lib0/buffer'
import { encodeUtf8 } from 'lib0/string'
import { compressBody } from '../../shared/sync/compress.ts'
import type { Codec } from '../../shared/sync/client-ports.ts'

/** RFC 9180's `info`: binds a seal to this use of the key. The server says the same words. */
const sealInfo = 'morchid packet 1'

/** `serverKey` is the raw uncompressed P-256 point from enrolment, base64url. */
export const createCodec = (serverKey: string): Codec => {
  const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() })
  const recipient = suite.kem.deserializePublicKey(buffer(fromBase64UrlEncoded(serverKey)))
  const info = buffer(encodeUtf8(sealInfo))
  return {
    seal: async (body, aad, protocol) => {
      const packed = compressBody(body, protocol)
      const sender = await suite.createSenderContext({ recipientPublicKey: await recipient, info })
      const ciphertext = new Uint8Array(await sender.seal(buffer(packed), buffer(aad)))
      const encapsulated = new Uint8Array(sender.enc)
      const sealed = new Uint8Array(encapsulated.length + ciphertext.length)
      sealed.set(encapsulated)
      sealed.set(ciphertext, encapsulated.length)
      return sealed
    },
  }
}

/** The library wants bytes alone in their buffer. */
const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
