// Single facts of the device. What is in clear here names staff at most; whatever concerns a citizen is sealed.
import * as v from 'valibot'
import type { Database } from './database.ts'
import { openJson, sealJson } from './seal.ts'

const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array)
const whole = v.pipe(v.number(), v.integer())
const epoch = v.object({ counter: whole, random: v.string() })
const sealedSecrets = { salt: bytes, sealed: bytes, folded: v.exactOptional(v.literal(true)) }

const pair = v.custom<CryptoKeyPair>((value) => typeof value === 'object' && value !== null && 'privateKey' in value)

const schemas = {
  device: v.object({
    id: v.string(),
    /** Says "this kiosk", and gives no right to read anything: it lies in clear in the browser's profile. */
    keys: pair,
  }),
  /** Raw P-256 point that packets are sealed to; base64url. */
  'server-key': v.string(),
  sync: v.object({
    epoch: v.nullable(epoch),
    cursors: v.record(v.string(), whole),
    beacon: v.nullable(v.string()),
    directoryVersion: v.nullable(v.string()),
    /** What the server offers; the packs on the device may still be older. */
    packsVersion: v.nullable(v.string()),
    /** ISO 8601, by the device's clock. */
    lastSync: v.nullable(v.string()),
    /** Absent until the server first tells of a backup. */
    backup: v.optional(whole, 0),
    /** The server has more for this device than it has read. */
    more: v.optional(v.boolean(), false),
  }),
  references: v.array(v.object({ site: whole, from: whole, to: whole, next: whole })),
  /** Dossiers whose summary must be made again: something changed while the device was locked. */
  stale: v.array(v.string()),
  /** Every dossier that can be read has a line, as far as apps up to this number could read (models/commune-desks.ts). */
  listed: whole,
  /** Damage found at a start and not yet told to the commune (models/damage.ts): counts alone. */
  incident: v.object({
    found: v.picklist(['lost', 'behind', 'rows']),
    back: v.object({ rows: whole, packets: whole, recordings: whole }),
    missing: v.object({ rows: whole, packets: whole }),
    mirror: v.picklist(['whole', 'cut', 'none']),
  }),
  /** Enrolments asked for whose answer never came; kept so that the same keys are offered again. */
  enrolling: v.array(v.object({ code: v.string(), ...sealedSecrets })),
  /** The data key, sealed to the organisation's offline key; base64url (models/recovery.ts). */
  recovery: v.object({ key: v.string(), sealed: v.string() }),
  /** What an answer to this device's request opens with; there until one came. */
  recovering: pair,
  /** How long reading is allowed without a contact, and what the clock has shown since (models/lease.ts). */
  lease: v.object({ days: whole, server: v.number(), base: v.number(), at: v.number(), spent: v.number() }),
  /** People whose access was ended and whose slot is the last one here (models/withdrawn.ts). */
  withdrawn: v.array(v.string()),
  /** What the commune ordered of this device (models/orders.ts). */
  orders: v.object({ revoked: v.boolean(), erase: v.boolean(), reported: v.boolean() }),
} as const

export type MetaKey = keyof typeof schemas
export type MetaValue<K extends MetaKey> = v.InferOutput<(typeof schemas)[K]>

export const noSync: MetaValue<'sync'> = {
  epoch: null,
  cursors: {},
  beacon: null,
  directoryVersion: null,
  packsVersion: null,
  lastSync: null,
  backup: 0,
  more: false,
}

/** Null when it was never written, or is no longer of its shape. */
export const readMeta = async <K extends MetaKey>(database: Database, key: K): Promise<MetaValue<K> | null> => {
  const found = await database.meta.get(key)
  const parsed = v.safeParse(schemas[key], found?.value)
  return parsed.success ? (parsed.output as MetaValue<K>) : null
}

export const writeMeta = async <K extends MetaKey>(database: Database, key: K, value: MetaValue<K>): Promise<void> => {
  await database.meta.put({ key, value })
}

const slotSchema = v.object({
  agent: v.string(),
  name: v.string(),
  role: v.picklist(['mediator', 'clerk', 'officer', 'supervisor', 'system']),
  ...sealedSecrets,
  failures: whole,
  notBefore: v.number(),
  joined: v.exactOptional(v.string()),
})
const slotPrefix = 'slot:'

export const slotKey = (agent: string): string => `${slotPrefix}${agent}`

export const readSlots = async (database: Database): Promise<readonly v.InferOutput<typeof slotSchema>[]> => {
  const found = await database.meta.where('key').startsWith(slotPrefix).toArray()
  return found.map(({ value }) => v.parse(slotSchema, value))
}

/** `asleep:<dossier>` is the picture that a request left for later is found by; `pin:<agent>` gives the screen back;
 * `visits:<unit>` is the last day whose visits were counted. */
export type SealedKey =
  | 'directory'
  | 'device-key'
  | `place:${string}`
  | `request:${string}`
  | `receipt:${string}`
  | `seal:${string}`
  | `printed:${string}`
  | `asleep:${string}`
  | `supply:${string}`
  | `pin:${string}`
  | `visits:${string}`

export const sealMeta = async (key: CryptoKey, name: SealedKey, value: unknown) => ({
  key: name,
  value: await sealJson(key, { table: 'meta', dossier: name, number: 0 }, value),
})

/** The sealed facts whose name begins so, by the rest of their names; null ones are damaged. */
export const openMetaOf = async (
  database: Database,
  key: CryptoKey,
  prefix: 'asleep:',
): Promise<ReadonlyMap<string, unknown>> => {
  const found = await database.meta.where('key').startsWith(prefix).primaryKeys()
  const opened = await Promise.all(
    found.map(async (name) => {
      const rest = name.slice(prefix.length)
      return [rest, await openMeta(database, key, `${prefix}${rest}`).catch(() => null)] as const
    }),
  )
  return new Map(opened)
}

/** Null when it was never written. Throws when it was damaged or moved. */
export const openMeta = async (database: Database, key: CryptoKey, name: SealedKey): Promise<unknown> => {
  const found = await database.meta.get(name)
  if (!(found?.value instanceof Uint8Array)) return null
  return openJson(key, { table: 'meta', dossier: name, number: 0 }, found.value)
}
