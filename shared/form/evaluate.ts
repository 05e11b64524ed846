// What the answers make of a form: who is asked what, with which choices, what is wrong, what is kept.
// A pure and total function of (form, answers, context): it never throws, whatever was answered.
import type { L10n } from '../text/l10n.ts'
import { misfitOf } from './answer-kinds.ts'
import { computeValues, FUEL, isOnce } from './computation.ts'
import type { Computation, Instance, Slot } from './computation.ts'
import type { Expression } from './expression.ts'
import type { Answers, AnswerValue, Choice, SurveyRow } from './form.ts'
import { isOpaqueIn } from './opaque-value.ts'
import { choiceMessage, constraintMessage, requiredMessage, typeMessage } from './problem-messages.ts'
import { isTrue } from './run-expression.ts'
import type { ExpressionView, Fuel } from './run-expression.ts'
import type { FieldKind, FieldNode, Form, FormNode, RepeatNode } from './tree.ts'

export interface FormContext {
  /** `YYYY-MM-DD` where the desk is. */
  readonly today: string
  /** ISO 8601. */
  readonly now: string
  /** Lists of `select_one_from_file`, by file name as in the row's type (`ma-communes.json`), when they are loaded. */
  readonly lists?: Readonly<Record<string, readonly Choice[]>>
}

export interface Problem {
  readonly code: 'required' | 'constraint' | 'type' | 'choice'
  readonly message: L10n
}

export interface FieldState {
  /** `name`, or `members[k7f2].name` in a repeat. */
  readonly key: string
  readonly row: SurveyRow
  /** `repeat` is the question "who is there?": its value is the list of instances. Groups have no field of their own. */
  readonly kind: FieldKind | 'repeat'
  readonly relevant: boolean
  readonly required: boolean
  readonly readOnly: boolean
  /** The effective answer, calculated or by default too; null when there is none. Kept when irrelevant. */
  readonly value: AnswerValue
  /** Of select_one and select_multiple, after choice_filter; computed when first read. */
  readonly choices: readonly Choice[]
  /** File name of a select_one_from_file, as in the row's type. */
  readonly file: string | null
  readonly problem: Problem | null
  /** Names of the groups and repeats around it, outermost first. */
  readonly group: readonly string[]
  /** The nearest repeat instance around it; `index` from 0. */
  readonly instance: {
    readonly repeat: string
    readonly key: string
    readonly id: string
    readonly index: number
  } | null
}

export interface FormState {
  /** In document order. */
  readonly fields: readonly FieldState[]
  readonly byKey: ReadonlyMap<string, FieldState>
  /** Effective answers: calculated values and defaults in; irrelevant, empty and unknown ones out. */
  readonly values: Answers
  /** No relevant field has a problem. */
  readonly complete: boolean
}

/**
 * Reads answers by flat key. A calculated row is always computed anew, except once(…), which keeps an answer already
 * stored under its key: the caller stores `values` of such rows. An absent answer takes its default, null refuses it.
 */
export function evaluate(form: Form, answers: Answers, context: FormContext): FormState {
  const computation = computeValues(form, answers, context)
  const fields: FieldState[] = []
  const values: Record<string, AnswerValue> = {}

  const visit = (nodes: readonly FormNode[], at: Instance): void => {
    for (const node of nodes) {
      const key = at.prefix + node.name
      const slot = computation.slots.get(key)
      if (!slot) continue
      if (node.type === 'group') {
        visit(node.children, at)
        continue
      }
      const field = stateOf(node, key, at, slot, computation, context)
      fields.push(field)
      if (slot.relevant && isKept(node, slot.value, answers, key)) values[key] = slot.value
      if (node.type === 'repeat') for (const instance of computation.instancesAt(key)) visit(node.children, instance)
    }
  }
  visit(form.nodes, computation.root)
  return {
    fields,
    byKey: new Map(fields.map((field) => [field.key, field])),
    values,
    complete: computation.isWhole() && fields.every((field) => !field.relevant || field.problem === null),
  }
}

