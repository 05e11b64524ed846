// What a form is once it is loaded: its rows as a tree, every expression parsed, every row after those it reads.
// Made by compile.ts only; nothing here changes while answers do.
import type { L10n } from '../text/l10n.ts'
import type { Expression } from './expression.ts'
import type { AnswerValue, Choice, SurveyRow } from './form.ts'
import type { Mistake } from './mistakes.ts'

/** What the answer is, whatever the spelling of the row's type. `select_one_from_file` is a `select_one`. */
export type FieldKind =
  | 'text'
  | 'integer'
  | 'decimal'
  | 'date'
  | 'time'
  | 'dateTime'
  | 'select_one'
  | 'select_multiple'
  | 'geopoint'
  | 'image'
  | 'audio'
  | 'file'
  | 'note'
  | 'calculate'
  | 'acknowledge'
  | 'barcode'

/** A list of choices: in the form, or in a file that the caller brings (`context.lists`). */
export interface ChoiceList {
  readonly name: string
  readonly file: boolean
  readonly choices: readonly Choice[] | null
}

interface NodeBase {
  readonly row: SurveyRow
  readonly name: string
  /** The group or repeat around it. */
  readonly parent: ContainerNode | null
  /** The nearest repeat around it. */
  readonly repeat: RepeatNode | null
  /** Names of the groups and repeats around it, outermost first. */
  readonly group: readonly string[]
  readonly relevant: Expression | null
  readonly required: Expression | boolean
}

export interface FieldNode extends NodeBase {
  readonly type: 'field'
  readonly kind: FieldKind
  readonly list: ChoiceList | null
  readonly readOnly: Expression | boolean
  readonly constraint: Expression | null
  readonly calculation: Expression | null
  readonly initial: { readonly value: AnswerValue } | { readonly expression: Expression } | null
  readonly choiceFilter: Expression | null
}

export interface GroupNode extends NodeBase {
  readonly type: 'group'
  readonly children: readonly FormNode[]
}

export interface RepeatNode extends NodeBase {
  readonly type: 'repeat'
  readonly children: readonly FormNode[]
  readonly count: Expression | null
}

export type ContainerNode = GroupNode | RepeatNode
export type FormNode = FieldNode | ContainerNode

export interface Form {
  /** The top rows, in document order. */
  readonly nodes: readonly FormNode[]
  readonly byName: ReadonlyMap<string, FormNode>
  /** Every node, each after the nodes whose value it reads. */
  readonly order: readonly FormNode[]
}

export type FormErrorCode =
  | 'shape'
  | 'too-large'
  | 'type'
  | 'name'
  | 'duplicate'
  | 'list'
  | 'nesting'
  | 'expression'
  | 'reference'
  | 'cycle'
  | 'default'

interface FormPlace {
  /** 1-based row of the survey; 0 when the mistake is in no row. */
  readonly row: number
  readonly column: string
  readonly code: FormErrorCode
}

/** A mistake in the form, and where it is. */
export interface FormMistake extends FormPlace {
  readonly mistake: Mistake
}

/** The same with a sentence for the person who writes the pack. */
export interface FormError extends FormPlace {
  readonly detail: L10n
}
