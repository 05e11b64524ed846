// The second slot a person may have on a device: opened by what their security key or fingerprint computes (WebAuthn PRF),
// beside the passphrase, never instead of it. Of no use without the key that made it: nothing here can be guessed.
import * as v from 'valibot'
import type { Database } from './database.ts'
import { openUnder, sealUnder } from './slot.ts'
import type { Secrets } from './slot.ts'

const bytes = v.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array)
const schema = v.object({
  agent: v.string(),
  /** Which key to ask for. */
  credential: bytes,
  /** What it computes on. */
  salt: bytes,
  sealed: bytes,
})
export type PrfSlot = v.InferOutput<typeof schema>

const prefix = 'prf:'
export const prfKey = (agent: string): string => `${prefix}${agent}`

export const readPrfSlot = async (database: Database, agent: string): Promise<PrfSlot | null> => {
  const found = v.safeParse(schema, (await database.meta.get(prfKey(agent)))?.value)
  return found.success ? found.output : null
}

/** Whose key opens this device. */
export const readPrfAgents = async (database: Database): Promise<ReadonlySet<string>> => {
  const keys = await database.meta.where('key').startsWith(prefix).primaryKeys()
  return new Set(keys.map((key) => key.slice(prefix.length)))
}

export const writePrfSlot = async (
  database: Database,
  { agent, credential, salt }: Omit<PrfSlot, 'sealed'>,
  computed: Uint8Array<ArrayBuffer>,
  secrets: Secrets,
): Promise<void> => {
  const sealed = await sealUnder(await wrappingKey(computed, salt), secrets)
  await database.meta.put({ key: prfKey(agent), value: { agent, credential, salt, sealed } })
}

/** Null when the key computed something else. */
export const openPrfSlot = async (slot: PrfSlot, computed: Uint8Array<ArrayBuffer>): Promise<Secrets | null> =>
  openUnder(await wrappingKey(computed, slot.salt), slot.sealed)

/** 32 bytes that look random need no stretching: HKDF binds them to this use. */
const wrappingKey = async (computed: Uint8Array<ArrayBuffer>, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> => {
  const base = await crypto.subtle.importKey('raw', computed, 'HKDF', false, ['deriveKey'])
  const info = new TextEncoder().encode('morchid prf slot 1')
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info }
  return crypto.subtle.deriveKey(algorithm, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}
