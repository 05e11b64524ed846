// Opens a photograph or a sound that a device sealed to this server. Throws nothing: what is not whole, or not what it is
// said to be, is named.
import { createHash } from 'node:crypto'
import { blobContext, blobInfo, readSealedBlob, type BlobPlace } from '../../shared/blob/sealed-blob.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { sealSuite } from './codec.ts'
import type { ServerKeys } from './keys.ts'

export type BlobProblem = 'malformed' | 'too-large' | 'not-for-us' | 'other-bytes'

export const openBlob = async (
  keys: Pick<ServerKeys, 'sealing'>,
  place: BlobPlace,
  file: Uint8Array,
): Promise<Result<Uint8Array, BlobProblem>> => {
  const read = readSealedBlob(file)
  if (!read.ok) return read
  const { encapsulated, sealedKey, nonce, ciphertext } = read.value
  const context = blobContext(place)
  const sender = { recipientKey: keys.sealing, enc: encapsulated, info: blobInfo }
  const contentKey = await sealSuite()
    .open(sender, sealedKey, context)
    .catch(() => null)
  if (!contentKey) return err('not-for-us')
  const key = await crypto.subtle.importKey('raw', contentKey, 'AES-GCM', false, ['decrypt'])
  const params = { name: 'AES-GCM', iv: new Uint8Array(nonce), additionalData: new Uint8Array(context) }
  const opened = await crypto.subtle.decrypt(params, key, new Uint8Array(ciphertext)).catch(() => null)
  if (!opened) return err('not-for-us')
  const bytes = new Uint8Array(opened)
  return createHash('sha256').update(bytes).digest('base64url') === place.hash ? ok(bytes) : err('other-bytes')
}
