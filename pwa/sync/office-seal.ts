// Seals an answer to the office that decides, and opens it there: HPKE (RFC 9180), one key pair an office. The device
// that seals cannot read it again, nor can the point, the relay, or a thief of either.
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core'
import { fromBase64UrlEncoded } from 'lib0/buffer'
import { frameSealed, padAnswer, parseSealed, sealedInfo, unpadAnswer } from '../../shared/dossier/sealed-answer.ts'
import type { AnswerValue } from '../../shared/form/form.ts'

/** What a seal belongs to: it opens nowhere else. */
export interface SealPlace {
  readonly dossier: string
  readonly field: string
}

const suite = () => new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() })

/** `officeKey` is the raw P-256 point of the directory, base64url. Null when the answer is too long to be sealed. */
export const sealAnswer = async (
  officeKey: string,
  { dossier, field }: SealPlace,
  value: AnswerValue,
): Promise<string | null> => {
  const padded = padAnswer(value)
  if (!padded) return null
  const hpke = suite()
  const recipientPublicKey = await hpke.kem.deserializePublicKey(buffer(fromBase64UrlEncoded(officeKey)))
  const info = buffer(sealedInfo(dossier, field))
  const { enc, ct } = await hpke.seal({ recipientPublicKey, info }, buffer(padded))
  return frameSealed({ key: new Uint8Array(enc), ciphertext: new Uint8Array(ct) })
}

/** Null when it was not sealed to this office, for this question of this dossier. */
export const openAnswer = async (
  privateKey: string,
  { dossier, field }: SealPlace,
  sealed: AnswerValue | undefined,
): Promise<{ readonly value: AnswerValue } | null> => {
  const parts = parseSealed(sealed)
  if (!parts) return null
  const hpke = suite()
  try {
    const recipientKey = await hpke.kem.deserializePrivateKey(buffer(fromBase64UrlEncoded(privateKey)))
    const info = buffer(sealedInfo(dossier, field))
    const padded = await hpke.open({ recipientKey, enc: buffer(parts.key), info }, buffer(parts.ciphertext))
    return unpadAnswer(new Uint8Array(padded))
  } catch {
    return null
  }
}

/** The library wants bytes alone in their buffer. */
const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
