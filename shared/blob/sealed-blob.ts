// A photograph or a sound on its way: sealed under a key of its own, and that key sealed to the server (HPKE, RFC 9180). A
// locked kiosk, a stick or a relay carries it and reads nothing; the bytes never change, so that a cut link goes on where
// it stopped. Pure: how it is sealed and opened is each side's own.
//
//   'MBL1' ‖ encapsulated key (65) ‖ sealed content key (32 + 16) ‖ nonce (12) ‖ AES-256-GCM ciphertext ‖ tag (16)
import { encodeUtf8 } from 'lib0/string'
import { err, ok, type Result } from '../text/result.ts'

/** What the bytes are, and where they belong: a seal made for one dossier opens for no other. */
export interface BlobPlace {
  readonly dossier: string
  /** SHA-256 of the bytes in clear, base64url. */
  readonly hash: string
}

export interface SealedBlob {
  readonly encapsulated: Uint8Array
  readonly sealedKey: Uint8Array
  readonly nonce: Uint8Array
  readonly ciphertext: Uint8Array
}

/** RFC 9180's `info`: a packet's seal never opens as a blob's. */
export const blobInfo: Uint8Array = encodeUtf8('morchid blob 1')
/** Associated data of both seals. */
export const blobContext = ({ dossier, hash }: BlobPlace): Uint8Array => encodeUtf8(`morchid blob 1|${dossier}|${hash}`)

export const contentKeyLength = 32
export const nonceLength = 12
const magic = encodeUtf8('MBL1')
const encapsulatedLength = 65
const tagLength = 16
const sealedKeyLength = contentKeyLength + tagLength
const headLength = magic.length + encapsulatedLength + sealedKeyLength + nonceLength

/** Bytes that a seal adds. */
export const sealOverhead: number = headLength + tagLength
/** In clear. A page is at most 200 KB when the kiosk has made it small; a PDF is taken as it is, up to this. */
export const mostBlobBytes: number = 2 * 1024 * 1024

export const writeSealedBlob = ({ encapsulated, sealedKey, nonce, ciphertext }: SealedBlob): Uint8Array => {
  const out = new Uint8Array(headLength + ciphertext.length)
  let at = 0
  for (const part of [magic, encapsulated, sealedKey, nonce, ciphertext]) {
    out.set(part, at)
    at += part.length
  }
  return out
}

export const readSealedBlob = (bytes: Uint8Array): Result<SealedBlob, 'malformed' | 'too-large'> => {
  if (bytes.length > mostBlobBytes + sealOverhead) return err('too-large')
  if (bytes.length < sealOverhead || magic.some((byte, at) => bytes[at] !== byte)) return err('malformed')
  const keyAt = magic.length + encapsulatedLength
  const nonceAt = keyAt + sealedKeyLength
  return ok({
    encapsulated: bytes.slice(magic.length, keyAt),
    sealedKey: bytes.slice(keyAt, nonceAt),
    nonce: bytes.slice(nonceAt, headLength),
    ciphertext: bytes.slice(headLength),
  })
}
