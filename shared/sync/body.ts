// What a packet carries before it is compressed and sealed, and what an answer carries: entries as bytes. Layout 1 has
// them as they are; layout 2 takes them apart (columns.ts), so that only what nobody can work out travels. It must never
// give back other bytes than were put in: the ids of entries are hashes of them, and every body is read again when made.
import {
  createEncoder,
  toUint8Array,
  writeUint8,
  writeUint8Array,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding'
import { parseAct, type Act } from '../dossier/act.ts'
import type { Result } from '../text/result.ts'
import { readAct, writeAct } from './body-act.ts'
import { readDraft, writeDraft } from './body-draft.ts'
import { createBodyMemory, type BodyMemory, type Sitting } from './body-memory.ts'
import { authorsOf } from './body-sittings.ts'
import { createReader, idToBytes, isHash, isId, Malformed, sameBytes } from './bytes.ts'
import type { Reader } from './bytes.ts'
import { createColumnReader, createColumnWriter, type ColumnReader } from './columns.ts'
import { entryKinds } from './entry.ts'
import { limits } from './limits.ts'
import { guarded } from './packet.ts'
import type { Entry } from './ports.ts'
import { readUpdate, writeUpdate, type DraftUpdate } from './yjs-update.ts'

const bodyMagic = [0x4d, 0x62, 0x64] // "Mbd", then the layout

/** `sitting` is whose packet it is: the reader must be given the same, from the packet's header. */
export const encodeEntries = (
  entries: readonly Entry[],
  layout: 1 | 2 = 2,
  sitting: Sitting | null = null,
): Uint8Array => {
  if (layout === 1) return encodeWhole(entries)
  const body = encodeColumns(entries, sitting)
  // Whatever the columns cannot say travels as it is.
  return isSame(parseEntries(body, { sitting }), entries) ? body : encodeWhole(entries)
}

export interface BodyContext {
  /** Bytes of all entries together. */
  readonly limit?: number
  readonly sitting?: Sitting | null
}

/** Either layout, by its fourth byte. */
export const parseEntries = (
  bytes: Uint8Array,
  { limit = limits.answerBytes, sitting = null }: BodyContext = {},
): Result<readonly Entry[], 'malformed'> =>
  guarded(() => {
    const r = createReader(bytes)
    r.expect(bodyMagic)
    const layout = r.byte()
    const entries = layout === 1 ? readWhole(r) : layout === 2 ? readColumns(r, limit, sitting) : null
    return entries && entries.reduce((sum, { bytes }) => sum + bytes.length, 0) <= limit ? entries : null
  })

/** The parts of a body of layout 2 that compress differently, in their order; of any other bytes, texts only. */
export const partsOf = (
  body: Uint8Array,
): { readonly plain: Uint8Array; readonly texts: Uint8Array; readonly tags: Uint8Array } => {
  const ends = guarded(() => {
    const r = createReader(body)
    r.expect([...bodyMagic, 2])
    r.bytes(body.length)
    const plain = r.position()
    r.bytes(body.length)
    return { plain, texts: r.position() }
  })
  const { plain, texts } = ends.ok ? ends.value : { plain: 0, texts: body.length }
  return { plain: body.subarray(0, plain), texts: body.subarray(plain, texts), tags: body.subarray(texts) }
}

const isSame = (parsed: Result<readonly Entry[], 'malformed'>, entries: readonly Entry[]): boolean =>
  parsed.ok &&
  parsed.value.length === entries.length &&
  parsed.value.every(({ dossier, kind, bytes }, at) => {
    const given = entries[at]
    return given?.dossier === dossier && given.kind === kind && sameBytes(given.bytes, bytes)
  })

// ---------------------------------------------------------------- layout 1

/** A table of dossiers, then the entries. */
const encodeWhole = (entries: readonly Entry[]): Uint8Array => {
  const e = createEncoder()
  for (const byte of [...bodyMagic, 1]) writeUint8(e, byte)
  const dossiers = [...new Set(entries.map((entry) => entry.dossier))]
  const places = new Map(dossiers.map((dossier, place) => [dossier, place]))
  writeVarUint(e, dossiers.length)
  for (const dossier of dossiers) writeUint8Array(e, idToBytes(dossier))
  writeVarUint(e, entries.length)
  for (const { dossier, kind, bytes } of entries) {
    writeVarUint(e, places.get(dossier) ?? 0)
    writeUint8(e, entryKinds.indexOf(kind))
    writeVarUint8Array(e, bytes)
  }
  return toUint8Array(e)
}

const readWhole = (r: Reader): readonly Entry[] => {
  const dossiers: string[] = []
  for (let left = r.count(16, limits.answerEntries); left > 0; left--) dossiers.push(r.id())
  const entries: Entry[] = []
  for (let left = r.count(3, limits.answerEntries); left > 0; left--) {
    const dossier = dossiers[r.uint()]
    const kind = entryKinds[r.byte()]
    const bytes = r.bytes(limits.pulledBytes)
    if (dossier === undefined || kind === undefined) throw new Malformed('entry')
    entries.push({ dossier, kind, bytes })
  }
  r.end()
  return entries
}

// ---------------------------------------------------------------- layout 2

/** How an entry is told: as it is (in the order of `entryKinds`), or taken apart. */
const forms = { draft: 2, act: 3 } as const

type Parts =
  | { readonly type: 'whole' }
  | { readonly type: 'draft'; readonly update: DraftUpdate }
  | { readonly type: 'act'; readonly act: Act }

const encodeColumns = (entries: readonly Entry[], sitting: Sitting | null): Uint8Array => {
  const parts = entries.map((entry) => ({ entry, part: takeApart(entry) }))
  const devices = new Set(
    parts.flatMap(({ part }) => (part.type === 'act' && isId(part.act.by.device) ? [part.act.by.device] : [])),
  )
  const drafts = parts.flatMap(({ entry, part }) =>
    part.type === 'draft' ? [{ dossier: entry.dossier, update: part.update }] : [],
  )
  const authors = authorsOf(drafts, devices, sitting)
  const memory = createBodyMemory(sitting)
  const c = createColumnWriter()
  const dossiers: string[] = []
  let last = ''
  c.uint('entries', entries.length)
  for (const { entry, part } of parts) {
    const { dossier, kind, bytes } = entry
    const place = dossiers.lastIndexOf(dossier)
    c.uint('dossier', dossier === last ? 0 : place < 0 ? 1 : dossiers.length - place + 1)
    if (place < 0) {
      writeUint8Array(c.plain, idToBytes(dossier))
      dossiers.push(dossier)
    }
    last = dossier
    c.uint('form', part.type === 'whole' ? entryKinds.indexOf(kind) : forms[part.type])
    if (part.type === 'whole') c.bytes('whole', bytes)
    else if (part.type === 'draft') writeDraft(c, memory, authors, dossier, part.update)
    else writeAct(c, memory, part.act)
  }
  const e = createEncoder()
  for (const byte of [...bodyMagic, 2]) writeUint8(e, byte)
  writeUint8Array(e, c.finish())
  return toUint8Array(e)
}

const takeApart = ({ dossier, kind, bytes }: Entry): Parts => {
  if (kind === 'act') {
    const act = parseAct(bytes)
    const fits = act.ok && act.value.dossier === dossier && act.value.after.every(isHash)
    return fits ? { type: 'act', act: act.value } : { type: 'whole' }
  }
  const update = guarded(() => readUpdate(bytes))
  return update.ok && sameBytes(writeUpdate(update.value), bytes)
    ? { type: 'draft', update: update.value }
    : { type: 'whole' }
}

/** What is read and made on the way to the entries, against their bytes: 1.7 for acts. */
const workFactor = 4

const readColumns = (r: Reader, limit: number, sitting: Sitting | null): readonly Entry[] => {
  const c = createColumnReader(r, limit * workFactor)
  const memory = createBodyMemory(sitting)
  const dossiers: string[] = []
  const entries: Entry[] = []
  const count = c.count('entries')
  if (count > limits.answerEntries) throw new Malformed('count')
  let dossier = ''
  for (let left = count; left > 0; left--) {
    const place = c.uint('dossier')
    if (place === 1) dossiers.push((dossier = c.plain.id()))
    else if (place > 1) dossier = dossiers[dossiers.length - place + 1] ?? ''
    if (!isId(dossier)) throw new Malformed('dossier')
    entries.push(readEntry(c, memory, dossier))
  }
  c.end()
  return entries
}

const readEntry = (c: ColumnReader, memory: BodyMemory, dossier: string): Entry => {
  const form = c.uint('form')
  if (form === forms.act) return { dossier, kind: 'act', bytes: readAct(c, memory, dossier) }
  if (form === forms.draft) return { dossier, kind: 'draft', bytes: writeUpdate(readDraft(c, memory, dossier)) }
  const kind = entryKinds[form]
  if (kind === undefined) throw new Malformed('form')
  return { dossier, kind, bytes: c.bytes('whole') }
}
