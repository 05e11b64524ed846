// What the mirror holds, as changes one after the other: the copy of those rows of the database without which something
// kept would be lost. Values go in as they are there, sealed where they are sealed there; what the server has already
// is not in it. A value that is no longer of its shape is left out, never guessed.
import { decode, encode } from 'cborg'
import * as v from 'valibot'
import type { BlobRow, Cached, ChainRow, Meta, OutboxRow, Row } from './database.ts'

export interface Mirrored {
  readonly rows: Row
  readonly chains: ChainRow
  readonly outbox: OutboxRow
  readonly meta: Meta
  readonly blobs: BlobRow
  readonly packs: Cached
}
export type MirrorTable = keyof Mirrored

/** The order in which room is given when there is little. */
export const mirrorTables = ['meta', 'chains', 'rows', 'outbox', 'packs', 'blobs'] as const satisfies MirrorTable[]

const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array)
const whole = v.pipe(v.number(), v.integer())
const flag = v.exactOptional(v.literal(1))

const schemas: { readonly [T in MirrorTable]: v.GenericSchema<unknown, Mirrored[T]> } = {
  rows: v.object({
    key: whole,
    dossier: v.string(),
    kind: v.picklist(['draft', 'act']),
    incarnation: v.string(),
    unsent: flag,
    n: v.exactOptional(whole),
    entry: v.exactOptional(v.string()),
    pending: flag,
    covered: flag,
    sealed: bytes,
  }),
  chains: v.object({
    incarnation: v.string(),
    born: whole,
    agent: v.string(),
    certificate: bytes,
    sealedKey: v.nullable(bytes),
    n: whole,
    hash: v.string(),
    acked: whole,
    forked: v.exactOptional(v.boolean()),
    stable: v.exactOptional(whole),
  }),
  outbox: v.object({ order: v.exactOptional(whole), incarnation: v.string(), n: whole, hash: v.string(), bytes }),
  meta: v.object({ key: v.string(), value: v.unknown() }),
  blobs: v.object({ hash: v.string(), sealed: bytes }),
  packs: v.object({ id: v.string(), value: v.unknown() }),
}

const keys: { readonly [T in MirrorTable]: (value: Mirrored[T]) => string } = {
  rows: ({ key }) => String(key),
  chains: ({ incarnation }) => incarnation,
  outbox: ({ order }) => String(order),
  meta: ({ key }) => key,
  blobs: ({ hash }) => hash,
  packs: ({ id }) => id,
}
export const mirrorKey = <T extends MirrorTable>(table: T, value: Mirrored[T]): string => keys[table](value)

/** Encoded one by one: one value that cannot be written keeps no other out. */
export interface MirrorChange {
  /** In a file's first change, which is the whole: the file with the higher one counts. */
  readonly generation?: number
  readonly put: readonly (readonly [table: string, key: string, value: Uint8Array])[]
  readonly drop: readonly (readonly [table: string, key: string])[]
}

/** Null for what only this browser can hold: a key that it does not give away. */
export const encodeValue = (value: unknown): Uint8Array | null => {
  try {
    return encode(value)
  } catch {
    return null
  }
}

export const encodeChange = (change: MirrorChange): Uint8Array => encode(change)

const changeSchema = v.object({
  generation: v.exactOptional(whole),
  put: v.array(v.tuple([v.string(), v.string(), bytes])),
  drop: v.array(v.tuple([v.string(), v.string()])),
})

/** 0 when it is not the beginning of a file. */
export const generationOf = (payload: Uint8Array): number => {
  const parsed = v.safeParse(changeSchema, decoded(payload))
  return parsed.success ? (parsed.output.generation ?? 0) : 0
}

export type Kept = { readonly [T in MirrorTable]: ReadonlyMap<string, Mirrored[T]> }

/** What is kept once all these changes are made. */
export const foldChanges = (payloads: readonly Uint8Array[]): Kept => {
  const last = new Map<string, Map<string, Uint8Array>>()
  for (const payload of payloads) {
    const parsed = v.safeParse(changeSchema, decoded(payload))
    if (!parsed.success) continue
    for (const [table, key, value] of parsed.output.put) {
      const of = last.get(table) ?? new Map<string, Uint8Array>()
      last.set(table, of.set(key, value))
    }
    for (const [table, key] of parsed.output.drop) last.get(table)?.delete(key)
  }
  const table = <T extends MirrorTable>(name: T): ReadonlyMap<string, Mirrored[T]> => {
    const found = new Map<string, Mirrored[T]>()
    for (const [key, value] of last.get(name) ?? []) {
      const parsed = v.safeParse(schemas[name], decoded(value))
      if (parsed.success) found.set(key, parsed.output as Mirrored[T])
    }
    return found
  }
  return {
    meta: table('meta'),
    chains: table('chains'),
    rows: table('rows'),
    outbox: table('outbox'),
    packs: table('packs'),
    blobs: table('blobs'),
  }
}

const decoded = (value: Uint8Array): unknown => {
  try {
    return decode(value)
  } catch {
    return null
  }
}
