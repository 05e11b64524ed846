// What every question kind is given. A field shows and reports; it keeps no answer and saves nothing by itself.
import type { FieldState } from '../../shared/form/evaluate.ts'
import type { AnswerValue, Choice } from '../../shared/form/form.ts'
import type { Lang } from '../../shared/text/l10n.ts'

export interface FieldProps {
  readonly state: FieldState
  /** What is answered now; it may be ahead of `state.value`, which is what is on disk. */
  readonly value: AnswerValue
  /** The question. */
  readonly label: string
  /** The page's heading already asks it. */
  readonly labelHidden?: boolean | undefined
  readonly hint?: string | undefined
  /** Said beside the control; what was typed stays. */
  readonly error?: string | undefined
  readonly lang: Lang
  /** Of select questions, after the filter; the whole list for a select from a file. */
  readonly choices: readonly Choice[]
  /** Names of what the choices belong to (provinces of communes), found by the choices' `province` column. */
  readonly parents?: readonly Choice[] | undefined
  readonly onAnswer: (value: AnswerValue) => void
  /** What is typed is no answer yet (half a date, letters for a number); null when it is one again. */
  readonly onProblem: (problem: string | null) => void
}

/** A DOM id from a field's key: `members[k7f2].name` has characters CSS and labels dislike. */
export const fieldId = (key: string): string => `q-${key.replace(/[^A-Za-z0-9_-]/g, '-')}`

export const asText = (value: AnswerValue): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
