// Reads a form once: rows to a tree, expressions to syntax trees, lists and references checked, cycles refused.
// The language is the XLSForm subset; what is not understood is refused by name, never skipped. Mistakes are named, not
// told: parse.ts puts them into words where somebody can correct them.
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'
import { misfitOf, tidyAnswer, toKind } from './answer-kinds.ts'
import { choiceListOf, hasColumn } from './choice-lists.ts'
import { computationOrder } from './dependencies.ts'
import { parseExpression } from './expression.ts'
import type { Expression, ExpressionScope } from './expression.ts'
import type { AnswerValue, Choice } from './form.ts'
import type { Mistake } from './mistakes.ts'
import { outlineOf } from './outline.ts'
import type { OutlineRow } from './outline.ts'
import { readSource } from './source-shape.ts'
import type { ChoiceList, ContainerNode, FieldNode, Form, FormMistake, FormNode } from './tree.ts'

const MAX_ERRORS = 100
const NO = new Set(['', 'no', 'false', 'false()'])
const YES = new Set(['yes', 'true', 'true()'])
/** A default that is computed, not written. */
const DYNAMIC = /\$\{|^\s*[a-z][\w:-]*\(.*\)\s*$/s

type Column = 'relevant' | 'required' | 'constraint' | 'calculation' | 'read_only' | 'choice_filter' | 'repeat_count'

/** `source` is a FormSource, or anything: it comes from a pack. Every mistake found is returned, with its row and column. */
export function compileForm(source: unknown): Result<Form, readonly FormMistake[]> {
  const { rows, choices, errors: shapeErrors } = readSource(source)
  const outline = outlineOf(rows)
  const errors: FormMistake[] = [...shapeErrors, ...outline.errors]
  const nodes = new Map<OutlineRow, FormNode>()
  const children = new Map<OutlineRow | null, FormNode[]>([[null, []]])

  for (const entry of outline.rows) {
    const inside: FormNode[] = []
    children.set(entry, inside)
    const parent = (entry.parent && (nodes.get(entry.parent) as ContainerNode | undefined)) ?? null
    const node = nodeOf(entry, parent, inside, { outline: outline.byName, choices, errors })
    nodes.set(entry, node)
    children.get(entry.parent)?.push(node)
  }

  const all = [...nodes.values()]
  const byName = new Map(all.map((node) => [node.name, node]))
  const order = computationOrder(all, byName)
  if (!order.ok) {
    const { node, column, path } = order.error
    const at = outline.byName.get(node.name)?.at ?? 0
    errors.push({ row: at, column, code: 'cycle', mistake: { says: 'cycle', what: path } })
  }
  if (errors.length > 0 || !order.ok) {
    return err(errors.toSorted((a, b) => a.row - b.row).slice(0, MAX_ERRORS))
  }
  return ok({ nodes: children.get(null) ?? [], byName, order: order.value })
}

interface Surroundings {
  readonly outline: ReadonlyMap<string, OutlineRow>
  readonly choices: ReadonlyMap<string, readonly Choice[]>
  readonly errors: FormMistake[]
}

function nodeOf(
  entry: OutlineRow,
  parent: ContainerNode | null,
  children: readonly FormNode[],
  { outline, choices, errors }: Surroundings,
): FormNode {
  const { row, at, type } = entry
  const report = (column: string, code: FormMistake['code'], mistake: Mistake): void => {
    errors.push({ row: at, column, code, mistake })
  }
  const scope: ExpressionScope = {
    reference: (name) => {
      const target = outline.get(name)?.type
      return !target ? 'unknown' : target.is === 'begin' && target.container === 'group' ? 'group' : 'value'
    },
    repeat: entry.inRepeat,
  }
  const parse = (column: string, text: string, more: Partial<ExpressionScope> = {}): Expression | null => {
    const parsed = parseExpression(text, { ...scope, ...more })
    if (parsed.ok) return parsed.value
    report(column, parsed.error.code, parsed.error.mistake)
    return null
  }
  const expression = (column: Column, more?: Partial<ExpressionScope>): Expression | null => {
    const text = row[column]
    return typeof text === 'string' && text.trim() !== '' ? parse(column, text, more) : null
  }
  const condition = (column: 'required' | 'read_only'): Expression | boolean => {
    const written = row[column] ?? false
    if (typeof written === 'boolean') return written
    const word = written.trim().toLowerCase()
    return NO.has(word) ? false : YES.has(word) ? true : (parse(column, written) ?? false)
  }

  const base = {
    row,
    name: row.name,
    parent,
    repeat: parent?.type === 'repeat' ? parent : (parent?.repeat ?? null),
    group: parent ? [...parent.group, parent.name] : [],
    relevant: expression('relevant'),
    required: condition('required'),
  }
  if (type.is === 'begin') {
    return type.container === 'group'
      ? { type: 'group', ...base, children }
      : { type: 'repeat', ...base, children, count: expression('repeat_count') }
  }

  const list = choiceListOf(entry, choices, report)
  const isSelect = type.list !== null
  if (!isSelect && row.choice_filter?.trim())
    report('choice_filter', 'list', { says: 'filterWithoutList', what: row.name })
  const calculation = expression('calculation', { once: true })
  const initial = defaultOf()
  if (type.kind === 'calculate' && !row.calculation?.trim() && !initial) {
    report('calculation', 'expression', { says: 'noCalculation', what: row.name })
  }
  const choiceFilter =
    list && !type.orOther ? expression('choice_filter', { column: (name) => hasColumn(list, name) }) : null
  return {
    type: 'field',
    ...base,
    kind: type.kind,
    list,
    readOnly: condition('read_only'),
    constraint: expression('constraint', { self: true }),
    calculation,
    initial,
    choiceFilter,
  }

  function defaultOf(): FieldNode['initial'] {
    if (type.is !== 'field' || row.default === undefined || row.default === '') return null
    if (typeof row.default === 'string' && DYNAMIC.test(row.default)) {
      const parsed = parse('default', row.default)
      return parsed && { expression: parsed }
    }
    const value = tidyAnswer(type.kind, toKind(type.kind, row.default))
    if (value === null) return null
    if (misfitOf(type.kind, value) === null && isInList(value, list)) return { value }
    report('default', 'default', { says: 'badDefault', what: String(row.default), more: row.type })
    return null
  }
}

function isInList(value: AnswerValue, list: ChoiceList | null): boolean {
  const known = list?.choices
  if (!known) return true
  const names = Array.isArray(value) ? value : [value]
  return names.every((name) => known.some((choice) => choice.name === name))
}
