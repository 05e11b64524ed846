// What every workflow owes: it starts, every state can be reached and can end, one act means one thing, and law 55-19
// (one request for missing papers, a reason for each refusal). Offices decide; service points never do.
import { complain, placeOf, type Complaint } from './pack-errors.ts'
import type { Transition, Workflow } from './workflow.ts'

export const checkWorkflow = (workflow: Workflow, hasReasons: boolean): readonly Complaint[] => {
  const unknown = unknownStates(workflow)
  // Walking a graph with missing nodes would only repeat the same mistake.
  return unknown.length > 0 ? unknown : [...checkPaths(workflow), ...checkActs(workflow, hasReasons)]
}

const unknownStates = ({ initial, states, transitions }: Workflow): readonly Complaint[] => {
  const check = (place: string, state: string) =>
    Object.hasOwn(states, state) ? [] : [complain(place, 'unknown-state', state)]
  return [
    ...check('workflow.initial', initial),
    ...transitions.flatMap((transition, t) => [
      ...transition.from.flatMap((state, i) => check(placeOf(['workflow', 'transitions', t, 'from', i]), state)),
      ...check(placeOf(['workflow', 'transitions', t, 'to']), transition.to),
    ]),
  ]
}

const checkPaths = ({ initial, states, transitions }: Workflow): readonly Complaint[] => {
  const names = Object.keys(states)
  const isFinal = (name: string): boolean => states[name]?.final !== undefined
  const finals = names.filter(isFinal)
  if (finals.length === 0) return [complain('workflow.states', 'no-final-state')]
  const reached = closure([initial], (state) => transitions.filter((t) => t.from.includes(state)).map((t) => t.to))
  const ending = closure(finals, (state) => transitions.filter((t) => t.to === state).flatMap((t) => t.from))
  return [
    ...names.flatMap((name) => {
      const place = placeOf(['workflow', 'states', name])
      if (!reached.has(name)) return [complain(place, 'unreachable-state', name)]
      return ending.has(name) ? [] : [complain(place, 'dead-end', name)]
    }),
    ...transitions.flatMap((transition, t) => {
      const place = placeOf(['workflow', 'transitions', t, 'from'])
      // Only an act that says so, with its reason, opens again what was closed.
      return transition.on === 'reopened'
        ? transition.from.filter((name) => !isFinal(name)).map((name) => complain(place, 'reopens-open', name))
        : transition.from.filter(isFinal).map((name) => complain(place, 'leaves-final', name))
    }),
    ...(transitions.some((t) => t.on === 'submitted' && t.from.includes(initial))
      ? []
      : [complain('workflow.initial', 'no-submission', initial)]),
  ]
}

const checkActs = ({ states, transitions }: Workflow, hasReasons: boolean): readonly Complaint[] =>
  transitions.flatMap((transition, t) => {
    const place = (field: string) => placeOf(['workflow', 'transitions', t, field])
    const asksReason = transition.requires?.includes('reason') === true
    return [
      ...(transition.on === 'piece-requested' && transition.once !== true
        ? [complain(place('once'), 'request-not-once', transition.id)]
        : []),
      ...(transition.on === 'decided' && transition.by.includes('mediator')
        ? [complain(place('by'), 'decided-at-point', transition.id)]
        : []),
      ...(states[transition.to]?.final === 'refused' && !asksReason
        ? [complain(place('requires'), 'refusal-without-reason', transition.id)]
        : []),
      ...(asksReason && !hasReasons ? [complain('refusalReasons', 'no-reasons')] : []),
      ...(transitions.slice(0, t).some((other) => clash(transition, other))
        ? [complain(place('when'), 'ambiguous-transition', transition.id)]
        : []),
    ]
  })

/** Same act, same fields, a shared state and role, another end: chance would decide. */
const clash = (a: Transition, b: Transition): boolean =>
  a.on === b.on &&
  a.to !== b.to &&
  a.from.some((state) => b.from.includes(state)) &&
  a.by.some((role) => b.by.includes(role)) &&
  sameFields(a.when ?? {}, b.when ?? {})

const sameFields = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean => {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}

const closure = (start: readonly string[], next: (state: string) => readonly string[]): ReadonlySet<string> => {
  const seen = new Set(start)
  // A Set visits what is added while it is walked.
  for (const state of seen) for (const other of next(state)) seen.add(other)
  return seen
}
