// A key slot: the device's data key and one agent's signing key, sealed under that agent's passphrase (Argon2id).
// A wrong passphrase makes the next try wait longer, never wipes: a visitor could erase a day's work that way.
import { encodeUtf8 } from 'lib0/string'
import type { Role } from '../../shared/access/directory.ts'
import { folded } from '../../shared/access/passphrase.ts'
import type { Derive } from './derive.ts'
import type { Bytes } from './seal.ts'

/** What a passphrase opens. Raw: callers import what they need and let the rest go. */
export interface Secrets {
  /** AES-256, 32 bytes; the same in every slot of the device. */
  readonly dataKey: Uint8Array
  /** ECDSA P-256, PKCS #8. */
  readonly agentKey: Uint8Array
}

export interface SealedSecrets {
  readonly salt: Uint8Array
  /** iv ‖ AES-256-GCM(dataKey ‖ agentKey). */
  readonly sealed: Uint8Array
  /** The passphrase was folded before it was derived; slots made before that existed lack it. */
  readonly folded?: true
}

export interface Slot extends SealedSecrets {
  readonly agent: string
  readonly name: string
  readonly role: Role
  readonly failures: number
  /** ms since 1970 by the device's clock; no try before. */
  readonly notBefore: number
  /** Let in here without the network: their public key, by which the directory says that a supervisor agreed. */
  readonly joined?: string
}

const aad = encodeUtf8('morchid slot 1') as Bytes

const wrappingKey = async (passphrase: string, salt: Uint8Array, derive: Derive): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', (await derive(passphrase, salt)) as Bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])

export const sealSecrets = async (secrets: Secrets, passphrase: string, derive: Derive): Promise<SealedSecrets> => {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const key = await wrappingKey(folded(passphrase), salt, derive)
  return { salt, sealed: await sealUnder(key, secrets), folded: true }
}

/** With a key that only its holder can make again. */
export const sealUnder = async (key: CryptoKey, secrets: Secrets): Promise<Uint8Array> => {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const plain = new Uint8Array(32 + secrets.agentKey.length)
  plain.set(secrets.dataKey)
  plain.set(secrets.agentKey, 32)
  const ciphertext = new Uint8Array(
    await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: aad }, key, plain),
  )
  plain.fill(0)
  const sealed = new Uint8Array(12 + ciphertext.length)
  sealed.set(iv)
  sealed.set(ciphertext, 12)
  return sealed
}

/** Null when the passphrase is wrong. */
export const openSecrets = async (from: SealedSecrets, passphrase: string, derive: Derive): Promise<Secrets | null> => {
  const key = await wrappingKey(from.folded ? folded(passphrase) : passphrase, from.salt, derive)
  return openUnder(key, from.sealed)
}

/** Null under another key. */
export const openUnder = async (key: CryptoKey, sealed: Uint8Array): Promise<Secrets | null> => {
  const algorithm = { name: 'AES-GCM', iv: sealed.slice(0, 12), additionalData: aad }
  let plain: Uint8Array
  try {
    plain = new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.slice(12)))
  } catch {
    return null
  }
  return { dataKey: plain.slice(0, 32), agentKey: plain.slice(32) }
}

const freeTries = 3
const firstWaitMs = 5_000
const longestWaitMs = 15 * 60_000

/** How long after that many failures in a row: 0, 0, 0, 5 s, 10 s, 20 s … 15 min. */
export const waitAfter = (failures: number): number =>
  failures < freeTries ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - freeTries))

/** ms still to wait. A clock set back never makes it longer than the wait itself. */
export const waitOf = (slot: Pick<Slot, 'failures' | 'notBefore'>, now: number): number =>
  Math.max(0, Math.min(slot.notBefore - now, waitAfter(slot.failures)))

/** The slot as it stands at this hour: a clock that was set back in the middle of a wait begins it anew, once. */
export const seenAt = <S extends Pick<Slot, 'failures' | 'notBefore'>>(slot: S, now: number): S => {
  const longest = waitAfter(slot.failures)
  return slot.notBefore - now > longest ? { ...slot, notBefore: now + longest } : slot
}

export const afterFailure = (slot: Slot, now: number): Slot => {
  const failures = slot.failures + 1
  return { ...slot, failures, notBefore: now + waitAfter(failures) }
}

export const afterSuccess = (slot: Slot): Slot => ({ ...slot, failures: 0, notBefore: 0 })
