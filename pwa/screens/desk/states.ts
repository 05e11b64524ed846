// One vocabulary for where a dossier stands: the same picture and word in every list, page and paper of the desk.
// "Kept" and "received" are never mixed: a dossier of which one act still waits here says so beside its state.
import type { PublicState } from '../../../shared/procedure/workflow.ts'
import type { StateTone } from '../../ui/state-badge.tsx'
import type { DeskMessage } from './text.ts'

export const toneOf: Readonly<Record<PublicState, StateTone>> = {
  draft: 'draft',
  kept: 'kept',
  received: 'received',
  missing: 'missing',
  'in-progress': 'progress',
  suspended: 'suspended',
  accepted: 'accepted',
  ready: 'ready',
  'handed-over': 'done',
  refused: 'refused',
  withdrawn: 'withdrawn',
}

export const stateWord = (state: PublicState): DeskMessage => `state.${state}`

/** What the person must do next, as a sentence to tell them. */
export const nextWord = (state: PublicState): DeskMessage => `next.${state}`
