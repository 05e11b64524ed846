// Seals a photograph or a sound to the server under a key of its own. Whoever keeps that key (the device, sealed under its
// data key) reads it again; whoever carries the file does not.
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import { fromBase64UrlEncoded } from 'lib0/buffer'
import { blobContext, blobInfo, contentKeyLength, nonceLength, readSealedBlob } from '../../shared/blob/sealed-blob.ts'
import { writeSealedBlob } from '../../shared/blob/sealed-blob.ts'
import type { BlobPlace } from '../../shared/blob/sealed-blob.ts'

export interface OwnBlob {
  /** What is kept and sent, the same bytes each time. */
  readonly file: Uint8Array
  /** Opens it here; never kept in clear. */
  readonly contentKey: Uint8Array
}

/** `serverKey` is the raw uncompressed P-256 point from enrolment, base64url. */
export const sealBlob = async (serverKey: string, place: BlobPlace, bytes: Uint8Array): Promise<OwnBlob> => {
  const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() })
  const contentKey = crypto.getRandomValues(new Uint8Array(contentKeyLength))
  const nonce = crypto.getRandomValues(new Uint8Array(nonceLength))
  const context = buffer(blobContext(place))
  const recipientPublicKey = await suite.kem.deserializePublicKey(buffer(fromBase64UrlEncoded(serverKey)))
  const { enc, ct } = await suite.seal({ recipientPublicKey, info: buffer(blobInfo) }, buffer(contentKey), context)
  const key = await crypto.subtle.importKey('raw', contentKey, 'AES-GCM', false, ['encrypt'])
  const ciphertext = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: context },
    key,
    buffer(bytes),
  )
  return {
    file: writeSealedBlob({
      encapsulated: new Uint8Array(enc),
      sealedKey: new Uint8Array(ct),
      nonce,
      ciphertext: new Uint8Array(ciphertext),
    }),
    contentKey,
  }
}

/** Null when it is not the blob of that place, or was damaged. */
export const openOwnBlob = async ({ file, contentKey }: OwnBlob, place: BlobPlace): Promise<Uint8Array | null> => {
  const read = readSealedBlob(file)
  if (!read.ok) return null
  const key = await crypto.subtle.importKey('raw', buffer(contentKey), 'AES-GCM', false, ['decrypt'])
  const params = { name: 'AES-GCM', iv: buffer(read.value.nonce), additionalData: buffer(blobContext(place)) }
  const opened = await crypto.subtle.decrypt(params, key, buffer(read.value.ciphertext)).catch(() => null)
  return opened && new Uint8Array(opened)
}

/** The library wants bytes alone in their buffer. */
const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
