// What of a dossier is kept by the server without being applied, and what it would change: an answer typed after the
// filing, an act that came too late. Read from this device's own rows; of what lies only at the server nothing is known.
// Pure; it applies nothing.
import { parseAct } from '../../shared/dossier/act.ts'
import type { Act } from '../../shared/dossier/act.ts'
import type { AnswerValue } from '../../shared/form/form.ts'
import type { EntryKind, Held, HeldReason } from '../../shared/sync/ports.ts'
import { answersOf } from './stranded-answers.ts'

interface HeldRow {
  readonly kind: EntryKind
  readonly bytes: Uint8Array
  readonly entry: string | null
  readonly incarnation: string
}

export interface Proposal {
  readonly entry: string
  readonly reason: HeldReason
  /** Who typed it, of a held edit. */
  readonly by: string | null
  /** Of a held act. */
  readonly act: Act | null
  /** Of a held edit: what stands, and what would. */
  readonly changes: readonly { readonly field: string; readonly now: AnswerValue; readonly proposed: AnswerValue }[]
}

/** What waits for something else is no proposal: it will be applied by itself. */
const isProposal = (one: Held): boolean => one.reason !== 'pending'

export const proposalsOf = (entries: readonly HeldRow[], held: readonly Held[]): readonly Proposal[] => {
  const apart = held.filter(isProposal)
  if (apart.length === 0) return []
  const ids = new Set(apart.map(({ entry }) => entry))
  const applied = entries.filter((row) => !isHeldHere(row, ids))
  const base = answersOf(applied)
  return apart.map(({ entry, reason }): Proposal => {
    const rows = entries.filter((row) => row.entry === entry && row.incarnation !== '')
    const act = rows.map((row) => (row.kind === 'act' ? parseAct(row.bytes) : null)).find((one) => one?.ok === true)
    const drafts = rows.filter(({ kind }) => kind === 'draft')
    const proposed = drafts.length === 0 ? base : answersOf([...applied, ...drafts])
    const changed = [...proposed.said].filter(([field, { v }]) => !isSame(v, base.answers[field] ?? null))
    return {
      entry,
      reason,
      by: changed[0]?.[1].by ?? null,
      act: act?.ok ? act.value : null,
      changes: changed.map(([field, { v }]) => ({ field, now: base.answers[field] ?? null, proposed: v })),
    }
  })
}

/** The answers without what is held; null when nothing is, and the document is right as it is. */
export const answersWithoutHeld = (
  entries: readonly HeldRow[],
  held: readonly Held[],
): ReturnType<typeof answersOf> | null => {
  const ids = new Set(held.filter(isProposal).map(({ entry }) => entry))
  const hidden = entries.some((row) => row.kind === 'draft' && isHeldHere(row, ids))
  return hidden ? answersOf(entries.filter((row) => !isHeldHere(row, ids))) : null
}

/** What came from the server is applied there: that it was held once is out of date. */
const isHeldHere = (row: HeldRow, ids: ReadonlySet<string>): boolean =>
  row.incarnation !== '' && row.entry !== null && ids.has(row.entry)

const isSame = (one: AnswerValue, other: AnswerValue): boolean => JSON.stringify(one) === JSON.stringify(other)