/** A refused default is kept as null, or it would come back; all other empty answers are left out. */
function isKept(node: FormNode, value: AnswerValue, answers: Answers, key: string): boolean {
  if (node.type === 'field' && node.kind === 'note') return false
  if (value === null) return node.type === 'field' && node.initial !== null && Object.hasOwn(answers, key)
  return !(Array.isArray(value) && value.length === 0)
}

function stateOf(
  node: FieldNode | RepeatNode,
  key: string,
  at: Instance,
  { relevant, value }: Slot,
  computation: Computation,
  context: FormContext,
): FieldState {
  const view = computation.viewFrom(at, { self: value })
  const kind = node.type === 'repeat' ? 'repeat' : node.kind
  const holds = (condition: Expression | boolean): boolean =>
    typeof condition === 'boolean' ? condition : isTrue(condition, view)
  const required = relevant && kind !== 'note' && holds(node.required)
  const all = node.type === 'field' ? knownChoices(node, context) : null
  const offers = (choice: Choice, fuel?: Fuel): boolean =>
    node.type !== 'field' ||
    !node.choiceFilter ||
    isTrue(node.choiceFilter, computation.viewFrom(at, { column: columnOf(choice), ...(fuel ? { fuel } : {}) }))
  let choices: readonly Choice[] | null = null

  return {
    key,
    row: node.row,
    kind,
    relevant,
    required,
    readOnly: node.type === 'repeat' ? node.count !== null : isComputed(node) || holds(node.readOnly),
    value,
    get choices() {
      if (choices) return choices
      // A list is read apart from the form: it has its own fuel, whoever reads it and when.
      const fuel = { left: FUEL }
      choices =
        all === null ? [] : node.type === 'field' && node.choiceFilter ? all.filter((one) => offers(one, fuel)) : all
      return choices
    },
    file: node.type === 'field' && node.list?.file ? node.list.name : null,
    problem: relevant ? problemOf(node, value, required, view, all, offers) : null,
    group: node.group,
    instance: at.repeat ? { repeat: at.repeat.name, key: at.prefix.slice(0, -1), id: at.id, index: at.index } : null,
  }
}

const isComputed = (node: FieldNode): boolean =>
  node.kind === 'note' || node.kind === 'calculate' || (node.calculation !== null && !isOnce(node))

/** null when the row has no list, or its file is not loaded. */
function knownChoices({ list }: FieldNode, { lists = {} }: FormContext): readonly Choice[] | null {
  if (!list) return null
  return list.choices ?? (Object.hasOwn(lists, list.name) ? (lists[list.name] ?? null) : null)
}

const columnOf =
  (choice: Choice) =>
  (name: string): AnswerValue => {
    const cell = Object.hasOwn(choice, name) ? choice[name] : null
    return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? cell : null
  }

function problemOf(
  node: FieldNode | RepeatNode,
  value: AnswerValue,
  required: boolean,
  view: ExpressionView,
  choices: readonly Choice[] | null,
  offers: (choice: Choice) => boolean,
): Problem | null {
  const { row } = node
  const isEmpty = value === null || (Array.isArray(value) && value.length === 0)
  if (isEmpty) {
    const kind = node.type === 'repeat' ? 'repeat' : node.kind
    return required ? { code: 'required', message: requiredMessage(row, kind) } : null
  }
  if (node.type === 'repeat' || isOpaqueIn(row, value)) return null
  const misfit = misfitOf(node.kind, value)
  if (misfit) return { code: 'type', message: typeMessage(row, node.kind, misfit) }
  if (choices) {
    const names = Array.isArray(value) ? value : [value]
    const isOffered = names.every((name) => {
      const choice = choices.find((one) => one.name === name)
      return choice !== undefined && offers(choice)
    })
    if (!isOffered) return { code: 'choice', message: choiceMessage(row) }
  }
  if (node.constraint && !isTrue(node.constraint, view)) return { code: 'constraint', message: constraintMessage(row) }
  return null
}
