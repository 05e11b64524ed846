// The id of an entry: the hash of its content, the same wherever and whenever it was cut (rule 2).
import { toBase64UrlEncoded } from 'lib0/buffer'
import { createEncoder, toUint8Array, writeUint8, writeUint8Array } from 'lib0/encoding'
import { digest } from 'lib0/hash/sha256'
import { idToBytes, writeText } from './bytes.ts'
import type { Entry, EntryId, EntryKind } from './ports.ts'

/** Order is wire format: only ever append. */
export const entryKinds: readonly EntryKind[] = ['draft', 'act']

/** SHA-256 of a domain word, the dossier, the kind and the bytes; base64url, 43 characters. */
export const entryId = ({ dossier, kind, bytes }: Entry): EntryId => {
  const e = createEncoder()
  writeText(e, 'morchid/entry/1')
  writeUint8Array(e, idToBytes(dossier))
  writeUint8(e, entryKinds.indexOf(kind))
  writeUint8Array(e, bytes)
  return toBase64UrlEncoded(digest(toUint8Array(e)))
}
