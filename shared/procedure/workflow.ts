// The work a procedure goes through, as a plain state machine whose events are acts.
import type { Role } from '../access/directory.ts'
import type { L10n } from '../text/l10n.ts'

/** Acts of a request, in the order in which a dossier lives. */
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
  'visit-ordered',
  'visited',
  'decided',
  'settled',
  'issued',
  'numbered',
  'ready',
  'handed-over',
  'withdrawn',
  'reopened',
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
] as const
/**
 * Acts that belong to no request: voices people recorded, how the visits of a day went, in numbers; what a supervisor
 * orders of devices and people; what became of a device's own storage. The order is that of a dossier's life.
 */
export const communeKinds = [
  'voice-recorded',
  'voice-approved',
  'voice-rejected',
  'voice-withdrawn',
  'visits-counted',
  'device-lent',
  'device-returned',
  'device-erase-ordered',
  'device-revoked',
  'link-made',
  'person-joined',
  'person-certified',
  'key-rotated',
  'person-left',
  'work-admitted',
  'incident',
] as const
export type CommuneKind = (typeof communeKinds)[number]
export type ActKind = (typeof actKinds)[number] | CommuneKind

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
