// The work a procedure goes through, as a plain state machine whose events are acts.
import type { Role } from '../access/directory.ts'
import type { L10n } from '../text/l10n.ts'

export const actKinds = [
  'opened',
  'mandate-given',
  'mandate-revoked',
  'submitted',
  'received',
  'claimed',
  'piece-requested',
  'piece-supplied',
  'opinion-requested',
  'opinion-given',
  'decided',
  'settled',
  'issued',
  'ready',
  'handed-over',
  'withdrawn',
  'corrected',
  'transferred',
  'noted',
  'rated',
] as const
export type ActKind = (typeof actKinds)[number]

/** The states every channel shows the same way (one picture, one word, one voice each). */
export const publicStates = [
  'draft',
  'kept',
  'received',
  'missing',
  'in-progress',
  'suspended',
  'accepted',
  'ready',
  'handed-over',
  'refused',
  'withdrawn',
] as const
export type PublicState = (typeof publicStates)[number]

export interface WorkflowState {
  readonly name: L10n
  /** What the citizen is shown. */
  readonly public: PublicState
  readonly final?: 'accepted' | 'refused' | 'abandoned' | 'cancelled'
  readonly slaClock: 'running' | 'paused' | 'stopped'
}

export interface Transition {
  readonly id: string
  /** The act that makes it. */
  readonly on: ActKind
  /** Fields of the act's payload that must be equal, e.g. `{ "outcome": "accepted" }`. */
  readonly when?: Readonly<Record<string, string>>
  readonly from: readonly string[]
  readonly to: string
  readonly by: readonly Role[]
  readonly label: L10n
  readonly requires?: readonly ('reason' | 'payment' | 'signature' | 'document' | 'decision-number')[]
  /** At most once in the life of a dossier (law 55-19: one request for missing papers). */
  readonly once?: boolean
}

export interface Workflow {
  readonly initial: string
  readonly states: Readonly<Record<string, WorkflowState>>
  readonly transitions: readonly Transition[]
}
