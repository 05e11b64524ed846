// The editable part of a dossier: one Y.Doc with three root types and flat keys only (nested shared types lose a
// subtree when two people create them apart).
//
//   answers      Y.Map   `field|incarnation` → Register   a multi-value register per field
//   attachments  Y.Map   sha256 → Attachment              what was photographed; frozen by `submitted`
//   notes        Y.Text  the desk's shared working note
//
// A register says what it saw: `over` holds, for every other key of its field, the highest `n` known when it was
// written. A value hides only what it has seen; two values that have not seen each other both stay and are shown to
// a person. `over` alone, without `n`, would hide a later value written under the same key (a sitting may change its mind).
//
// What stands beside a value (`proof`, `mode`, `heard`, `side`) may grow: a reader passes over members and words it does
// not know, and never loses the value for them.
import * as v from 'valibot'
import * as Y from 'yjs'
import type { AnswerValue, Answers } from '../form/form.ts'
import { varieties } from '../speech/variety.ts'
import { byPage, paperShape, type Paper } from './paper.ts'
import { answerSides, helpModes, proofs, type Said } from './said.ts'

export type { Said, SaidBy } from './said.ts'

export interface Register extends Said {
  readonly v: AnswerValue
  /** Counts the writes under this key, from 1. */
  readonly n: number
  readonly over: Readonly<Record<string, number>>
}

/** `field`: the paper among what the pack asks for, or the question. Without `page`, it is the only one. */
export interface Attachment {
  readonly field: string
  readonly mediaType: string
  readonly size: number
  readonly page?: number
  readonly thumb?: string
}

export interface Candidate {
  readonly key: string
  readonly incarnation: string
  readonly register: Register
}

const answerValue = v.union([
  v.string(),
  v.pipe(v.number(), v.finite()),
  v.boolean(),
  v.null(),
  v.array(v.string()),
  v.strictObject({
    lat: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
    lon: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
    alt: v.exactOptional(v.number()),
    accuracy: v.exactOptional(v.number()),
  }),
])

export const isAnswerValue = (value: unknown): value is AnswerValue => v.is(answerValue, value)

const register = v.looseObject({
  v: answerValue,
  n: v.pipe(v.number(), v.integer(), v.minValue(1)),
  over: v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(1))),
  by: v.string(),
  said: v.picklist(['citizen', 'helper', 'document']),
})

/** What every register has; the rest of it is read by `parseRegister`. */
export type RegisterCore = Pick<Register, 'v' | 'n' | 'over' | 'by' | 'said'>

export const isRegister = (value: unknown): value is RegisterCore => v.is(register, value)

/** Null when it is no register. Members and words that are not known here are left out. */
export const parseRegister = (value: unknown): Register | null => {
  const parsed = v.safeParse(register, value)
  if (!parsed.success) return null
  const { v: answer, n, over, by, said, ...rest } = parsed.output
  const proof = wordOf(proofs, rest['proof'])
  const mode = wordOf(helpModes, rest['mode'])
  const heard = wordOf(varieties, rest['heard'])
  const side = wordOf(answerSides, rest['side'])
  return {
    v: answer,
    n,
    over,
    by,
    said,
    ...(proof === undefined ? {} : { proof }),
    ...(mode === undefined ? {} : { mode }),
    ...(heard === undefined ? {} : { heard }),
    ...(side === undefined ? {} : { side }),
  }
}

const wordOf = <W extends string>(words: readonly W[], value: unknown): W | undefined =>
  words.find((word) => word === value)

const attachment = v.strictObject({
  field: v.string(),
  mediaType: v.string(),
  size: v.pipe(v.number(), v.integer(), v.minValue(0)),
  page: v.exactOptional(paperShape.entries.page),
  thumb: paperShape.entries.thumb,
})

export const isAttachment = (value: unknown): value is Attachment => v.is(attachment, value)

export const draftRoots = ['answers', 'attachments', 'notes'] as const

export const answerKey = (field: string, incarnation: string): string => `${field}|${incarnation}`

/** Null when it is no answer key. */
export const parseAnswerKey = (key: string): { field: string; incarnation: string } | null => {
  const bar = key.lastIndexOf('|')
  if (bar < 1 || bar === key.length - 1) return null
  return { field: key.slice(0, bar), incarnation: key.slice(bar + 1) }
}

/** `clientID` is the 53-bit hash of (device, incarnation, dossier); never random, never re-used. */
export const openDraft = (clientID: number, state: Uint8Array | null): Y.Doc => {
  // A made-up id costs as much as all else here, a hundred times for a list, and nobody reads it.
  const doc = new Y.Doc({ guid: 'draft' })
  doc.getMap('answers')
  doc.getMap('attachments')
  doc.getText('notes')
  if (state) Y.applyUpdate(doc, state)
  // Last: Yjs takes another clientID when an update brings structs of its own.
  doc.clientID = clientID
  return doc
}

