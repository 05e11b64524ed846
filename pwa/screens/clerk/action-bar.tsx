// What can be done now, each button with its key. Yes and no have the same size and none is chosen beforehand. What is
// done now and then stands apart; what is shut says why, before anybody presses it.
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { isAside } from './actions.ts'
import type { Action, Shut } from './actions.ts'
import { ta, tell } from './acts-text.ts'
import type { ActMessage } from './acts-text.ts'
import { comma } from './names.ts'
import { t } from './text.ts'
import type { ClerkMessage } from './text.ts'

interface BarProps {
  readonly actions: readonly Action[]
  readonly onAction: (action: Action) => void
}

export function ActionBar({ actions, onAction }: BarProps) {
  if (actions.length === 0) return <p class="clerk-quiet">{t('no-actions')}</p>
  const shut = Map.groupBy(
    actions.filter((action) => action.shut !== null),
    ({ shut: why }) => (why === null ? '' : whyShut(why)),
  )
  return (
    <div class="clerk-bar" role="group" aria-label={t('actions-label')}>
      {[actions.filter((action) => !isAside(action)), actions.filter(isAside)].map((row, index) =>
        row.length === 0 ? null : (
          <div key={index} class={`clerk-actions ${index === 1 ? 'clerk-actions--aside' : ''}`}>
            {row.map((action) => (
              <Button
                key={action.id}
                kind={action.tone}
                icon={action.icon}
                shortcut={action.shortcut ?? undefined}
                disabled={action.shut !== null}
                onClick={() => onAction(action)}
              >
                {actionLabel(action)}
              </Button>
            ))}
          </div>
        ),
      )}
      {[...shut].map(([why, closed]) => (
        <p key={why} class="clerk-quiet">
          <Icon name="lock" size={18} /> <strong>{closed.map(actionLabel).join(comma())}</strong> · {why}
        </p>
      ))}
    </div>
  )
}

const whyShut = (why: Shut): string => (why === 'once' ? ta('shut.once') : why[lang.value])

/** The pack's own word for its work, ours for what every dossier has. */
export const actionLabel = (action: Action): string =>
  action.label?.[lang.value] ?? tell(labels[action.id] ?? 'do-decided')

const labels: Readonly<Record<string, ClerkMessage | ActMessage>> = {
  claimed: 'do-claimed',
  'claimed:release': 'do-claimed:release',
  'piece-requested': 'do-piece-requested',
  'piece-supplied': 'do-piece-supplied',
  ready: 'do-ready',
  'handed-over': 'do-handed-over',
  settled: 'do-settled',
  withdrawn: 'do-withdrawn',
  noted: 'do-noted',
  'opinion-requested': 'do.opinion-requested',
  'opinion-given': 'do.opinion-given',
  'visit-ordered': 'do.visit-ordered',
  visited: 'do.visited',
  transferred: 'do.transferred',
  corrected: 'do.corrected',
  issued: 'do.issued',
  reopened: 'do.reopened',
  'retention-held': 'do.retention-held',
  'retention-released': 'do.retention-released',
  'disposal-decided': 'do.disposal-decided',
}
