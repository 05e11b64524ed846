// Where a dossier stands: a pure fold of its acts through the pack's workflow. The same acts give the same status,
// whatever order they arrived in. It drops nothing: what changes nothing is told in `withoutEffect`.
// Two decisions that have not seen each other put it in suspense until a person settles them; both stay.
import { neutralKinds, transitionFor, type WorkflowEvent } from '../procedure/machine.ts'
import type { PublicState, Workflow } from '../procedure/workflow.ts'
import type { Act } from './act.ts'
import { contestOf, correctionsOf } from './contested.ts'
import { ancestorsOf, headsOf, inOrder, lastWords } from './graph.ts'
import { issuedIn, opinionsIn, visitsIn, type Issued, type Opinion, type Visit } from './office-work.ts'
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
  /** What `decisionIn` reads: a `decided` act, or a settlement that decided anew. None once it was reopened. */
  readonly decision: Act | null
  readonly claimedBy: string | null
  /** The last claims, neither of which had seen the other: more than one is told, and harms nothing. */
  readonly claims: readonly Act[]
  /** Evidence ids asked for and not yet supplied. */
  readonly missing: readonly string[]
  /** A paper that was asked for has come, and nobody of an office has written anything since. */
  readonly supplied: boolean
  /** Ids of the transitions gone through. */
  readonly made: readonly string[]
  /** The states gone through, the act that led to each. */
  readonly steps: readonly Step[]
  /** Units that see the dossier, in the order they came in. */
  readonly circulation: readonly string[]
  /** The office that has it now; null before it is filed. */
  readonly office: string | null
  readonly issued: readonly Issued[]
  readonly opinions: readonly Opinion[]
  readonly visits: readonly Visit[]
  /** Every hand-over, in effect or not: what has left the room has left it. */
  readonly handOvers: readonly Act[]
  /** The one that counts since the dossier was last opened again. */
  readonly handedOver: Act | null
  /** Hand-overs that had not seen each other and that nobody has settled. */
  readonly handedOverTwice: readonly Act[]
  /** By field, the last corrections of a frozen answer: more than one was made apart. */
  readonly corrections: ReadonlyMap<string, readonly Act[]>
  readonly unsettledFields: readonly string[]
}

export interface Step {
  readonly act: Act
  readonly state: string
}

/** `workflow` is null when the pack is not on this device: everything but the state is still known. */
export const statusOf = (acts: readonly Act[], workflow: Workflow | null): DossierStatus => {
  const history = inOrder(acts)
  const ofKind = (kind: Act['kind']): readonly Act[] => history.filter((act) => act.kind === kind)
  const decisions = contestOf(history, ofKind('decided'))
  const handOvers = ofKind('handed-over')
  const given = contestOf(history, handOvers)
  const inSuspense = new Set(decisions.open.map((act) => act.id))
  const withoutEffect = new Set([...decisions.setAside, ...given.setAside])
  const facts: Facts = { ...noFacts, state: workflow?.initial ?? 'unknown' }
  for (const act of history) {
    if (withoutEffect.has(act.id) || inSuspense.has(act.id)) continue
    if (workflow && !move(facts, workflow, act)) withoutEffect.add(act.id)
    else note(facts, act)
  }
  const state = workflow?.states[facts.state]
  const corrections = correctionsOf(history)
  const standing = handOvers.filter((act) => !given.setAside.has(act.id) && !isOver(history, act, withoutEffect))
  return {
    ...facts,
    public: decisions.open.length > 0 ? 'suspended' : (state?.public ?? (facts.submitted ? 'received' : 'draft')),
    closed: decisions.open.length === 0 && state?.final !== undefined,
    suspended: decisions.open,
    withoutEffect,
    history,
    heads: headsOf(history),
    claims: lastWords(history, ofKind('claimed')).filter((act) => !payloadOf(act, 'claimed')?.release),
    supplied: state?.final === undefined && isUnlooked(history, withoutEffect),
    issued: issuedIn(history, withoutEffect),
    opinions: opinionsIn(history),
    visits: visitsIn(history),
    handOvers,
    handedOver: standing[0] ?? null,
    handedOverTwice: given.open,
    corrections,
    unsettledFields: [...corrections].filter(([, last]) => last.length > 1).map(([field]) => field),
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
      | 'office'
      | 'made'
      | 'steps'
  ]: DossierStatus[K]
}

const noFacts: Omit<Facts, 'state'> = {
  procedure: null,
  reference: null,
  submitted: null,
  decision: null,
  claimedBy: null,
  missing: [],
  circulation: [],
  office: null,
  made: [],
  steps: [],
}

const move = (facts: Facts, workflow: Workflow, act: Act): boolean => {
  const event = eventOf(act)
  const found = transitionFor(workflow, facts.state, event, act.by.role, facts.made)
  if (!found.ok) return neutralKinds.has(event.kind)
  facts.made = [...facts.made, found.value.id]
  if (found.value.to !== facts.state || facts.steps.length === 0)
    facts.steps = [...facts.steps, { act, state: found.value.to }]
  facts.state = found.value.to
  return true
}

/** A settlement that decides anew moves the dossier as a decision does. */
export const eventOf = (act: Pick<Act, 'kind' | 'payload'>): WorkflowEvent => {
  const anew = payloadOf(act, 'settled')?.anew
  return anew ? { kind: 'decided', payload: anew } : act
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
    facts.office = payload?.to ?? null
    if (payload) into(payload.to)
  } else if (act.kind === 'transferred') {
    const payload = payloadOf(act, 'transferred')
    if (!payload) return
    facts.office = payload.to
    into(payload.to)
  } else if (act.kind === 'opinion-requested') {
    const payload = payloadOf(act, 'opinion-requested')
    if (payload) into(payload.from)
  } else if (act.kind === 'claimed') {
    facts.claimedBy = payloadOf(act, 'claimed')?.release ? null : act.by.agent
  } else if (act.kind === 'piece-requested') {
    facts.missing = payloadOf(act, 'piece-requested')?.pieces ?? []
  } else if (act.kind === 'piece-supplied') {
    const supplied = payloadOf(act, 'piece-supplied')?.pieces ?? []
    facts.missing = facts.missing.filter((piece) => !supplied.includes(piece))
  } else if (act.kind === 'reopened') {
    facts.decision = null
    facts.claimedBy = null
  } else if (act.kind === 'decided' || payloadOf(act, 'settled')?.anew) {
    facts.decision = act
    // Whoever decides no longer waits for a paper.
    facts.missing = []
  }
}

/** A hand-over of a former round: the dossier was opened again by somebody who knew of it. */
const isOver = (history: readonly Act[], act: Act, withoutEffect: ReadonlySet<string>): boolean =>
  history.some(
    (other) => other.kind === 'reopened' && !withoutEffect.has(other.id) && ancestorsOf(history, other).has(act.id),
  )

const isUnlooked = (history: readonly Act[], withoutEffect: ReadonlySet<string>): boolean => {
  const last = history.findLast((act) => act.kind === 'piece-supplied' && !withoutEffect.has(act.id))
  if (!last) return false
  return !history.some(
    (act) => (act.by.role === 'clerk' || act.by.role === 'officer') && ancestorsOf(history, act).has(last.id),
  )
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