/** What a document holds is never changed in place, and every answer asks for all registers again: each is read once. */
const read = new WeakMap<object, Register | null>()
const registerOf = (value: unknown): Register | null => {
  if (typeof value !== 'object' || value === null) return null
  const known = read.get(value)
  if (known !== undefined) return known
  const register = parseRegister(value)
  read.set(value, register)
  return register
}

const candidatesByField = (doc: Y.Doc): Map<string, Candidate[]> => {
  const fields = new Map<string, Candidate[]>()
  for (const [key, value] of doc.getMap<unknown>('answers')) {
    const parsed = parseAnswerKey(key)
    const register = registerOf(value)
    if (!parsed || !register) continue
    const list = fields.get(parsed.field) ?? []
    list.push({ key, incarnation: parsed.incarnation, register })
    fields.set(parsed.field, list)
  }
  return fields
}

const visible = (candidates: readonly Candidate[]): Candidate[] =>
  candidates
    .filter(
      (one) => !candidates.some((other) => other !== one && (other.register.over[one.key] ?? 0) >= one.register.n),
    )
    .sort((a, b) => (a.key < b.key ? -1 : 1))

/** Writes one answer over everything this document has seen of the field. Returns the update to keep (Yjs V1). */
export const setAnswer = (
  doc: Y.Doc,
  incarnation: string,
  field: string,
  value: AnswerValue,
  who: Said,
): Uint8Array => {
  const key = answerKey(field, incarnation)
  const candidates = candidatesByField(doc).get(field) ?? []
  const own = candidates.find((one) => one.key === key)
  const over: Record<string, number> = {}
  for (const one of candidates) if (one.key !== key) over[one.key] = one.register.n
  const next: Register = { v: value, n: (own?.register.n ?? 0) + 1, over, ...who }
  return updateOf(doc, () => doc.getMap('answers').set(key, next))
}

export const setAttachment = (doc: Y.Doc, hash: string, value: Attachment): Uint8Array =>
  updateOf(doc, () => doc.getMap('attachments').set(hash, value))

/** Null when there was none. */
export const removeAttachment = (doc: Y.Doc, hash: string): Uint8Array | null =>
  doc.getMap('attachments').has(hash) ? updateOf(doc, () => doc.getMap('attachments').delete(hash)) : null

/** As papers, in the order of their pages; what is not of our shape is passed over. */
export const readAttachments = (doc: Y.Doc): readonly Paper[] =>
  [...doc.getMap<unknown>('attachments')]
    .flatMap(([hash, value]): Paper[] => {
      if (!isAttachment(value)) return []
      const { field, mediaType, size, page = 1, thumb } = value
      const paper = { hash, piece: field, page, mediaType, size, ...(thumb === undefined ? {} : { thumb }) }
      return v.is(paperShape, paper) ? [paper] : []
    })
    .sort(byPage)

/** Only what this change wrote; `encodeStateAsUpdate` would carry everybody's deletions each time. */
const updateOf = (doc: Y.Doc, change: () => void): Uint8Array => {
  let written: Uint8Array | null = null
  const keep = (update: Uint8Array): void => {
    written = update
  }
  doc.on('update', keep)
  doc.transact(change)
  doc.off('update', keep)
  if (!written) throw new Error('the change wrote nothing')
  return written
}

/** Every register by its key, those that others hide too. */
export const readRegisters = (doc: Y.Doc): ReadonlyMap<string, Register> =>
  new Map([...candidatesByField(doc).values()].flatMap((all) => all.map(({ key, register }) => [key, register])))

/** Fields with two or more unequal values that have not seen each other, each with its author. */
export type AnswerConflicts = ReadonlyMap<string, readonly Candidate[]>

/** A field in conflict has no answer until a person chooses one. */
export const readAnswers = (
  doc: Y.Doc,
): { answers: Answers; said: ReadonlyMap<string, Register>; conflicts: AnswerConflicts } => {
  const answers: Record<string, AnswerValue> = {}
  const said = new Map<string, Register>()
  const conflicts = new Map<string, readonly Candidate[]>()
  for (const [field, all] of candidatesByField(doc)) {
    const seen = visible(all)
    const [first] = seen
    if (!first) continue
    const text = JSON.stringify(first.register.v)
    if (seen.every((one) => JSON.stringify(one.register.v) === text)) {
      answers[field] = first.register.v
      said.set(field, first.register)
    } else conflicts.set(field, seen)
  }
  return { answers, said, conflicts }
}
