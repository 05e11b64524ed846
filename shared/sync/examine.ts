// What a draft update really does, seen on a document that is thrown away: it must build on what is here, and touch
// only what its author may touch (rule 8). Pure: it may run in another process.
import * as Y from 'yjs'
import { draftRoots, isAttachment, isRegister, openDraft, parseAnswerKey } from '../dossier/draft.ts'
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'
import { isHash } from './bytes.ts'
import { clientIdOf } from './client-id.ts'
import { entryLimits, guardUpdate } from './guard.ts'
import { limits } from './limits.ts'
import type { HeldReason } from './ports.ts'

export interface DraftAuthor {
  readonly device: string
  readonly incarnation: string
  readonly agent: string
}

/** The guard, then the throw-away document. `state` is the dossier's merged draft, null when it has none; the new one comes back. */
export const examineDraft = (
  state: Uint8Array | null,
  update: Uint8Array,
  dossier: string,
  author: DraftAuthor,
): Result<Uint8Array, HeldReason> => {
  const client = clientIdOf(author.device, author.incarnation, dossier)
  const report = guardUpdate(update, entryLimits(client))
  if (!report.ok) return err(report.error === 'size' ? 'too-large' : 'guard')
  const doc = openDraft(0, state)
  try {
    const known = Y.getState(doc.store, client)
    const range = report.value.clients.get(client)
    if (range && range.from < known) return err('clock-reused')
    if (range && range.from > known) return err('pending')
    const problem = apply(doc, update, author)
    if (problem) return err(problem)
    if (range && Y.getState(doc.store, client) !== range.to) return err('pending')
    const merged = Y.encodeStateAsUpdate(doc)
    return merged.length > limits.draftBytes ? err('too-large') : ok(merged)
  } finally {
    doc.destroy()
  }
}

const apply = (doc: Y.Doc, update: Uint8Array, author: DraftAuthor): HeldReason | null => {
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
const mayTouch = (doc: Y.Doc, root: string, key: string | null, author: DraftAuthor): boolean => {
  if (root === 'notes') return key === null
  if (key === null) return false
  const value: unknown = doc.getMap(root).get(key)
  if (root === 'attachments') return isHash(key) && (value === undefined || isAttachment(value))
  return (
    root === 'answers' &&
    parseAnswerKey(key)?.incarnation === author.incarnation &&
    isRegister(value) &&
    value.by === author.agent
  )
}
