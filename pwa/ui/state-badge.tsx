// Where a dossier stands: its own picture and its own word, told apart without colour.
import { Pictogram } from './pictogram.tsx'
import type { PictogramName } from './pictogram.tsx'
import './state-badge.css'

export type StateTone =
  | 'kept'
  | 'sent'
  | 'received'
  | 'missing'
  | 'progress'
  | 'suspended'
  | 'accepted'
  | 'ready'
  | 'done'
  | 'refused'
  | 'withdrawn'
  | 'draft'

const pictures: Record<StateTone, PictogramName> = {
  kept: 'kept',
  sent: 'sent',
  received: 'received',
  missing: 'missing',
  progress: 'progress',
  suspended: 'suspended',
  accepted: 'accepted',
  ready: 'ready',
  done: 'handed-over',
  refused: 'refused',
  withdrawn: 'withdrawn',
  draft: 'draft',
}

export function StateBadge({ tone, label }: { readonly tone: StateTone; readonly label: string }) {
  return (
    <span class={`state-badge state-badge--${tone}`}>
      <Pictogram name={pictures[tone]} size={28} />
      <span>{label}</span>
    </span>
  )
}
