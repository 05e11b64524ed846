// A draft's Yjs update in columns: the same field of all dossiers side by side. Whose clientID it is, is said by a place
// in the table of sittings, and worked out again. It must give back the update it was given, byte for byte.
import type { Answers } from '../form/form.ts'
import { isRegister } from '../dossier/draft.ts'
import type { BodyMemory } from './body-memory.ts'
import { readClient, writeClient, type Authors } from './body-sittings.ts'
import { Malformed } from './bytes.ts'
import type { ColumnReader, ColumnWriter, Json } from './columns.ts'
import { infoBits, lengthOf, structKinds, type DraftUpdate, type Struct, type StructId } from './yjs-update.ts'

/** Keys of answers by struct, so that a value written over another needs no name. */
type Subs = Map<string, string>
const idText = ({ client, clock }: StructId): string => `${client}:${clock}`

export const writeDraft = (
  c: ColumnWriter,
  memory: BodyMemory,
  authors: Authors,
  dossier: string,
  update: DraftUpdate,
): void => {
  const whose = (client: number): void => writeClient(c, memory, authors, dossier, client)
  const subs: Subs = new Map()
  c.uint('clients', update.clients.length)
  for (const { client, clock: start, structs } of update.clients) {
    whose(client)
    c.uint('structs', structs.length)
    c.uint('clock', start)
    let clock = start
    for (const struct of structs) {
      writeStruct(c, memory, whose, { client, clock }, struct, subs)
      clock += lengthOf(struct)
    }
  }
  c.uint('deletes', update.deletes.length)
  for (const { client, ranges } of update.deletes) {
    whose(client)
    c.uint('deletes', ranges.length)
    for (const range of ranges) for (const part of range) c.uint('deletes', part)
  }
  memory.tookAnswers(dossier, () => answersOf(update, subs))
}

export const readDraft = (c: ColumnReader, memory: BodyMemory, dossier: string): DraftUpdate => {
  const subs: Subs = new Map()
  const clients = readList(c, 'clients', () => {
    const client = readClient(c, memory, dossier)
    const count = c.count('structs')
    const start = c.uint('clock')
    const structs: Struct[] = []
    let clock = start
    for (let left = count; left > 0; left--) {
      const struct = readStruct(c, memory, dossier, { client, clock }, subs)
      structs.push(struct)
      clock += lengthOf(struct)
    }
    return { client, clock: start, structs }
  })
  const deletes = readList(c, 'deletes', () => ({
    client: readClient(c, memory, dossier),
    ranges: readList(c, 'deletes', () => [c.uint('deletes'), c.uint('deletes')] as const),
  }))
  const update = { clients, deletes }
  memory.tookAnswers(dossier, () => answersOf(update, subs))
  return update
}

const refuse = (what: string): never => {
  throw new Malformed(what)
}

const readList = <T>(c: ColumnReader, column: string, read: () => T): readonly T[] => {
  const items: T[] = []
  for (let left = c.count(column); left > 0; left--) {
    c.spend(8)
    items.push(read())
  }
  return items
}

/** What the draft alone says was answered: the last value written under each field. */
const answersOf = ({ clients }: DraftUpdate, subs: Subs): Answers => {
  const answers = new Map<string, Answers[string]>()
  for (const { client, clock: start, structs } of clients) {
    let clock = start
    for (const struct of structs) {
      const sub = subs.get(idText({ client, clock }))
      const register = typeof struct.content === 'object' ? struct.content.at(-1) : null
      if (sub !== undefined && isRegister(register)) answers.set(fieldOf(sub).field, register.v)
      clock += lengthOf(struct)
    }
  }
  return Object.fromEntries(answers)
}

const fieldOf = (sub: string): { readonly field: string; readonly incarnation: string | null } => {
  const bar = sub.lastIndexOf('|')
  return bar < 0 ? { field: sub, incarnation: null } : { field: sub.slice(0, bar), incarnation: sub.slice(bar + 1) }
}

// ---------------------------------------------------------------- one struct

/** What a struct costs a reader at least. */
const structCost = 32

