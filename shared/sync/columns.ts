// Values that belong together, side by side: each kind of value has its column, so that what repeats follows itself and
// costs a compressor next to nothing. Three parts, because they compress differently: `plain`, which looks like chance
// (hashes, ids, milliseconds), texts, tags with numbers. Columns have no names on the wire: both sides meet them in the
// same order. The reader must never build more than `limit` allows from what a stranger sent.
import { createEncoder, length, toUint8Array, writeUint8, writeUint8Array, writeVarUint } from 'lib0/encoding'
import { writeVarUint8Array } from 'lib0/encoding'
import type { Encoder } from 'lib0/encoding'
import { decodeUtf8, encodeUtf8 } from 'lib0/string'
import { createReader, hashToBytes, isHash, Malformed } from './bytes.ts'
import type { Reader } from './bytes.ts'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** What a value is: a text or a JSON in `texts`, ended by a zero byte; 32 bytes in `plain`; or one that was met before. */
const tags = { text: 0, json: 1, hash: 2, derived: 3, known: 4 } as const
/** How many values of a column are remembered, the first ones. */
const knownMost = 100

export interface ColumnWriter {
  uint(column: string, value: number): void
  /** Anything JSON can say; `derived` is what the reader will work out by itself. */
  value(column: string, value: unknown, derived?: unknown): void
  bytes(column: string, bytes: Uint8Array): void
  readonly plain: Encoder
  finish(): Uint8Array
}

export const createColumnWriter = (): ColumnWriter => {
  const numbers = new Map<string, { readonly e: Encoder }>()
  const values = new Map<
    string,
    { readonly e: Encoder; readonly texts: Encoder; readonly known: Map<string, number> }
  >()
  const plain = createEncoder()
  const numbersOf = (name: string): Encoder => getOrAdd(numbers, name, () => ({ e: createEncoder() })).e
  return {
    plain,
    uint: (name, value) => writeVarUint(numbersOf(name), value),
    bytes: (name, bytes) => writeVarUint8Array(numbersOf(name), bytes),
    value: (name, value, derived) => {
      const { e, texts, known } = getOrAdd(values, name, () => ({
        e: createEncoder(),
        texts: createEncoder(),
        known: new Map<string, number>(),
      }))
      if (derived !== undefined && derived === value) return writeUint8(e, tags.derived)
      if (typeof value === 'string' && isHash(value)) {
        writeUint8(e, tags.hash)
        return writeUint8Array(plain, hashToBytes(value))
      }
      const isText = typeof value === 'string' && !value.includes('\0')
      const text = isText ? value : JSON.stringify(value)
      const tag = isText ? tags.text : tags.json
      const place = known.get(`${tag}${text}`)
      if (place !== undefined) return writeUint8(e, tags.known + place)
      if (known.size < knownMost) known.set(`${tag}${text}`, known.size)
      writeUint8(e, tag)
      writeUint8Array(texts, encodeUtf8(text))
      writeUint8(texts, 0)
    },
    finish: () => {
      const all = [...numbers.values(), ...values.values()]
      const tagPart = createEncoder()
      writeVarUint(tagPart, numbers.size)
      writeVarUint(tagPart, values.size)
      for (const { e } of all) writeVarUint(tagPart, length(e))
      for (const { e } of all) writeUint8Array(tagPart, toUint8Array(e))
      const textPart = createEncoder()
      for (const { texts } of values.values()) writeUint8Array(textPart, toUint8Array(texts))
      const body = createEncoder()
      writeVarUint8Array(body, toUint8Array(plain))
      writeVarUint8Array(body, toUint8Array(textPart))
      writeUint8Array(body, toUint8Array(tagPart))
      return toUint8Array(body)
    },
  }
}

const getOrAdd = <T>(columns: Map<string, T>, name: string, make: () => T): T => {
  const known = columns.get(name)
  if (known !== undefined) return known
  const column = make()
  columns.set(name, column)
  return column
}

export interface ColumnReader {
  uint(column: string): number
  /** `derived` is asked only when the writer left the value out; undefined when there is nothing to derive it from. */
  value(column: string, derived?: () => Json | undefined): Json
  text(column: string): string
  /** Names of members; null when there is none. */
  keys(column: string): readonly string[] | null
  bytes(column: string): Uint8Array
  /** A count of things that take at least a byte each. */
  count(column: string): number
  readonly plain: Reader
  /** Takes from what may still be built or computed. */
  spend(bytes: number): void
  end(): void
}

