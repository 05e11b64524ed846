// A Yjs V1 update as plain data and back, without Yjs: only what a draft holds (values, texts, deletions under named
// roots). It must never change a byte: what does not come back the same is not for it.
import { createEncoder, toUint8Array, writeAny, writeUint8, writeVarString, writeVarUint } from 'lib0/encoding'
import type { Encoder } from 'lib0/encoding'
import { createReader, Malformed } from './bytes.ts'
import type { Reader } from './bytes.ts'
import type { Json } from './columns.ts'

export interface StructId {
  readonly client: number
  readonly clock: number
}

export interface Struct {
  /** Kind in the low five bits, then: has a sub-key, a right, a left. */
  readonly info: number
  readonly left: StructId | null
  readonly right: StructId | null
  /** Name of the root type; null when left or right say where it is. */
  readonly root: string | null
  readonly sub: string | null
  /** A run of characters, of values, or only how many there were. */
  readonly content: string | readonly Json[] | number
}

export interface DraftUpdate {
  readonly clients: readonly { readonly client: number; readonly clock: number; readonly structs: readonly Struct[] }[]
  readonly deletes: readonly { readonly client: number; readonly ranges: readonly (readonly [number, number])[] }[]
}

export const infoBits = { left: 128, right: 64, sub: 32, kind: 31 } as const
/** Struct kinds of Yjs V1. */
export const structKinds = { gc: 0, deleted: 1, string: 4, any: 8, skip: 10 } as const

/** How many clocks a struct takes. */
export const lengthOf = ({ content }: Struct): number => (typeof content === 'number' ? content : content.length)

const refuse = (what: string): never => {
  throw new Malformed(what)
}

/** Throws `Malformed` for anything else than a draft's update. */
export const readUpdate = (bytes: Uint8Array): DraftUpdate => {
  const r = createReader(bytes)
  const list = <T>(read: () => T): T[] => {
    const items: T[] = []
    for (let left = r.count(1, bytes.length); left > 0; left--) items.push(read())
    return items
  }
  const clients = list(() => {
    const count = r.count(1, bytes.length)
    const [client, clock] = [r.uint(), r.uint()]
    const structs: Struct[] = []
    for (let left = count; left > 0; left--) structs.push(readStruct(r))
    return { client, clock, structs }
  })
  const deletes = list(() => ({ client: r.uint(), ranges: list(() => [r.uint(), r.uint()] as const) }))
  r.end()
  return { clients, deletes }
}

const readStruct = (r: Reader): Struct => {
  const info = r.byte()
  const kind = info & infoBits.kind
  const bare = { info, left: null, right: null, root: null, sub: null }
  if (kind === structKinds.gc || kind === structKinds.skip) return { ...bare, content: r.uint() }
  const left = (info & infoBits.left) === 0 ? null : readId(r)
  const right = (info & infoBits.right) === 0 ? null : readId(r)
  const named = !left && !right
  if (named && r.uint() !== 1) refuse('nested')
  const root = named ? r.text(r.left()) : null
  const sub = named && (info & infoBits.sub) !== 0 ? r.text(r.left()) : null
  return { info, left, right, root, sub, content: readContent(r, kind) }
}

const readId = (r: Reader): StructId => ({ client: r.uint(), clock: r.uint() })

const readContent = (r: Reader, kind: number): Struct['content'] => {
  if (kind === structKinds.deleted) return r.uint()
  if (kind === structKinds.string) return r.text(r.left())
  if (kind !== structKinds.any) return refuse('kind')
  const values: Json[] = []
  for (let left = r.count(1, r.left()); left > 0; left--) values.push(readAny(r, 8))
  return values
}

/** lib0's `any`, as far as JSON can say it. */
const readAny = (r: Reader, depth: number): Json => {
  if (depth < 0) refuse('depth')
  const tag = r.byte()
  if (tag === 126) return null
  if (tag === 121 || tag === 120) return tag === 120
  if (tag === 125) return readInt(r)
  if (tag === 124) return finite(viewOf(r, 4).getFloat32(0))
  if (tag === 123) return finite(viewOf(r, 8).getFloat64(0))
  if (tag === 119) return r.text(r.left())
  if (tag !== 118 && tag !== 117) return refuse('value')
  const items: [string, Json][] = []
  for (let left = r.count(1, r.left()); left > 0; left--)
    items.push([tag === 118 ? r.text(r.left()) : '', readAny(r, depth - 1)])
  return tag === 118 ? Object.fromEntries(items) : items.map(([, item]) => item)
}

const viewOf = (r: Reader, length: number): DataView => {
  const bytes = r.take(length)
  return new DataView(bytes.buffer, bytes.byteOffset, length)
}

const finite = (value: number): number => (Number.isFinite(value) ? value : refuse('value'))

/** Six bits and a sign in the first byte, then seven at a time. */
const readInt = (r: Reader): number => {
  const first = r.byte()
  const rest = first < 128 ? 0 : r.uint()
  const size = (first & 63) + rest * 64
  // JSON knows no negative zero.
  if (!Number.isSafeInteger(size) || (size === 0 && first !== 0)) refuse('int')
  return (first & 64) === 0 ? size : -size
}

export const writeUpdate = ({ clients, deletes }: DraftUpdate): Uint8Array => {
  const e = createEncoder()
  writeVarUint(e, clients.length)
  for (const { client, clock, structs } of clients) {
    writeVarUint(e, structs.length)
    writeVarUint(e, client)
    writeVarUint(e, clock)
    for (const struct of structs) writeStruct(e, struct)
  }
  writeVarUint(e, deletes.length)
  for (const { client, ranges } of deletes) {
    writeVarUint(e, client)
    writeVarUint(e, ranges.length)
    for (const [clock, length] of ranges) {
      writeVarUint(e, clock)
      writeVarUint(e, length)
    }
  }
  return toUint8Array(e)
}

const writeStruct = (e: Encoder, { info, left, right, root, sub, content }: Struct): void => {
  writeUint8(e, info)
  for (const id of [left, right]) {
    if (!id) continue
    writeVarUint(e, id.client)
    writeVarUint(e, id.clock)
  }
  if (root !== null) {
    writeVarUint(e, 1)
    writeVarString(e, root)
  }
  if (sub !== null) writeVarString(e, sub)
  if (typeof content === 'number') writeVarUint(e, content)
  else if (typeof content === 'string') writeVarString(e, content)
  else {
    writeVarUint(e, content.length)
    for (const value of content) writeAny(e, value)
  }
}
