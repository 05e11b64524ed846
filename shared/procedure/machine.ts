// How an act moves a dossier through its workflow: which transition it makes, or why it makes none.
// Pure: it knows states and acts, not who holds the dossier nor what another device did meanwhile.
import type { Role } from '../access/directory.ts'
import { err, ok, type Result } from '../text/result.ts'
import type { ActKind, Transition, Workflow } from './workflow.ts'

/** The part of an act a workflow looks at. */
export interface WorkflowEvent {
  readonly kind: ActKind
  readonly payload: Readonly<Record<string, unknown>>
}

export type WorkflowRefusal =
  /** Not an error: this kind of act moves nothing here (a note, a claim in a later state). */
  | { readonly type: 'moves-nothing' }
  | { readonly type: 'unknown-state'; readonly state: string }
  /** The dossier is closed. */
  | { readonly type: 'final-state'; readonly state: string }
  /** No transition of this state answers to this act. */
  | { readonly type: 'not-from-here'; readonly state: string; readonly kind: ActKind }
  | { readonly type: 'role-not-allowed'; readonly role: Role; readonly allowed: readonly Role[] }
  /** `once`, and it was made before. */
  | { readonly type: 'already-made'; readonly transition: string }
  | { readonly type: 'reason-missing'; readonly transition: string }

/** Acts that are written down in any state; they move the dossier only where the workflow says so. */
export const neutralKinds: ReadonlySet<ActKind> = new Set<ActKind>([
  'opened',
  'mandate-given',
  'mandate-revoked',
  'received',
  'claimed',
  'opinion-requested',
  'opinion-given',
  'visit-ordered',
  'visited',
  'settled',
  'issued',
  'numbered',
  'corrected',
  'transferred',
  'noted',
  'rated',
  'contact-chosen',
  'paper-taken-out',
  'told',
  'entry-held',
  'retention-held',
  'retention-released',
  'disposal-decided',
  'archived',
  'erased',
])

/**
 * The transition `act` makes from `state` when written by `role`. `made` are the ids of transitions this dossier has
 * already gone through, for those that happen once. `reason` is the only requirement checked: its proof is in the act.
 */
export const transitionFor = (
  workflow: Workflow,
  state: string,
  act: WorkflowEvent,
  role: Role,
  made: readonly string[] = [],
): Result<Transition, WorkflowRefusal> => {
  const current = workflow.states[state]
  if (current === undefined) return err({ type: 'unknown-state', state })
  const fitting = workflow.transitions
    .filter((t) => t.on === act.kind && t.from.includes(state) && fits(t, act.payload))
    .sort((a, b) => precision(b) - precision(a))
  if (fitting.length === 0) {
    if (neutralKinds.has(act.kind)) return err({ type: 'moves-nothing' })
    if (current.final !== undefined) return err({ type: 'final-state', state })
    return err({ type: 'not-from-here', state, kind: act.kind })
  }
  const allowed = fitting.filter((t) => t.by.includes(role))
  if (allowed.length === 0) {
    return err({ type: 'role-not-allowed', role, allowed: [...new Set(fitting.flatMap((t) => t.by))] })
  }
  const open = allowed.find((t) => t.once !== true || !made.includes(t.id))
  if (open === undefined) return err({ type: 'already-made', transition: allowed[0]?.id ?? '' })
  if (open.requires?.includes('reason') === true && fieldText(act.payload['reason']).trim() === '') {
    return err({ type: 'reason-missing', transition: open.id })
  }
  return ok(open)
}

/** What `role` can do next from `state`, in the pack's order: the buttons of the screen. */
export const availableTransitions = (
  workflow: Workflow,
  state: string,
  role: Role,
  made: readonly string[] = [],
): readonly Transition[] =>
  workflow.transitions.filter(
    (t) => t.from.includes(state) && t.by.includes(role) && !(t.once === true && made.includes(t.id)),
  )

const fits = (transition: Transition, payload: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(transition.when ?? {}).every(([field, wanted]) => fieldText(payload[field]) === wanted)

/** Absent, null and false are the empty text, so that a pack can say "only when it is not a release". */
const fieldText = (value: unknown): string =>
  value === undefined || value === null || value === false
    ? ''
    : typeof value === 'string' || typeof value === 'number' || value === true
      ? String(value)
      : '\u0000'

const precision = (transition: Transition): number => Object.keys(transition.when ?? {}).length
