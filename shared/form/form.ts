// A form as XLSForm rows in JSON (xlsform.org): what a pack says, and what the engine makes of it.
import type { L10n } from '../text/l10n.ts'

/** `select_one LIST`, `select_multiple LIST` and `select_one_from_file FILE` carry their list's name in `type`. */
export interface SurveyRow {
  readonly type: string
  readonly name: string
  readonly label?: L10n
  readonly hint?: L10n
  readonly required?: string | boolean
  readonly required_message?: L10n
  readonly relevant?: string
  readonly constraint?: string
  readonly constraint_message?: L10n
  readonly calculation?: string
  readonly default?: string | number
  readonly read_only?: string | boolean
  readonly appearance?: string
  readonly choice_filter?: string
  readonly repeat_count?: string
  readonly parameters?: string
  /** Not XLSForm: the picture of the question, who may hear the answer. */
  readonly pictogram?: string
  readonly privacy?: 'open' | 'private' | 'sealed'
}

export interface Choice {
  readonly name: string
  readonly label: L10n
  readonly pictogram?: string
  /** Extra columns, for choice_filter. */
  readonly [column: string]: unknown
}

export interface FormSource {
  readonly survey: readonly SurveyRow[]
  readonly choices: Readonly<Record<string, readonly Choice[]>>
}

export interface Geopoint {
  readonly lat: number
  readonly lon: number
  readonly alt?: number
  /** Metres. */
  readonly accuracy?: number
}

/** JSON values only: they are kept in the draft and hashed at submission. Dates are ISO `YYYY-MM-DD`. */
export type AnswerValue = string | number | boolean | null | readonly string[] | Geopoint

/** Flat: `name`, and `members[k7f2].name` in a repeat whose instances are `answers.members = ['k7f2', …]`. */
export type Answers = Readonly<Record<string, AnswerValue>>
