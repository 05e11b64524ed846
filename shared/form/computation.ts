// The first pass over a form: in the order of what reads what, is each row relevant and what is its value, in every
// repeat instance. Flat keys in, one slot a key out. Problems and choices come after, in evaluate.ts.
import { tidyAnswer, toKind } from './answer-kinds.ts'
import type { Answers, AnswerValue } from './form.ts'
import { isTrue, runExpression } from './run-expression.ts'
import type { ExpressionView, Fuel } from './run-expression.ts'
import type { FieldNode, Form, FormNode, RepeatNode } from './tree.ts'
import { isOpaque } from './opaque-value.ts'
import { toNumber } from './values.ts'

/** Steps of expressions in one evaluation: some 50 times what the largest real form takes. */
export const FUEL = 2_000_000
/** Of one list; more are left out, and the form is not complete. */
const MAX_INSTANCES = 200
/** Rows × instances. */
const MAX_SLOTS = 20_000
const INSTANCE_ID = /^[A-Za-z0-9_-]{1,40}$/

/** One turn of a repeat; the root stands for the form itself. */
export interface Instance {
  readonly parent: Instance | null
  readonly repeat: RepeatNode | null
  readonly id: string
  readonly index: number
  /** `members[k7f2].`, '' at the root. */
  readonly prefix: string
}

export interface Slot {
  readonly relevant: boolean
  /** Of a repeat, the ids of its instances. */
  readonly value: AnswerValue
}

export interface Computation {
  readonly root: Instance
  readonly slots: ReadonlyMap<string, Slot>
  /** Instances of the list kept under this key. */
  readonly instancesAt: (key: string) => readonly Instance[]
  readonly viewFrom: (
    instance: Instance,
    more: { self?: AnswerValue; column?: ExpressionView['column']; fuel?: Fuel },
  ) => ExpressionView
  /** False when a bound was met: then some rows were not looked at. */
  readonly isWhole: () => boolean
}

const noColumn = (): AnswerValue => null

export function computeValues(
  form: Form,
  answers: Answers,
  context: { readonly today: string; readonly now: string },
): Computation {
  const root: Instance = { parent: null, repeat: null, id: '', index: 0, prefix: '' }
  const slots = new Map<string, Slot>()
  const lists = new Map<string, readonly Instance[]>()
  const instances = new Map<RepeatNode, Instance[]>()
  const fuel: Fuel = { left: FUEL }
  let slotsLeft = MAX_SLOTS

  const viewFrom: Computation['viewFrom'] = (instance, { self = null, column = noColumn, fuel: own = fuel }) => ({
    today: context.today,
    now: context.now,
    self,
    column,
    fuel: own,
    position: instance.index + 1,
    answerTo: (name) => {
      const node = form.byName.get(name)
      const owner = node?.type === 'field' ? ownerOf(node, instance) : null
      if (!node) return null
      return owner
        ? relevantValue(owner, node)
        : node.type === 'repeat'
          ? idsOf(node, instance)
          : (everyOf(node, instance)[0] ?? null)
    },
    answersTo: (name) => {
      const node = form.byName.get(name)
      return !node ? [] : node.type === 'repeat' ? idsOf(node, instance) : everyOf(node, instance)
    },
  })

  const relevantValue = (owner: Instance, node: FormNode): AnswerValue => {
    const slot = slots.get(owner.prefix + node.name)
    return slot?.relevant ? readable(slot.value) : null
  }
  const everyOf = (node: FormNode, from: Instance): readonly AnswerValue[] => {
    const owners = node.repeat ? within(instances.get(node.repeat) ?? [], commonInstance(node, from)) : [root]
    return owners
      .map((owner) => slots.get(owner.prefix + node.name))
      .filter((slot) => slot?.relevant)
      .map((slot) => readable(slot?.value ?? null))
  }
  const idsOf = (node: RepeatNode, from: Instance): readonly string[] =>
    within(instances.get(node) ?? [], commonInstance(node, from))
      .filter((one) => slots.get((one.parent ?? root).prefix + node.name)?.relevant)
      .map((one) => one.id)

  const addInstances = (node: RepeatNode, at: Instance, ids: readonly string[]): readonly string[] => {
    const size = rowsIn(node.children)
    const kept = ids.slice(0, Math.max(0, Math.min(MAX_INSTANCES, Math.floor(slotsLeft / size))))
    slotsLeft -= kept.length * size
    if (kept.length < ids.length) slotsLeft = -1
    const key = at.prefix + node.name
    const list = kept.map((id, index): Instance => ({ parent: at, repeat: node, id, index, prefix: `${key}[${id}].` }))
    lists.set(key, list)
    const all = instances.get(node)
    if (all) all.push(...list)
    else instances.set(node, [...list])
    return kept
  }

  for (const node of form.order) {
    for (const at of node.repeat ? (instances.get(node.repeat) ?? []) : [root]) {
      const key = at.prefix + node.name
      const isParentRelevant = !node.parent || slots.get(keyOf(node.parent, at))?.relevant === true
      const relevant = isParentRelevant && (!node.relevant || isTrue(node.relevant, viewFrom(at, {})))
      if (node.type === 'group') slots.set(key, { relevant, value: null })
      else if (node.type === 'repeat') {
        const ids = instanceIds(node, ownAnswer(answers, key), () => viewFrom(at, {}))
        slots.set(key, { relevant, value: addInstances(node, at, ids) })
      } else
        slots.set(key, {
          relevant,
          value: fieldValue(node, ownAnswer(answers, key), relevant, (self) => viewFrom(at, { self })),
        })
    }
  }
  return {
    root,
    slots,
    viewFrom,
    instancesAt: (key) => lists.get(key) ?? [],
    isWhole: () => fuel.left >= 0 && slotsLeft >= 0,
  }
}

