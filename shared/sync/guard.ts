// Reads a Yjs V1 update without Yjs and without building anything from it: what it claims to change, or why it is
// refused. Bytes that reach Yjs have passed here first (rule 8). It never throws, and its work is linear in the input.
import { decodeUtf8 } from 'lib0/string'
import { draftRoots } from '../dossier/draft.ts'
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'
import { readUint } from './bytes.ts'
import { limits } from './limits.ts'

export interface GuardLimits {
  readonly maxBytes: number
  readonly maxStructs: number
  readonly maxDeletes: number
  readonly maxClock: number
  readonly maxDepth: number
  /** Length of one run: characters of a text, clocks of a deleted range. */
  readonly maxRun: number
  readonly maxClients: number
  /** Who may have written the structs; null for a merged update from the server. */
  readonly clients: ReadonlySet<number> | null
  /** A merged update may have holes (struct kind 10). */
  readonly holes: boolean
}

export interface ClockRange {
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

export interface GuardReport {
  readonly clients: ReadonlyMap<number, ClockRange>
  readonly structs: number
  readonly deletes: number
}

export type GuardRefusal =
  | 'size'
  | 'truncated'
  | 'varint'
  | 'count'
  | 'structs'
  | 'clients'
  | 'foreign-client'
  | 'clock'
  | 'run'
  | 'kind'
  | 'root'
  | 'nested'
  | 'depth'
  | 'text'
  | 'value'
  | 'deletes'
  | 'trailing'

/**
 * Structs of one entry, and of a dossier's merged draft: Yjs may need the square of it (4,000: 0.3 s) each time a draft
 * is opened, on everybody's device. 1,500 edits of one dossier by three people come to 1,600.
 */
export const draftStructs = 4000

/** For an entry of a device: written by that one session. */
export const entryLimits = (client: number): GuardLimits => ({
  maxBytes: limits.entryBytes,
  maxStructs: draftStructs,
  maxDeletes: 20_000,
  maxClock: 2 ** 31 - 1,
  maxDepth: 8,
  maxRun: 1_000_000,
  maxClients: 1,
  clients: new Set([client]),
  holes: false,
})

/** For an entry that others bring back to a server that has lost it: its authors were checked when it first came. */
export const witnessedLimits: GuardLimits = { ...entryLimits(0), maxClients: 64, clients: null }

/** For what the server sends: many authors, merged. */
export const pulledLimits: GuardLimits = {
  ...entryLimits(0),
  maxBytes: limits.pulledBytes,
  maxStructs: 200_000,
  maxDeletes: 200_000,
  // Runs that lie side by side are merged: one can be as long as all of them.
  maxRun: 2 ** 31 - 1,
  maxClients: 10_000,
  clients: null,
  holes: true,
}

class Refused extends Error {
  readonly why: GuardRefusal
  constructor(why: GuardRefusal) {
    super(why)
    this.why = why
  }
}

const refuse = (why: GuardRefusal): never => {
  throw new Refused(why)
}

export const guardUpdate = (update: Uint8Array, bounds: GuardLimits): Result<GuardReport, GuardRefusal> => {
  try {
    return ok(inspect(update, bounds))
  } catch (cause) {
    if (cause instanceof Refused) return err(cause.why)
    throw cause
  }
}

/** Struct kinds of Yjs V1 (low five bits of the info byte). */
const kinds = { gc: 0, deleted: 1, string: 4, any: 8, skip: 10 } as const

const inspect = (update: Uint8Array, bounds: GuardLimits): GuardReport => {
  if (update.length > bounds.maxBytes) refuse('size')
  const input = createCursor(update)
  const clients = new Map<number, ClockRange>()
  let structs = 0
  const clientCount = input.uint()
  if (clientCount > bounds.maxClients) refuse('clients')
  for (let left = clientCount; left > 0; left--) {
    const count = input.uint()
    structs += count
    if (count === 0 || count > input.left() || structs > bounds.maxStructs) refuse('structs')
    const client = input.uint()
    if (bounds.clients !== null && !bounds.clients.has(client)) refuse('foreign-client')
    if (clients.has(client)) refuse('clients')
    const from = input.uint()
    let clock = from
    for (let more = count; more > 0; more--) {
      const length = readStruct(input, bounds)
      if (length < 1 || length > bounds.maxRun) refuse('run')
      clock += length
      if (clock > bounds.maxClock) refuse('clock')
    }
    clients.set(client, { from, to: clock })
  }
  const deletes = readDeletes(input, bounds)
  if (input.left() !== 0) refuse('trailing')
  return { clients, structs, deletes }
}

/** How many clocks the struct takes. */
const readStruct = (input: Cursor, bounds: GuardLimits): number => {
  const info = input.byte()
  const kind = info & 31
  if (kind === kinds.gc) return input.uint()
  if (kind === kinds.skip && bounds.holes) return input.uint()
  if (kind !== kinds.deleted && kind !== kinds.string && kind !== kinds.any) return refuse('kind')
  const hasLeft = (info & 128) !== 0
  const hasRight = (info & 64) !== 0
  if (hasLeft) readId(input, bounds)
  if (hasRight) readId(input, bounds)
  if (!hasLeft && !hasRight) {
    // Roots are named. A parent given by id would be a shared type inside another: a draft has none.
    if (input.uint() !== 1) refuse('nested')
    const root = input.text()
    if (!draftRoots.some((one) => one === root)) refuse('root')
    if ((info & 32) !== 0 && input.text() === '__proto__') refuse('value')
  }
  if (kind === kinds.deleted) return input.uint()
  if (kind === kinds.string) return input.text().length
  const count = input.uint()
  if (count > input.left()) refuse('count')
  for (let left = count; left > 0; left--) readAny(input, bounds, 1)
  return count
}

const readId = (input: Cursor, bounds: GuardLimits): void => {
  input.uint()
  if (input.uint() > bounds.maxClock) refuse('clock')
}

/** lib0's `any`: tags 116 to 127. */
const readAny = (input: Cursor, bounds: GuardLimits, depth: number): void => {
  if (depth > bounds.maxDepth) refuse('depth')
  const tag = input.byte()
  if (tag === 127 || tag === 126 || tag === 121 || tag === 120) return
  if (tag === 125) input.int()
  else if (tag === 124) input.skip(4)
  else if (tag === 123 || tag === 122) input.skip(8)
  else if (tag === 119) input.text()
  else if (tag === 118 || tag === 117) {
    const count = input.uint()
    if (count > input.left()) refuse('count')
    for (let left = count; left > 0; left--) {
      if (tag === 118 && input.text() === '__proto__') refuse('value')
      readAny(input, bounds, depth + 1)
    }
  } else refuse('value')
}

const readDeletes = (input: Cursor, bounds: GuardLimits): number => {
  const clientCount = input.uint()
  if (clientCount > input.left()) refuse('deletes')
  const seen = new Set<number>()
  let total = 0
  for (let left = clientCount; left > 0; left--) {
    const client = input.uint()
    if (seen.has(client)) refuse('deletes')
    seen.add(client)
    const count = input.uint()
    total += count
    if (count > input.left() || total > bounds.maxDeletes) refuse('deletes')
    for (let more = count; more > 0; more--) {
      const clock = input.uint()
      const length = input.uint()
      if (length < 1 || clock + length > bounds.maxClock) refuse('deletes')
    }
  }
  return total
}

interface Cursor {
  left(): number
  byte(): number
  uint(): number
  int(): void
  skip(length: number): void
  text(): string
}

const createCursor = (bytes: Uint8Array): Cursor => {
  let at = 0
  const byte = (): number => bytes[at++] ?? refuse('truncated')
  const uint = (): number => readUint(byte, refuse)
  const skip = (length: number): void => {
    if (length > bytes.length - at) refuse('truncated')
    at += length
  }
  return {
    left: () => bytes.length - at,
    byte,
    uint,
    int: () => {
      // Six bits in the first byte, then seven at a time: 2^53 fits in eight.
      let next = byte()
      for (let length = 1; next > 127; length++) {
        if (length >= 8) refuse('varint')
        next = byte()
      }
    },
    skip,
    text: () => {
      const length = uint()
      skip(length)
      try {
        return decodeUtf8(bytes.subarray(at - length, at))
      } catch {
        return refuse('text')
      }
    },
  }
}
