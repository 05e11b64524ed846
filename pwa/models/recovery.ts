// When everybody forgot: the slot that the organisation's offline key opens, the request a locked device makes with it,
// and the answer. Nothing here can read the device; it opens what only two printed parts of that key could seal.
import { toBase64UrlEncoded } from 'lib0/buffer'
import { codeOfRequest, parseRecoveryAnswer } from '../../shared/access/recovery.ts'
import type { RecoveryRequest } from '../../shared/access/recovery.ts'
import type { Database } from '../storage/database.ts'
import { openMeta, readMeta, writeMeta } from '../storage/meta.ts'
import { createReplyKeys, openRecovered, sealForRecovery } from '../sync/recovery-seal.ts'

/** At each unlock: made once for each key the organisation has had. */
export const keepRecoverySlot = async (
  database: Database,
  device: string,
  dataKey: Uint8Array,
  recoveryKey: string | undefined,
): Promise<void> => {
  if (recoveryKey === undefined || (await readMeta(database, 'recovery'))?.key === recoveryKey) return
  const sealed = await sealForRecovery(recoveryKey, device, dataKey)
  await writeMeta(database, 'recovery', { key: recoveryKey, sealed })
}

export interface RequestFile {
  readonly name: string
  readonly text: string
  /** Read out to whoever holds the parts. */
  readonly code: string
}

/** Null when this device has no such slot. Asked twice, it is the same request: either answer will do. */
export const recoveryRequest = async (database: Database): Promise<RequestFile | null> => {
  const [device, slot, made] = await Promise.all([
    readMeta(database, 'device'),
    readMeta(database, 'recovery'),
    readMeta(database, 'recovering'),
  ])
  if (!device || !slot) return null
  const keys = made ?? (await createReplyKeys())
  if (!made) await writeMeta(database, 'recovering', keys)
  const request: RecoveryRequest = {
    type: 'morchid-recovery-request',
    v: 1,
    device: device.id,
    recoveryKey: slot.key,
    sealed: slot.sealed,
    replyTo: toBase64UrlEncoded(new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey))),
  }
  const code = codeOfRequest(request)
  return { name: `morchid-secours-${code}.json`, text: JSON.stringify(request), code }
}

/** The data key out of an answer file; null when it is not the answer to this device's request. */
export const recoveredKey = async (database: Database, answer: string): Promise<Uint8Array | null> => {
  const parsed = parseRecoveryAnswer(answer)
  const [device, keys] = await Promise.all([readMeta(database, 'device'), readMeta(database, 'recovering')])
  if (!parsed.ok || !device || !keys || parsed.value.device !== device.id) return null
  const dataKey = await openRecovered(keys, device.id, parsed.value.sealed)
  return dataKey && (await opensThisDevice(database, dataKey)) ? dataKey : null
}

/** Somebody let in with another key would find nothing readable, and close the others out. */
const opensThisDevice = async (database: Database, dataKey: Uint8Array): Promise<boolean> => {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(dataKey), 'AES-GCM', false, ['decrypt'])
  try {
    return (await openMeta(database, key, 'directory')) !== null
  } catch {
    return false
  }
}
