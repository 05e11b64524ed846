// Seals what goes on a stick to the server (HPKE, as packets are) and opens the answer with the secret that lay inside.
// The device itself cannot read again what it sealed: a stick that is lost tells nothing.
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import { fromBase64UrlEncoded } from 'lib0/buffer'
import { encodeUtf8 } from 'lib0/string'
import { answerContext, encodeStickContent, outboxFile, outboxHead } from '../../shared/sync/stick-file.ts'
import type { StickContent, StickFile } from '../../shared/sync/stick-file.ts'

/** RFC 9180's `info`: a packet's seal never opens as a stick's. The server says the same words. */
const stickInfo = 'morchid stick 1'

/** `serverKey` is the raw uncompressed P-256 point from enrolment, base64url. */
export const sealStick = async (serverKey: string, content: StickContent): Promise<Uint8Array> => {
  const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() })
  const recipientPublicKey = await suite.kem.deserializePublicKey(buffer(fromBase64UrlEncoded(serverKey)))
  const sender = await suite.createSenderContext({ recipientPublicKey, info: buffer(encodeUtf8(stickInfo)) })
  const ciphertext = new Uint8Array(await sender.seal(buffer(encodeStickContent(content)), buffer(outboxHead)))
  const encapsulated = new Uint8Array(sender.enc)
  const sealed = new Uint8Array(encapsulated.length + ciphertext.length)
  sealed.set(encapsulated)
  sealed.set(ciphertext, encapsulated.length)
  return outboxFile(sealed)
}

/** Null when it was not made with this secret, or was damaged on the way. */
export const openAnswer = async (
  file: Extract<StickFile, { type: 'answer' }>,
  secret: Uint8Array,
): Promise<Uint8Array | null> => {
  const key = await crypto.subtle.importKey('raw', buffer(secret), 'AES-GCM', false, ['decrypt'])
  const params = { name: 'AES-GCM', iv: buffer(file.nonce), additionalData: buffer(answerContext(file.id)) }
  const opened = await crypto.subtle.decrypt(params, key, buffer(file.sealed)).catch(() => null)
  return opened && new Uint8Array(opened)
}

/** The library wants bytes alone in their buffer. */
const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
