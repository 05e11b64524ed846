// What a dossier's answers are now: those that were filed, with the corrections nobody disputes. Both values stay: the
// filed one is never overwritten, it is only no longer the one that counts. Pure; it never decides between two people.
import type { Answers, AnswerValue } from '../form/form.ts'
import type { Act } from './act.ts'
import { ancestorsOf } from './graph.ts'
import { payloadOf } from './payload.ts'
import type { DossierStatus } from './status.ts'
import { isAnswerValue } from './draft.ts'

export interface CorrectedField {
  readonly field: string
  /** As it was filed; null when it was left open. */
  readonly filed: AnswerValue
  /** That counts now. */
  readonly value: AnswerValue
  /** The correction that counts; null while only disputed ones stand. */
  readonly by: Act | null
  /** Corrections made apart, each with another value: a person chooses, by one more correction. */
  readonly disputed: readonly Act[]
}

export interface EffectiveAnswers {
  readonly answers: Answers
  readonly corrected: ReadonlyMap<string, CorrectedField>
  /** Fields without one value: corrected apart, or filed with two answers and not corrected since. */
  readonly disputed: readonly string[]
}

interface Filed {
  readonly answers: Answers
  /** Fields of the draft with two answers that have not seen each other. */
  readonly conflicts: ReadonlyMap<string, unknown>
}

export const effectiveAnswers = (
  { answers: filed, conflicts }: Filed,
  { history, corrections }: Pick<DossierStatus, 'history' | 'corrections'>,
): EffectiveAnswers => {
  const answers: Record<string, AnswerValue> = { ...filed }
  const corrected = new Map<string, CorrectedField>()
  for (const [field, last] of corrections) {
    const by = last.length === 1 ? (last[0] ?? null) : lastSeenByAll(history, field, last)
    const value = by ? valueOf(by) : (filed[field] ?? null)
    if (by) answers[field] = value
    corrected.set(field, { field, filed: filed[field] ?? null, value, by, disputed: last.length > 1 ? last : [] })
  }
  const open = [...conflicts.keys()].filter((field) => !corrections.has(field))
  return {
    answers,
    corrected,
    disputed: [...open, ...[...corrections].filter(([, l]) => l.length > 1).map(([f]) => f)],
  }
}

/** The value that counted before they parted: the last correction that all of them had seen. */
const lastSeenByAll = (history: readonly Act[], field: string, apart: readonly Act[]): Act | null => {
  const pasts = apart.map((act) => ancestorsOf(history, act))
  return (
    history.findLast(
      (act) => payloadOf(act, 'corrected')?.field === field && pasts.every((past) => past.has(act.id)),
    ) ?? null
  )
}

/** The rules let nothing else through; null for what an older app let. */
const valueOf = (act: Act): AnswerValue => {
  const value = payloadOf(act, 'corrected')?.value
  return isAnswerValue(value) ? value : null
}
