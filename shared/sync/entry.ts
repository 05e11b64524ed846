// The id of an entry: the hash of its content, the same wherever and whenever it was cut (rule 2).
import { toBase64UrlEncoded } from 'lib0/buffer'
import { createEncoder, toUint8Array } from 'lib0/encoding'
import { digest } from 'lib0/hash/sha256'
import { idToBytes, writeText } from './bytes.ts'
import type { Entry, EntryId, EntryKind } from './ports.ts'

/** Order is wire format: only ever append. */
export const entryKinds: readonly EntryKind[] = ['draft', 'act']

const domain = (() => {
  const e = createEncoder()
  writeText(e, 'morchid/entry/1')
  return toUint8Array(e)
})()

/** SHA-256 of a domain word, the dossier, the kind and the bytes; base64url, 43 characters. */
export const entryId = ({ dossier, kind, bytes }: Entry): EntryId => {
  const id = idToBytes(dossier)
  const hashed = new Uint8Array(domain.length + id.length + 1 + bytes.length)
  hashed.set(domain)
  hashed.set(id, domain.length)
  hashed[domain.length + id.length] = entryKinds.indexOf(kind)
  hashed.set(bytes, domain.length + id.length + 1)
  return toBase64UrlEncoded(digest(hashed))
}
