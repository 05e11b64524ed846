// Opens what a device put on a stick (HPKE, as its packets) and seals the answer for that device alone, with the secret
// that lay inside. Whoever carries the stick reads neither. Throws nothing: what does not open is null.
import { answerContext, answerFile, outboxHead } from '../../shared/sync/stick-file.ts'
import { sealSuite } from './codec.ts'
import type { ServerKeys } from './keys.ts'

const ENCAPSULATED = 65
/** RFC 9180's `info`: a packet's seal never opens as a stick's. Devices say the same words. */
export const stickInfo = 'morchid stick 1'

/** Null for a file of another commune, or one that was damaged on the way. */
export const openStick = async (keys: Pick<ServerKeys, 'sealing'>, sealed: Uint8Array): Promise<Uint8Array | null> => {
  if (sealed.length <= ENCAPSULATED) return null
  const info = new TextEncoder().encode(stickInfo)
  const sender = { recipientKey: keys.sealing, enc: sealed.slice(0, ENCAPSULATED), info }
  const opened = await sealSuite()
    .open(sender, sealed.slice(ENCAPSULATED), outboxHead)
    .catch(() => null)
  return opened && new Uint8Array(opened)
}

/** `nonce` is 12 random bytes: the same file may be carried twice. */
export const sealStickAnswer = async (
  { id, secret }: { readonly id: string; readonly secret: Uint8Array },
  nonce: Uint8Array,
  answers: Uint8Array,
): Promise<Uint8Array> => {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(secret), 'AES-GCM', false, ['encrypt'])
  const params = { name: 'AES-GCM', iv: new Uint8Array(nonce), additionalData: new Uint8Array(answerContext(id)) }
  return answerFile(id, nonce, new Uint8Array(await crypto.subtle.encrypt(params, key, new Uint8Array(answers))))
}