const hasId = (info: number): boolean => {
  const kind = info & infoBits.kind
  return kind !== structKinds.gc && kind !== structKinds.skip
}

const writeStruct = (
  c: ColumnWriter,
  memory: BodyMemory,
  whose: (client: number) => void,
  at: StructId,
  struct: Struct,
  subs: Subs,
): void => {
  const { info, left, right, root, content } = struct
  c.uint('info', info)
  for (const id of [left, right]) if (id) writeId(c, whose, at, id)
  if (root !== null) c.value('root', root)
  if (struct.sub !== null) {
    const { field, incarnation } = fieldOf(struct.sub)
    c.value('field', field)
    c.value('incarnation', incarnation, memory.sitting?.incarnation)
  }
  const sub = struct.sub ?? (left && subs.get(idText(left))) ?? ''
  if (sub !== '') subs.set(idText(at), sub)
  if (typeof content === 'number') return c.uint('length', content)
  if (typeof content === 'string') return c.value('note', content)
  c.uint('values', content.length)
  for (const value of content) writeValue(c, columnOf(sub), value)
}

const readStruct = (c: ColumnReader, memory: BodyMemory, dossier: string, at: StructId, subs: Subs): Struct => {
  c.spend(structCost)
  const info = c.uint('info')
  const kind = info & infoBits.kind
  const left = hasId(info) && (info & infoBits.left) !== 0 ? readId(c, memory, dossier, at) : null
  const right = hasId(info) && (info & infoBits.right) !== 0 ? readId(c, memory, dossier, at) : null
  const named = hasId(info) && !left && !right
  const root = named ? c.text('root') : null
  const own = named && (info & infoBits.sub) !== 0 ? readSub(c, memory) : null
  const sub = own ?? (left && subs.get(idText(left))) ?? ''
  if (sub !== '') subs.set(idText(at), sub)
  return { info, left, right, root, sub: own, content: readContent(c, kind, columnOf(sub)) }
}

const readSub = (c: ColumnReader, memory: BodyMemory): string => {
  const field = c.text('field')
  const incarnation = c.value('incarnation', () => memory.sitting?.incarnation)
  if (incarnation === null) return field
  return typeof incarnation === 'string' ? `${field}|${incarnation}` : refuse('incarnation')
}

const readContent = (c: ColumnReader, kind: number, column: string): Struct['content'] => {
  if (kind === structKinds.string) return c.text('note')
  if (kind !== structKinds.any) return c.uint('length')
  const values: Json[] = []
  for (let left = c.count('values'); left > 0; left--) {
    c.spend(8)
    values.push(readValue(c, column))
  }
  return values
}

/** Answers to the same question share a column, in each instance of a repeat too. */
const columnOf = (sub: string): string => `v:${fieldOf(sub).field.replace(/\[.*\]/, '[]')}`

/** A register: its keys together, then each member in a column of its own. */
const writeValue = (c: ColumnWriter, column: string, value: Json): void => {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  c.value('keys', isObject ? Object.keys(value) : null)
  if (!isObject) return c.value(column, value)
  for (const [key, member] of Object.entries(value)) c.value(key === 'v' ? column : `r:${key}`, member)
}

const readValue = (c: ColumnReader, column: string): Json => {
  const keys = c.keys('keys')
  if (keys === null) return c.value(column)
  return Object.fromEntries(keys.map((key) => [key, c.value(key === 'v' ? column : `r:${key}`)]))
}

/** Mostly the clock just before, of the same author. */
const writeId = (c: ColumnWriter, whose: (client: number) => void, { client, clock }: StructId, id: StructId): void => {
  const back = id.client === client ? clock - id.clock : 0
  c.uint('back', Math.max(0, back))
  if (back > 0) return
  whose(id.client)
  c.uint('clock', id.clock)
}

const readId = (c: ColumnReader, memory: BodyMemory, dossier: string, { client, clock }: StructId): StructId => {
  const back = c.uint('back')
  if (back > clock) refuse('clock')
  return back > 0 ? { client, clock: clock - back } : { client: readClient(c, memory, dossier), clock: c.uint('clock') }
}
