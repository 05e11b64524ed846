// The device's own key. The browser uses it and does not give it away, so it cannot be copied to the mirror: a sealed copy
// is made when it is made, under the data key. After the database was lost the device is still the same device, as soon
// as somebody has unlocked it; a thief without a passphrase gets from the copy what the profile gives anyway: nothing more.
import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import * as v from 'valibot'
import type { Database } from './database.ts'
import { openMeta, readMeta, sealMeta, writeMeta } from './meta.ts'
import type { Bytes } from './seal.ts'

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const

export interface DeviceIdentity {
  readonly id: string
  readonly keys: CryptoKeyPair
}

/** PKCS #8 of a device that was made since this page began, until it is enrolled. */
let made: { readonly id: string; readonly pkcs8: Uint8Array } | null = null

/** This browser's identity; made once. */
export const deviceOf = async (database: Database): Promise<DeviceIdentity> => {
  const known = await readMeta(database, 'device')
  if (known) return known
  const pair = await crypto.subtle.generateKey(curve, true, ['sign', 'verify'])
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  const device = { id: toBase64UrlEncoded(crypto.getRandomValues(new Uint8Array(16))), keys: await keysFrom(pkcs8) }
  await writeMeta(database, 'device', device)
  made = { id: device.id, pkcs8 }
  return device
}

/**
 * Seals the copy under the data key of an enrolment: when it begins, and with `last` when it succeeded, since a try under
 * another passphrase has another data key. A page that was killed in between leaves a device without a copy: after a loss
 * it is enrolled anew, and what it wrote travels with its own certificates.
 */
export const keepDeviceKey = async (database: Database, dataKey: Uint8Array, last: boolean): Promise<void> => {
  if (!made) return
  const key = await crypto.subtle.importKey('raw', new Uint8Array(dataKey), 'AES-GCM', false, ['encrypt'])
  await database.meta.put(await sealMeta(key, 'device-key', { id: made.id, key: toBase64UrlEncoded(made.pkcs8) }))
  if (!last) return
  made.pkcs8.fill(0)
  made = null
}

const schema = v.object({ id: v.string(), key: v.string() })

/** Puts the device's key back where it is used, when the database was lost. Nothing when it is there, or has no copy. */
export const reviveDevice = async (database: Database, dataKey: CryptoKey): Promise<void> => {
  if (await readMeta(database, 'device')) return
  const copy = v.safeParse(schema, await openMeta(database, dataKey, 'device-key').catch(() => null))
  if (!copy.success) return
  const pkcs8 = fromBase64UrlEncoded(copy.output.key)
  await writeMeta(database, 'device', { id: copy.output.id, keys: await keysFrom(pkcs8) })
  pkcs8.fill(0)
}

const keysFrom = async (pkcs8: Uint8Array): Promise<CryptoKeyPair> => {
  const open = await crypto.subtle.importKey('pkcs8', pkcs8 as Bytes, curve, true, ['sign'])
  const { d: _secret, key_ops: _uses, ...point } = await crypto.subtle.exportKey('jwk', open)
  return {
    privateKey: await crypto.subtle.importKey('pkcs8', pkcs8 as Bytes, curve, false, ['sign']),
    publicKey: await crypto.subtle.importKey('jwk', point, curve, true, ['verify']),
  }
}
