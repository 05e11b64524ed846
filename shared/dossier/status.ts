// Where a dossier stands: a pure fold of its acts through the pack's workflow.
// Two decisions that have not seen each other put it in suspense until an act `settled` keeps one of them; both stay.
import { neutralKinds, transitionFor } from '../procedure/machine.ts'
import type { PublicState, Workflow } from '../procedure/workflow.ts'
import type { Act } from './act.ts'
import { ancestorsOf, headsOf, inOrder } from './graph.ts'
import { payloadOf } from './payload.ts'

export interface DossierStatus {
  /** Name of a workflow state. */
  readonly state: string
  readonly public: PublicState
  readonly closed: boolean
  /** Decisions that have not seen each other and that nobody has settled. */
  readonly suspended: readonly Act[]
  /** Acts that are kept but change nothing: impossible where the dossier stood, or set aside by a settlement. */
  readonly withoutEffect: ReadonlySet<string>
  readonly history: readonly Act[]
  /** What the next act comes after. */
  readonly heads: readonly string[]
  readonly procedure: string | null
  readonly reference: string | null
  readonly submitted: Act | null
  readonly decision: Act | null
  readonly claimedBy: string | null
  /** Evidence ids asked for and not yet supplied. */
  readonly missing: readonly string[]
  /** Ids of the transitions gone through. */
  readonly made: readonly string[]
  /** Units that see the dossier, in the order they came in. */
  readonly circulation: readonly string[]
}

/** `workflow` is null when the pack is not on this device: everything but the state is still known. */
export const statusOf = (acts: readonly Act[], workflow: Workflow | null): DossierStatus => {
  const history = inOrder(acts)
  const { setAside, open } = decisionsOf(history)
  const inSuspense = new Set(open.map((act) => act.id))
  const withoutEffect = new Set(setAside)
  const facts: Facts = {
    state: workflow?.initial ?? 'unknown',
    procedure: null,
    reference: null,
    submitted: null,
    decision: null,
    claimedBy: null,
    missing: [],
    circulation: [],
    made: [],
  }
  for (const act of history) {
    if (setAside.has(act.id) || inSuspense.has(act.id)) continue
    if (workflow && !move(facts, workflow, act)) {
      withoutEffect.add(act.id)
      continue
    }
    note(facts, act)
  }
  const state = workflow?.states[facts.state]
  return {
    ...facts,
    public: open.length > 0 ? 'suspended' : (state?.public ?? (facts.submitted ? 'received' : 'draft')),
    closed: open.length === 0 && state?.final !== undefined,
    suspended: open,
    withoutEffect,
    history,
    heads: headsOf(acts),
  }
}

type Facts = {
  -readonly [
    K in
      | 'state'
      | 'procedure'
      | 'reference'
      | 'submitted'
      | 'decision'
      | 'claimedBy'
      | 'missing'
      | 'circulation'
      | 'made'
  ]: DossierStatus[K]
}

const move = (facts: Facts, workflow: Workflow, act: Act): boolean => {
  const found = transitionFor(workflow, facts.state, act, act.by.role, facts.made)
  if (!found.ok) return found.error.type === 'moves-nothing' || neutralKinds.has(act.kind)
  facts.made = [...facts.made, found.value.id]
  facts.state = found.value.to
  return true
}

const note = (facts: Facts, act: Act): void => {
  const into = (unit: string): void => {
    if (!facts.circulation.includes(unit)) facts.circulation = [...facts.circulation, unit]
  }
  if (act.kind === 'opened') {
    facts.procedure = payloadOf(act, 'opened')?.procedure ?? null
    into(act.by.unit)
  } else if (act.kind === 'submitted') {
    const payload = payloadOf(act, 'submitted')
    facts.submitted = act
    facts.reference = payload?.reference ?? null
    if (payload) into(payload.to)
  } else if (act.kind === 'transferred') {
    const payload = payloadOf(act, 'transferred')
    if (payload) into(payload.to)
  } else if (act.kind === 'claimed') {
    facts.claimedBy = payloadOf(act, 'claimed')?.release ? null : act.by.agent
  } else if (act.kind === 'piece-requested') {
    facts.missing = payloadOf(act, 'piece-requested')?.pieces ?? []
  } else if (act.kind === 'piece-supplied') {
    const supplied = payloadOf(act, 'piece-supplied')?.pieces ?? []
    facts.missing = facts.missing.filter((piece) => !supplied.includes(piece))
  } else if (act.kind === 'decided') facts.decision = act
}

/** Which decisions a settlement has set aside, and which still wait for one. */
const decisionsOf = (history: readonly Act[]): { setAside: ReadonlySet<string>; open: readonly Act[] } => {
  const setAside = new Set<string>()
  const decided = history.filter((act) => act.kind === 'decided')
  if (decided.length < 2) return { setAside, open: [] }
  for (const act of history) {
    const settled = payloadOf(act, 'settled')
    if (!settled) continue
    const seen = ancestorsOf(history, act)
    for (const other of decided) if (seen.has(other.id) && other.id !== settled.keep) setAside.add(other.id)
  }
  const left = decided.filter((act) => !setAside.has(act.id))
  const past = new Map(left.map((act) => [act.id, ancestorsOf(history, act)]))
  const open = left.filter((one) =>
    left.some((other) => other !== one && !past.get(one.id)?.has(other.id) && !past.get(other.id)?.has(one.id)),
  )
  return { setAside, open }
}

/** The status as the author of an act saw it: what an act is judged by, since nobody can obey what has not reached them. */
export const statusSeenBy = (
  acts: readonly Act[],
  act: Pick<Act, 'after'>,
  workflow: Workflow | null,
): DossierStatus => {
  const seen = ancestorsOf(acts, act)
  return statusOf(
    acts.filter((one) => seen.has(one.id)),
    workflow,
  )
}