/** Slots of one instance, at least 1; what is in inner repeats is counted with them. */
const rowsIn = (nodes: readonly FormNode[]): number =>
  nodes.reduce((sum, node) => sum + 1 + (node.type === 'group' ? rowsIn(node.children) : 0), 1)

/** What is sealed is no answer to those who only read it. */
const readable = (value: AnswerValue): AnswerValue => (isOpaque(value) ? null : value)

const ownAnswer = (answers: Answers, key: string): AnswerValue | undefined =>
  Object.hasOwn(answers, key) ? answers[key] : undefined

/** Key of the group or repeat around a row that is computed `at` an instance. */
const keyOf = (container: FormNode, at: Instance): string =>
  (container === at.repeat ? (at.parent?.prefix ?? '') : at.prefix) + container.name

/** The instance that holds this row's answer for a reader standing `from`; null when the row is in no repeat around it. */
function ownerOf(node: FormNode, from: Instance): Instance | null {
  for (let at: Instance | null = from; at; at = at.parent) if (at.repeat === node.repeat) return at
  return null
}

/** The innermost instance around the reader that is also around the row. */
function commonInstance(node: FormNode, from: Instance): Instance {
  for (let repeat = node.repeat; repeat; repeat = repeat.repeat) {
    for (let at: Instance | null = from; at; at = at.parent) if (at.repeat === repeat) return at
  }
  let root = from
  while (root.parent) root = root.parent
  return root
}

function within(list: readonly Instance[], outer: Instance): readonly Instance[] {
  if (!outer.repeat) return list
  return list.filter((one) => {
    for (let at: Instance | null = one; at; at = at.parent) if (at === outer) return true
    return false
  })
}

function instanceIds(node: RepeatNode, stored: AnswerValue | undefined, view: () => ExpressionView): readonly string[] {
  const written = Array.isArray(stored) ? stored : []
  const ids = [...new Set(written.filter((id) => typeof id === 'string' && INSTANCE_ID.test(id)))]
  if (!node.count) return ids
  const count = Math.floor(toNumber(runExpression(node.count, view())))
  // One more than the bound, so that the bound is seen to be met.
  const wanted = Math.max(0, Math.min(Number.isNaN(count) ? 0 : count, MAX_INSTANCES + 1))
  // Missing ones are numbered, so that every device makes the same.
  for (let number = ids.length + 1; ids.length < wanted; number++) {
    if (!ids.includes(String(number))) ids.push(String(number))
  }
  return ids.slice(0, wanted)
}

function fieldValue(
  node: FieldNode,
  stored: AnswerValue | undefined,
  relevant: boolean,
  view: (self: AnswerValue) => ExpressionView,
): AnswerValue {
  const { kind, calculation, initial } = node
  // A note is told, not asked: nothing stored under its name counts.
  const own = stored === undefined || kind === 'note' ? undefined : tidyAnswer(kind, stored)
  if (calculation) {
    if (!relevant) return isOnce(node) ? (own ?? null) : null
    if (isOnce(node) && own !== undefined && own !== null) return own
    return tidyAnswer(kind, toKind(kind, runExpression(calculation, view(null))))
  }
  if (own !== undefined || !relevant || !initial) return own ?? null
  if ('value' in initial) return initial.value
  return tidyAnswer(kind, toKind(kind, runExpression(initial.expression, view(null))))
}

/** once(…): computed while there is no answer, then left alone. */
export const isOnce = ({ calculation }: FieldNode): boolean => calculation?.op === 'call' && calculation.name === 'once'
