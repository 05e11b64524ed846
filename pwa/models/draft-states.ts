// States of a draft put together from rows, and what one of them says that another does not. Pure; nothing is applied to
// an open dossier.
import { applyUpdate, encodeStateAsUpdate } from 'yjs'
import { openDraft, parseAnswerKey, readRegisters } from '../../shared/dossier/draft.ts'
import type { Register } from '../../shared/dossier/draft.ts'
import type { EntryKind } from '../../shared/sync/ports.ts'

interface DraftRow {
  readonly kind: EntryKind
  readonly bytes: Uint8Array
}

/** The drafts among these rows, merged (Yjs V1). Damaged ones are passed over. */
export const draftStateOf = (rows: readonly DraftRow[]): Uint8Array => {
  const doc = openDraft(0, null)
  try {
    for (const { kind, bytes } of rows) {
      if (kind !== 'draft') continue
      try {
        applyUpdate(doc, bytes)
      } catch {
        // Opening the dossier shows what is left of it.
      }
    }
    return encodeStateAsUpdate(doc)
  } finally {
    doc.destroy()
  }
}

/** By field, what was written between two states: also what stands beside another answer without having seen it. */
export const writtenBetween = (before: Uint8Array, after: Uint8Array): ReadonlyMap<string, Register> => {
  const old = registersOf(before)
  const written = new Map<string, Register>()
  for (const [key, register] of registersOf(after)) {
    const field = parseAnswerKey(key)?.field
    if (field !== undefined && JSON.stringify(old.get(key)) !== JSON.stringify(register)) written.set(field, register)
  }
  return written
}

const registersOf = (state: Uint8Array): ReadonlyMap<string, Register> => {
  const doc = openDraft(0, state)
  try {
    return readRegisters(doc)
  } finally {
    doc.destroy()
  }
}