interface ReadValue {
  readonly value: Json
  readonly cost: number
}

interface ValueColumn {
  readonly r: Reader
  readonly texts: Uint8Array
  /** How far `texts` was read. */
  at: number
  readonly known: ReadValue[]
}

/** `limit`: how much may be built in all, repeats counted each time. */
export const createColumnReader = (r: Reader, limit: number): ColumnReader => {
  const total = r.left()
  const plain = createReader(r.bytes(total))
  const closed = readColumns(r.bytes(total), r)
  const numbers = new Map<string, Reader>()
  const values = new Map<string, ValueColumn>()
  const numbersOf = (name: string): Reader =>
    getOrAdd(numbers, name, () => closed.numbers[numbers.size] ?? refuse('column'))
  let left = limit
  const spend = (bytes: number): void => {
    left -= bytes
    if (left < 0) refuse('too much')
  }
  const uint = (name: string): number => numbersOf(name).uint()
  const value = (name: string, derived?: () => Json | undefined): Json => {
    const column = getOrAdd(values, name, () => closed.values[values.size] ?? refuse('column'))
    const tag = column.r.byte()
    if (tag === tags.hash) return plain.hash()
    if (tag === tags.derived) return derived?.() ?? refuse('nothing to derive from')
    const one = tag >= tags.known ? column.known[tag - tags.known] : readText(column, tag === tags.json)
    if (!one) return refuse('value')
    if (tag < tags.known && column.known.length < knownMost) column.known.push(one)
    spend(one.cost)
    return one.value
  }
  return {
    plain,
    spend,
    uint,
    value,
    text: (name) => {
      const text = value(name)
      return typeof text === 'string' ? text : refuse('text')
    },
    keys: (name) => {
      const keys = value(name)
      return keys === null || (Array.isArray(keys) && keys.every((key) => typeof key === 'string'))
        ? keys
        : refuse('keys')
    },
    bytes: (name) => numbersOf(name).bytes(limit),
    count: (name) => {
      const n = uint(name)
      return n > total ? refuse('count') : n
    },
    end: () => {
      plain.end()
      for (const column of numbers.values()) column.end()
      // Its texts with it: there are as many as the tags say.
      for (const { r: column } of values.values()) column.end()
      if (numbers.size < closed.numbers.length || values.size < closed.values.length) refuse('columns')
    },
  }
}

const refuse = (what: string): never => {
  throw new Malformed(what)
}

const readColumns = (
  texts: Uint8Array,
  tagPart: Reader,
): { readonly numbers: readonly Reader[]; readonly values: readonly ValueColumn[] } => {
  const [numbers, values] = [tagPart.count(1, tagPart.left()), tagPart.count(1, tagPart.left())]
  const sizes = Array.from({ length: numbers + values }, () => tagPart.uint())
  const contents = sizes.map((size) => tagPart.take(size))
  tagPart.end()
  let at = 0
  /** A column's texts are as many as its tags say. */
  const textsOf = (column: Uint8Array): Uint8Array => {
    const from = at
    for (const tag of column) if (tag <= tags.json) at = texts.indexOf(0, at) + 1 || refuse('text')
    return texts.subarray(from, at)
  }
  const columns = {
    numbers: contents.slice(0, numbers).map(createReader),
    values: contents
      .slice(numbers)
      .map((column) => ({ r: createReader(column), texts: textsOf(column), at: 0, known: [] })),
  }
  return at === texts.length ? columns : refuse('texts')
}

const readText = (column: ValueColumn, isJson: boolean): ReadValue => {
  const end = column.texts.indexOf(0, column.at)
  const text = utf8(column.texts.subarray(column.at, end))
  const cost = end - column.at + 1
  column.at = end + 1
  return { value: isJson ? json(text) : text, cost }
}

const utf8 = (bytes: Uint8Array): string => {
  try {
    return decodeUtf8(bytes)
  } catch {
    return refuse('utf-8')
  }
}

const json = (text: string): Json => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('json')
  }
  return isSound(value, 8) ? value : refuse('json')
}

/** Can be written again in the canonical form: no endless depth, no infinite number, no half of a character. */
const isSound = (value: unknown, depth: number): value is Json => {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  return depth > 0 && Object.entries(value).every(([key, one]) => key.isWellFormed() && isSound(one, depth - 1))
}
