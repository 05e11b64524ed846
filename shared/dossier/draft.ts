// The editable part of a dossier: one Y.Doc with three root types and flat keys only (nested shared types lose a
// subtree when two people create them apart).
//
//   answers      Y.Map   `field|incarnation` → Register   a multi-value register per field
//   attachments  Y.Map   sha256 → Attachment
//   notes        Y.Text  the desk's shared working note
//
// A register says what it saw: `over` holds, for every other key of its field, the highest `n` known when it was
// written. A value hides only what it has seen; two values that have not seen each other both stay and are shown to
// a person. `over` alone, without `n`, would hide a later value written under the same key (a sitting may change its mind).
import * as v from 'valibot'
import * as Y from 'yjs'
import type { AnswerValue, Answers } from '../form/form.ts'

export type SaidBy = 'citizen' | 'helper' | 'document'

export interface Register {
  readonly v: AnswerValue
  /** Counts the writes under this key, from 1. */
  readonly n: number
  readonly over: Readonly<Record<string, number>>
  /** The agent who typed it. */
  readonly by: string
  readonly said: SaidBy
  readonly proof?: 'seen' | 'oral'
}

export interface Attachment {
  readonly field: string
  readonly mediaType: string
  readonly size: number
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
    alt: v.optional(v.number()),
    accuracy: v.optional(v.number()),
  }),
])

const register = v.strictObject({
  v: answerValue,
  n: v.pipe(v.number(), v.integer(), v.minValue(1)),
  over: v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(1))),
  by: v.string(),
  said: v.picklist(['citizen', 'helper', 'document']),
  proof: v.optional(v.picklist(['seen', 'oral'])),
})

export const isRegister = (value: unknown): value is Register => v.is(register, value)

const attachment = v.strictObject({
  field: v.string(),
  mediaType: v.string(),
  size: v.pipe(v.number(), v.integer(), v.minValue(0)),
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
  const doc = new Y.Doc()
  doc.getMap('answers')
  doc.getMap('attachments')
  doc.getText('notes')
  if (state) Y.applyUpdate(doc, state)
  // Last: Yjs takes another clientID when an update brings structs of its own.
  doc.clientID = clientID
  return doc
}

const candidatesByField = (doc: Y.Doc): Map<string, Candidate[]> => {
  const fields = new Map<string, Candidate[]>()
  for (const [key, value] of doc.getMap<unknown>('answers')) {
    const parsed = parseAnswerKey(key)
    if (!parsed || !isRegister(value)) continue
    const list = fields.get(parsed.field) ?? []
    list.push({ key, incarnation: parsed.incarnation, register: value })
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

export interface Said {
  readonly by: string
  readonly said: SaidBy
  readonly proof?: 'seen' | 'oral'
}

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
