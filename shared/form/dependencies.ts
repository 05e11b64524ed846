// Which rows must be computed before which: a row comes after those it reads and after the group it stands in.
// A form that reads itself in a circle has no such order, and is refused.
import { referencesOf } from './expression.ts'
import type { Expression } from './expression.ts'
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'
import type { FormNode } from './tree.ts'

interface Edge {
  readonly column: string
  readonly to: FormNode
}

export interface Cycle {
  /** The first row of the circle that has an expression in it, and that expression's column. */
  readonly node: FormNode
  readonly column: string
  /** `a → b → a` */
  readonly path: string
}

/** Every node after the nodes it reads, otherwise in document order. Constraints and the like change no value. */
export function computationOrder(
  nodes: readonly FormNode[],
  byName: ReadonlyMap<string, FormNode>,
): Result<readonly FormNode[], Cycle> {
  const order: FormNode[] = []
  const state = new Map<FormNode, 'open' | 'done'>()
  const path: { readonly node: FormNode; readonly edges: Iterator<Edge>; column: string }[] = []

  for (const start of nodes) {
    if (state.has(start)) continue
    const enter = (node: FormNode): void => {
      state.set(node, 'open')
      path.push({ node, edges: edgesOf(node, byName)[Symbol.iterator](), column: '' })
    }
    enter(start)
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const edge = top.edges.next()
      if (edge.done) {
        state.set(top.node, 'done')
        order.push(top.node)
        path.pop()
        continue
      }
      top.column = edge.value.column
      const known = state.get(edge.value.to)
      if (known === 'open') return err(cycleAt(path, edge.value.to))
      if (!known) enter(edge.value.to)
    }
  }
  return ok(order)
}

function edgesOf(node: FormNode, byName: ReadonlyMap<string, FormNode>): readonly Edge[] {
  const edges: Edge[] = node.parent ? [{ column: '', to: node.parent }] : []
  const reads = (column: string, expression: Expression | null): void => {
    if (!expression) return
    for (const name of referencesOf(expression)) {
      const to = byName.get(name)
      if (to) edges.push({ column, to })
    }
  }
  reads('relevant', node.relevant)
  if (node.type === 'repeat') reads('repeat_count', node.count)
  if (node.type === 'field') {
    reads('calculation', node.calculation)
    if (node.initial && 'expression' in node.initial) reads('default', node.initial.expression)
  }
  return edges
}

function cycleAt(path: readonly { readonly node: FormNode; readonly column: string }[], back: FormNode): Cycle {
  const circle = path.slice(path.findIndex((one) => one.node === back))
  // Standing in a group is an edge without a column: there is always another one in a circle.
  const at = circle.find((one) => one.column !== '') ?? circle[0]
  return {
    node: at?.node ?? back,
    column: at?.column ?? '',
    path: [...circle.map((one) => one.node.name), back.name].join(' → '),
  }
}
