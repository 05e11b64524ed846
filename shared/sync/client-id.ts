// The Yjs clientID of one sitting on one dossier. Two sittings never share one, and nobody can write under another's:
// the server computes it again and refuses all others (rule 1).
import { digest } from 'lib0/hash/sha256'
import { encodeUtf8 } from 'lib0/string'

/** The first 53 bits of SHA-256, the widest whole number JavaScript and Yjs carry exactly. */
export const clientIdOf = (device: string, incarnation: string, dossier: string): number => {
  const hash = digest(encodeUtf8(`morchid/client-id/1|${device}|${incarnation}|${dossier}`))
  const view = new DataView(hash.buffer, hash.byteOffset, 8)
  return view.getUint32(0) * 0x200000 + (view.getUint32(4) >>> 11)
}
