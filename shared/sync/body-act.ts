// An act in columns. What follows from what the reader already has does not travel: the dossier, the hash of the words
// and of the answers, the next reference, the ids of acts that came before. It must give back the canonical JSON.
import { writeUint8Array, writeVarUint } from 'lib0/encoding'
import { encodeUtf8 } from 'lib0/string'
import type { Act } from '../dossier/act.ts'
import { canonicalBytes, sha256Url } from '../dossier/canonical.ts'
import { makeReference, siteOf } from '../dossier/reference.ts'
import type { BodyMemory } from './body-memory.ts'
import { hashToBytes, Malformed } from './bytes.ts'
import type { ColumnReader, ColumnWriter } from './columns.ts'

export const writeAct = (
  c: ColumnWriter,
  memory: BodyMemory,
  { kind, by, at, beacon, after, payload, ...act }: Act,
): void => {
  const { agent, device, role, unit } = by
  c.value('kind', kind)
  c.value('by', [agent, device === memory.sitting?.device ? 0 : device, role, unit])
  writeTime(c, memory, at)
  c.value('beacon', beacon)
  const earlier = memory.actIds(act.dossier)
  c.uint('after', after.length)
  for (const id of after) {
    const place = earlier.lastIndexOf(id)
    c.uint('after', place < 0 ? 0 : earlier.length - place)
    if (place < 0) writeUint8Array(c.plain, hashToBytes(id))
  }
  // Sorted, as they stand in the canonical form: what one member follows from comes before it.
  const keys = Object.keys(payload).sort()
  c.value(`${kind}:`, keys)
  for (const key of keys) c.value(`${kind}.${key}`, payload[key], derive(memory, act.dossier, payload, key))
  took(memory, act.dossier, act.id, payload)
}

/** Names of columns are made with it: no kind is longer. */
const kindMost = 40

export const readAct = (c: ColumnReader, memory: BodyMemory, dossier: string): Uint8Array => {
  const kind = c.text('kind')
  if (kind.length > kindMost) refuse('kind')
  const by = readAuthor(c, memory)
  const at = readTime(c, memory)
  const beacon = c.value('beacon')
  const earlier = memory.actIds(dossier)
  const after: string[] = []
  for (let left = c.count('after'); left > 0; left--) {
    const back = c.uint('after')
    const id = back === 0 ? c.plain.hash() : earlier[earlier.length - back]
    if (id === undefined) throw new Malformed('after')
    c.spend(id.length)
    after.push(id)
  }
  const payload: Record<string, unknown> = Object.create(null)
  for (const key of c.keys(`${kind}:`) ?? refuse('keys'))
    payload[key] = c.value(`${kind}.${key}`, () => derive(memory, dossier, payload, key))
  const bytes = canonicalBytes({ v: 1, dossier, kind, by, at, beacon, after, payload })
  c.spend(bytes.length)
  took(memory, dossier, sha256Url(bytes), payload)
  return bytes
}

const took = (
  memory: BodyMemory,
  dossier: string,
  id: string,
  { reference }: Readonly<Record<string, unknown>>,
): void => {
  memory.actIds(dossier).push(id)
  if (typeof reference === 'string') memory.reference = reference
}

/** What a member of the payload is when nothing else is said; undefined when nothing follows. */
const derive = (
  memory: BodyMemory,
  dossier: string,
  payload: Readonly<Record<string, unknown>>,
  key: string,
): string | undefined => {
  const { text } = payload
  if (key === 'textHash' && typeof text === 'string') return sha256Url(encodeUtf8(text))
  if (key === 'answersHash') return memory.answersHash(dossier)
  if (key === 'reference' && memory.reference !== null) return nextReference(memory.reference)
  return undefined
}

const nextReference = (reference: string): string | undefined => {
  const [site, serial] = [siteOf(reference), Number(reference.slice(3, 5)) * 100 + Number(reference.slice(6, 8)) + 1]
  return Number.isInteger(site) && site >= 0 && Number.isInteger(serial) && serial >= 0 && serial <= 9999
    ? makeReference(site, serial)
    : undefined
}

const readAuthor = (c: ColumnReader, memory: BodyMemory): unknown => {
  const by = c.value('by')
  if (!Array.isArray(by) || by.length !== 4) throw new Malformed('author')
  const [agent, device, role, unit]: unknown[] = by
  if (device === 0 && !memory.sitting) throw new Malformed('author')
  return { agent, device: device === 0 ? memory.sitting?.device : device, role, unit }
}

const times = { later: 0, earlier: 1, text: 2 } as const
/** The furthest millisecond a Date can name. */
const lastMs = 8.64e15

/** Milliseconds since the act before it in the body; another way of writing a time stays as it is. */
const writeTime = (c: ColumnWriter, memory: BodyMemory, at: string): void => {
  const ms = Date.parse(at)
  const since = ms - memory.time
  if (!Number.isSafeInteger(since) || isoOf(ms) !== at) {
    c.uint('at', times.text)
    return c.value('at-text', at)
  }
  c.uint('at', since < 0 ? times.earlier : times.later)
  writeVarUint(c.plain, Math.abs(since))
  memory.time = ms
}

const readTime = (c: ColumnReader, memory: BodyMemory): string => {
  const form = c.uint('at')
  if (form === times.text) return c.text('at-text')
  const since = c.plain.uint()
  memory.time += form === times.earlier ? -since : since
  return isoOf(memory.time) ?? refuse('time')
}

const refuse = (what: string): never => {
  throw new Malformed(what)
}

const isoOf = (ms: number): string | null => (Math.abs(ms) <= lastMs ? new Date(ms).toISOString() : null)
