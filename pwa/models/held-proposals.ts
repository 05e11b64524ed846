// What of a dossier is kept by the server without being applied, and what it would change: an answer typed after the
// filing, an act that came too late. Read from this device's own rows, and of other devices from what the server says in
// the dossier. Pure; it applies nothing.
import { parseAct } from '../../shared/dossier/act.ts'
import type { Act } from '../../shared/dossier/act.ts'
import type { DossierStatus } from '../../shared/dossier/status.ts'
import type { Answers, AnswerValue } from '../../shared/form/form.ts'
import type { EntryKind, Held, HeldReason } from '../../shared/sync/ports.ts'
import { draftStateOf, writtenBetween } from './draft-states.ts'
import { answersOf } from './stranded-answers.ts'
import { isAnswered, isHeldHere } from './told-held.ts'
import type { ToldHeld } from './told-held.ts'

interface HeldRow {
  readonly kind: EntryKind
  readonly bytes: Uint8Array
  readonly entry: string | null
  readonly incarnation: string
}

export interface Proposal {
  readonly entry: string
  readonly reason: HeldReason
  /** Who typed it, of a held edit, or whose sitting brought it. */
  readonly by: string | null
  /** The server's act that tells of it; null when it told this device alone. */
  readonly word: Act | null
  /** Of a held act. */
  readonly act: Act | null
  /** Of a held edit: what stands, and what would. */
  readonly changes: readonly { readonly field: string; readonly now: AnswerValue; readonly proposed: AnswerValue }[]
}

/** What waits for something else is no proposal: it will be applied by itself. */
const isProposal = (one: Held): boolean => one.reason !== 'pending'

/** Those of this device first; one that the dossier tells of too is here once. */
export const proposalsOf = (
  entries: readonly HeldRow[],
  held: readonly Held[],
  told: readonly ToldHeld[] = [],
): readonly Proposal[] => {
  const apart = held.filter(isProposal)
  if (apart.length + told.length === 0) return []
  const ids = new Set(apart.map(({ entry }) => entry))
  const applied = entries.filter((row) => !isHeldHere(row, ids))
  const base = answersOf(applied)
  const state = apart.length === 0 ? null : draftStateOf(applied)
  const standing = ({ field, proposed }: ToldHeld['changes'][number]) => ({
    field,
    now: base.answers[field] ?? null,
    proposed,
  })
  const own = apart.map(({ entry, reason }): Proposal => {
    const heard = told.find((one) => one.entry === entry)
    const rows = entries.filter((row) => row.entry === entry && row.incarnation !== '')
    const act = rows.map((row) => (row.kind === 'act' ? parseAct(row.bytes) : null)).find((one) => one?.ok === true)
    const drafts = rows.filter(({ kind }) => kind === 'draft')
    const written =
      state === null || drafts.length === 0 ? [] : [...writtenBetween(state, draftStateOf([...applied, ...drafts]))]
    const changes = written.map(([field, { v }]) => standing({ field, proposed: v }))
    return {
      entry,
      reason,
      by: written[0]?.[1].by ?? null,
      word: heard?.word ?? null,
      act: act?.ok ? act.value : null,
      changes: (changes.length > 0 ? changes : (heard?.changes ?? []).map(standing)).filter(isChange),
    }
  })
  const others = told
    .filter(({ entry }) => !ids.has(entry))
    .map(({ entry, reason, by, word, act, changes }): Proposal => ({
      entry,
      reason,
      by: by.agent,
      word,
      act,
      changes: changes.map(standing),
    }))
  return [...own, ...others]
}

/** Those that nobody of an office has answered yet, beside the answers that stand now. */
export const waitingOf = (
  proposals: readonly Proposal[],
  status: Pick<DossierStatus, 'history'>,
  answers: Answers,
): readonly Proposal[] =>
  proposals
    .filter((one) => !isAnswered(one, status, answers))
    .map((one) => ({
      ...one,
      changes: one.changes.map((change) => ({ ...change, now: answers[change.field] ?? null })).filter(isChange),
    }))

/** The answers without what is held; null when nothing is, and the document is right as it is. */
export const answersWithoutHeld = (
  entries: readonly HeldRow[],
  held: readonly Held[],
): ReturnType<typeof answersOf> | null => {
  const ids = new Set(held.filter(isProposal).map(({ entry }) => entry))
  const hidden = entries.some((row) => row.kind === 'draft' && isHeldHere(row, ids))
  return hidden ? answersOf(entries.filter((row) => !isHeldHere(row, ids))) : null
}

const isChange = ({ now, proposed }: Proposal['changes'][number]): boolean =>
  JSON.stringify(now) !== JSON.stringify(proposed)
