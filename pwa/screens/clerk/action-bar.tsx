// What can be done now, each button with its key. Yes and no have the same size and none is chosen beforehand.
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import type { Action } from './actions.ts'
import { t } from './text.ts'
import type { ClerkMessage } from './text.ts'

interface BarProps {
  readonly actions: readonly Action[]
  readonly onAction: (action: Action) => void
}

export function ActionBar({ actions, onAction }: BarProps) {
  if (actions.length === 0) return <p class="clerk-quiet">{t('no-actions')}</p>
  return (
    <div class="clerk-actions" role="group" aria-label={t('actions-label')}>
      {actions.map((action) => (
        <Button
          key={action.id}
          kind={action.tone}
          icon={action.icon}
          shortcut={action.shortcut ?? undefined}
          onClick={() => onAction(action)}
        >
          {actionLabel(action)}
        </Button>
      ))}
    </div>
  )
}

/** The pack's own word for its work, ours for what every dossier has. */
export const actionLabel = (action: Action): string =>
  action.label?.[lang.value] ?? t(labels[action.id] ?? 'do-decided')

const labels: Readonly<Record<string, ClerkMessage>> = {
  claimed: 'do-claimed',
  'claimed:release': 'do-claimed:release',
  'piece-requested': 'do-piece-requested',
  'piece-supplied': 'do-piece-supplied',
  ready: 'do-ready',
  'handed-over': 'do-handed-over',
  settled: 'do-settled',
  withdrawn: 'do-withdrawn',
  noted: 'do-noted',
}
