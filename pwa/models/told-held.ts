// What the server says in a dossier of entries that it holds, as far as this device can read them (SPEC rule 7). Bytes
// that no rule let into the dossier pass the guard and a throw-away document here as they would at the server; what does
// not pass, or builds on something that is not here, is known by who brought it and why, and no more. Pure.
import { fromBase64UrlEncoded } from 'lib0/buffer'
import { parseAct } from '../../shared/dossier/act.ts'
import type { Act } from '../../shared/dossier/act.ts'
import { ancestorsOf } from '../../shared/dossier/graph.ts'
import { payloadOf } from '../../shared/dossier/payload.ts'
import type { Payload } from '../../shared/dossier/payload.ts'
import type { DossierStatus } from '../../shared/dossier/status.ts'
import type { Answers, AnswerValue } from '../../shared/form/form.ts'
import { examineDraft, guardDraft } from '../../shared/sync/examine.ts'
import type { EntryKind, Held } from '../../shared/sync/ports.ts'
import { draftStateOf, writtenBetween } from './draft-states.ts'

export interface ToldHeld {
  readonly entry: string
  readonly reason: Payload<'entry-held'>['reason']
  readonly by: Payload<'entry-held'>['by']
  /** The server's act that says so. */
  readonly word: Act
  /** Of a held act that can be read. */
  readonly act: Act | null
  /** Of a held answer that can be read. */
  readonly changes: readonly { readonly field: string; readonly proposed: AnswerValue }[]
}

interface KnownRow {
  readonly kind: EntryKind
  readonly bytes: Uint8Array
  readonly entry: string | null
  readonly incarnation?: string
  readonly stranded?: boolean
}

type Word = Payload<'entry-held'> & { readonly word: Act }

/** One for each entry that is still held: what counts here is told no more. `rows` are all that this device has. */
export const toldHeldIn = (
  acts: readonly Act[],
  rows: readonly KnownRow[],
  held: readonly Pick<Held, 'entry'>[],
): readonly ToldHeld[] => {
  const words = new Map<string, Word>()
  for (const word of acts) {
    const said = payloadOf(word, 'entry-held')
    if (said && word.by.role === 'system' && !words.has(said.entry)) words.set(said.entry, { ...said, word })
  }
  if (words.size === 0) return []
  const ids = new Set(held.map(({ entry }) => entry))
  const applied = rows.filter((row) => !isHeldHere(row, ids))
  for (const { entry } of applied) words.delete(entry ?? '')
  const drafts = [...words.values()].filter(({ kind }) => kind === 'draft')
  const changes = drafts.length === 0 ? new Map() : changesOf(drafts, draftStateOf(applied.filter(isSent)))
  return [...words.values()].flatMap(({ entry, reason, by, word, kind, bytes }): readonly ToldHeld[] => {
    const written = changes.get(entry)
    // The same person said something else since, in the same sitting.
    if (written?.isOutdone) return []
    const act = kind === 'act' && bytes !== undefined ? actIn(bytes, word.dossier) : null
    return [{ entry, reason, by, word, act, changes: written?.changes ?? [] }]
  })
}

/** What came from the server is applied there: that it was held once is out of date. */
export const isHeldHere = (row: Pick<KnownRow, 'entry' | 'incarnation'>, held: ReadonlySet<string>): boolean =>
  row.incarnation !== '' && row.entry !== null && held.has(row.entry)

const isSent = ({ stranded }: KnownRow): boolean => stranded !== true

const actIn = (bytes: string, dossier: string): Act | null => {
  const parsed = parseAct(fromBase64UrlEncoded(bytes))
  return parsed.ok && parsed.value.dossier === dossier ? parsed.value : null
}

interface Written {
  readonly changes: ToldHeld['changes']
  /** Each of its answers was given again by a later one of its sitting. */
  readonly isOutdone: boolean
}

/** By entry, of those that can be read: each on top of `state` and of what its own sitting wrote before it. */
const changesOf = (drafts: readonly Word[], state: Uint8Array): ReadonlyMap<string, Written> => {
  const found = new Map<string, Written>()
  for (const sitting of Map.groupBy(drafts, ({ by }) => by.incarnation).values()) {
    let before = state
    const read: { readonly entry: string; readonly values: ReadonlyMap<string, AnswerValue> }[] = []
    for (const { entry, update, author, dossier } of inTheirOrder(sitting)) {
      const after = examineDraft(before, update, dossier, author)
      if (!after.ok) continue
      const values = new Map([...writtenBetween(before, after.value)].map(([field, { v }]) => [field, v]))
      read.push({ entry, values })
      before = after.value
    }
    const later = new Set<string>()
    for (const { entry, values } of read.reverse()) {
      const changes = [...values].flatMap(([field, proposed]) => (later.has(field) ? [] : { field, proposed }))
      found.set(entry, { changes, isOutdone: values.size > 0 && changes.length === 0 })
      for (const field of values.keys()) later.add(field)
    }
  }
  return found
}

/** Those that are told whole and pass the guard, as their sitting counted them. */
const inTheirOrder = (sitting: readonly Word[]) =>
  sitting
    .flatMap(({ entry, by, bytes, word: { dossier } }) => {
      if (bytes === undefined) return []
      const update = fromBase64UrlEncoded(bytes)
      const passed = guardDraft(update, dossier, by)
      const from = passed.ok ? [...passed.value.clients.values()][0]?.from : undefined
      return from === undefined ? [] : [{ entry, update, author: by, dossier, from }]
    })
    .sort((a, b) => a.from - b.from)

/** What a person of an office can still do something about. */
export interface Waiting {
  readonly word: Act | null
  readonly changes: ToldHeld['changes']
}

/**
 * Somebody of an office has taken it up, or has written a note in a dossier where they saw it: then it waits no more.
 * `answers` are those that stand.
 */
export const isAnswered = (
  { word, changes }: Waiting,
  { history }: Pick<DossierStatus, 'history'>,
  answers: Answers,
): boolean => {
  if (changes.length > 0 && changes.every(({ field, proposed }) => isSame(answers[field] ?? null, proposed)))
    return true
  if (word === null) return false
  return history.some(
    (act) =>
      act.kind === 'noted' &&
      (act.by.role === 'clerk' || act.by.role === 'officer') &&
      ancestorsOf(history, act).has(word.id),
  )
}

const isSame = (one: AnswerValue, other: AnswerValue): boolean => JSON.stringify(one) === JSON.stringify(other)
