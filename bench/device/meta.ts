// The few facts of a device that are not rows: who it is, what it knows of the server. JSON in one table, made sure of
// when it is read back, like everything that comes from a disk.
import * as v from 'valibot'
import type { Tables } from './tables.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** Made once, and kept before the server is asked: an enrolment whose answer was lost is asked for again with it. */
const identity = v.object({
  device: v.string(),
  /** Points and the agent's private key (PKCS #8), base64url. */
  devicePoint: v.string(),
  agentPoint: v.string(),
  agentKey: v.string(),
})

const enrolled = v.object({
  agent: v.string(),
  unit: v.string(),
  role: v.picklist(['mediator', 'clerk', 'officer', 'supervisor', 'system']),
  /** The server's sealing key, a raw point, base64url. */
  sealKey: v.string(),
})

const sync = v.object({
  epoch: v.nullable(v.object({ counter: count, random: v.string() })),
  cursors: v.record(v.string(), count),
  beacon: v.nullable(v.string()),
  directoryVersion: v.nullable(v.string()),
  backup: count,
})

const packs = v.object({ version: v.string(), packs: v.array(v.unknown()) })

const shapes = { identity, enrolled, sync, packs, directory: v.looseObject({}) }

export type Meta = { readonly [K in keyof typeof shapes]: v.InferOutput<(typeof shapes)[K]> }

export const noSync: Meta['sync'] = { epoch: null, cursors: {}, beacon: null, directoryVersion: null, backup: 0 }

export const readMeta = <K extends keyof Meta>(tables: Tables, key: K): Meta[K] | null => {
  const row = tables.get('select value from meta where key = ?', key)
  return row ? parsed(key, JSON.parse(String(row['value']))) : null
}

const parsed = <K extends keyof Meta>(key: K, value: unknown): Meta[K] =>
  // TypeScript does not follow the key through the table of shapes; v.parse has looked at every member.
  v.parse(shapes[key], value) as Meta[K]

/** Inside a transaction of the caller. */
export const writeMeta = <K extends keyof Meta>(tables: Tables, key: K, value: Meta[K]): void => {
  tables.run(
    `insert into meta (key, value) values (?, ?)
    on conflict (key) do update set value = excluded.value`,
    key,
    JSON.stringify(value),
  )
}
