// AES-256-GCM under the device's data key. The associated data binds a value to its place (table, dossier, number):
// a sealed row moved to another dossier or another place does not open.
import { decodeUtf8, encodeUtf8 } from 'lib0/string'

export interface Place {
  readonly table: 'rows' | 'summaries' | 'linePages' | 'meta' | 'blobs' | 'papers'
  /** Dossier id, or the key in `meta`, `blobs`, `papers` or `linePages`. */
  readonly dossier: string
  readonly number: number
}

const ivLength = 12
const aadOf = (place: Place): Bytes =>
  encodeUtf8(`morchid row 1|${place.table}|${place.dossier}|${place.number}`) as Bytes

/** WebCrypto takes no shared memory; nothing here ever makes any. */
export type Bytes = Uint8Array<ArrayBuffer>

/** iv ‖ ciphertext ‖ tag. */
export const sealBytes = async (key: CryptoKey, place: Place, bytes: Uint8Array): Promise<Uint8Array> => {
  const iv = crypto.getRandomValues(new Uint8Array(ivLength))
  const algorithm = { name: 'AES-GCM', iv, additionalData: aadOf(place) }
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, bytes as Bytes))
  const out = new Uint8Array(ivLength + sealed.length)
  out.set(iv)
  out.set(sealed, ivLength)
  return out
}

/** Throws when the bytes were changed, moved, or sealed under another key: damage, not user input. */
export const openBytes = async (key: CryptoKey, place: Place, sealed: Uint8Array): Promise<Uint8Array> => {
  const iv = sealed.slice(0, ivLength)
  const algorithm = { name: 'AES-GCM', iv, additionalData: aadOf(place) }
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.slice(ivLength)))
}

export const sealJson = (key: CryptoKey, place: Place, value: unknown): Promise<Uint8Array> =>
  sealBytes(key, place, encodeUtf8(JSON.stringify(value)))

/** What comes out was written by us under this key: the tag is its schema's signature. */
export const openJson = async (key: CryptoKey, place: Place, sealed: Uint8Array): Promise<unknown> =>
  JSON.parse(decodeUtf8(await openBytes(key, place, sealed)))
