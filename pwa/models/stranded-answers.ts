// Answers that are kept on this device and can no longer leave it: their sitting's chain is forked (SPEC rule 3). A
// person reads them and types them again; once the question has another answer, it is no longer in this list.
import { applyUpdate } from 'yjs'
import { openDraft, readAnswers } from '../../shared/dossier/draft.ts'
import type { Answers, AnswerValue } from '../../shared/form/form.ts'
import type { EntryKind } from '../../shared/sync/ports.ts'

interface DossierRow {
  readonly kind: EntryKind
  readonly bytes: Uint8Array
  readonly stranded?: boolean
}

/** By field. Empty when nothing is stranded. Damaged updates are passed over. */
export const strandedAnswers = (entries: readonly DossierRow[]): Answers => {
  if (!entries.some((one) => one.stranded && one.kind === 'draft')) return {}
  const sent = answersOf(entries.filter((one) => !one.stranded))
  const all = answersOf(entries)
  const again: Record<string, AnswerValue> = {}
  for (const [field, register] of all.said)
    if (JSON.stringify(register.v) !== JSON.stringify(sent.said.get(field)?.v)) again[field] = register.v
  return again
}

/** Of the drafts among these entries. */
export const answersOf = (entries: readonly DossierRow[]): ReturnType<typeof readAnswers> => {
  const doc = openDraft(0, null)
  try {
    for (const { kind, bytes } of entries) {
      if (kind !== 'draft') continue
      try {
        applyUpdate(doc, bytes)
      } catch {
        // One damaged update may not hide the dossier from the lists; opening it shows what is left.
      }
    }
    return readAnswers(doc)
  } finally {
    doc.destroy()
  }
}
