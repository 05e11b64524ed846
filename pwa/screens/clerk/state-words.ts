// The picture and the word of each public state: one vocabulary for every channel.
import type { PublicState } from '../../../shared/procedure/workflow.ts'
import type { StateTone } from '../../ui/state-badge.tsx'
import type { ClerkMessage } from './text.ts'

export const stateWords: Readonly<Record<PublicState, { readonly tone: StateTone; readonly message: ClerkMessage }>> = {
  draft: { tone: 'draft', message: 'state-draft' },
  kept: { tone: 'kept', message: 'state-kept' },
  received: { tone: 'received', message: 'state-received' },
  missing: { tone: 'missing', message: 'state-missing' },
  'in-progress': { tone: 'progress', message: 'state-in-progress' },
  suspended: { tone: 'suspended', message: 'state-suspended' },
  accepted: { tone: 'accepted', message: 'state-accepted' },
  ready: { tone: 'ready', message: 'state-ready' },
  'handed-over': { tone: 'done', message: 'state-handed-over' },
  refused: { tone: 'refused', message: 'state-refused' },
  withdrawn: { tone: 'withdrawn', message: 'state-withdrawn' },
}
