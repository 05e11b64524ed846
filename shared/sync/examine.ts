// What a draft update really does, seen on a document that is thrown away: it must build on what is here, and touch
// only what its author may touch (rule 8). Pure: the server runs it in a process of its own.
import * as Y from 'yjs'
import { draftRoots, isAttachment, isRegister, openDraft, parseAnswerKey } from '../dossier/draft.ts'
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'
import { isHash, isId } from './bytes.ts'
import { clientIdOf } from './client-id.ts'
import { draftStructs, entryLimits, guardUpdate, witnessedLimits } from './guard.ts'
import type { GuardReport } from './guard.ts'
import { limits } from './limits.ts'
import type { HeldReason } from './ports.ts'
import type { DraftAuthor, ExamineJob } from './server-ports.ts'

/** Why an update can be held here. */
export const draftRefusals = [
  'guard',
  'too-large',
  'pending',
  'clock-reused',
  'key-not-allowed',
] as const satisfies readonly HeldReason[]
export type DraftRefusal = (typeof draftRefusals)[number]

/** One verdict per update, each on top of the state that the last accepted one left. */
export function* examineJob({ dossier, state, updates }: ExamineJob): Generator<Result<Uint8Array, DraftRefusal>> {
  let current = state
  for (const { bytes, author } of updates) {
    const verdict = examineDraft(current, bytes, dossier, author)
    if (verdict.ok) current = verdict.value
    yield verdict
  }
}

/** The guard alone: what it refuses never reaches Yjs. */
export const guardDraft = (
  update: Uint8Array,
  dossier: string,
  author: DraftAuthor | null,
): Result<GuardReport, DraftRefusal> => {
  const bounds = author ? entryLimits(clientIdOf(author.device, author.incarnation, dossier)) : witnessedLimits
  const report = guardUpdate(update, bounds)
  return report.ok ? report : err(report.error === 'size' ? 'too-large' : 'guard')
}

/**
 * The guard, then the throw-away document. `state` is the dossier's merged draft, null when it has none; the new one
 * comes back. A witnessed update has no `author` here: it may be of several people, and must only be of our shapes.
 */
export const examineDraft = (
  state: Uint8Array | null,
  update: Uint8Array,
  dossier: string,
  author: DraftAuthor | null,
): Result<Uint8Array, DraftRefusal> => {
  const report = guardDraft(update, dossier, author)
  if (!report.ok) return report
  const doc = openDraft(0, state)
  try {
    const ranges = [...report.value.clients]
    for (const [client, { from }] of ranges) {
      const known = Y.getState(doc.store, client)
      if (from > known) return err('pending')
      // Rows that a rolled-back device cut twice overlap, and say the same: for a witnessed update both cuts count.
      if (from < known && author) return err('clock-reused')
    }
    const problem = apply(doc, update, author)
    if (problem) return err(problem)
    if (ranges.some(([client, { to }]) => Y.getState(doc.store, client) < to)) return err('pending')
    const merged = Y.encodeStateAsUpdate(doc)
    return merged.length > limits.draftBytes || structsOf(doc) > draftStructs ? err('too-large') : ok(merged)
  } finally {
    doc.destroy()
  }
}

/** Slow updates added one by one must not make a dossier that nobody can open. */
const structsOf = (doc: Y.Doc): number => [...doc.store.clients.values()].reduce((sum, one) => sum + one.length, 0)

const apply = (doc: Y.Doc, update: Uint8Array, author: DraftAuthor | null): DraftRefusal | null => {
  const touched: [root: string, key: string | null][] = []
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    for (const [type, keys] of transaction.changed) {
      const root = draftRoots.find((name) => doc.share.get(name) === type) ?? ''
      for (const key of keys) touched.push([root, key])
    }
  })
  try {
    Y.applyUpdate(doc, update)
  } catch {
    return 'guard'
  }
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return 'pending'
  // A root used as another type than ours (a key in the text, a sequence in a map) is no draft.
  if (doc.getText('notes')._map.size > 0 || doc.getMap('answers')._start !== null) return 'guard'
  if (doc.getMap('attachments')._start !== null) return 'guard'
  return touched.every(([root, key]) => mayTouch(doc, root, key, author)) ? null : 'key-not-allowed'
}

/** An answer under one's own key, in one's own name; an attachment; the shared note. Nobody removes an answer. */
const mayTouch = (doc: Y.Doc, root: string, key: string | null, author: DraftAuthor | null): boolean => {
  if (root === 'notes') return key === null
  if (key === null) return false
  const value: unknown = doc.getMap(root).get(key)
  if (root === 'attachments') return isHash(key) && (value === undefined || isAttachment(value))
  if (root !== 'answers' || !isRegister(value)) return false
  const incarnation = parseAnswerKey(key)?.incarnation
  if (incarnation === undefined || !isId(incarnation)) return false
  return author === null || (incarnation === author.incarnation && value.by === author.agent)
}
