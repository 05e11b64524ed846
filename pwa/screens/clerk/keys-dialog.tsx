// The keys of this room, and the switch for people whose tools press letters on their own (WCAG 2.1.4).
import { useSignal } from '@preact/signals'
import { Key } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { enableLetterShortcuts } from '../../ui/shortcut.ts'
import { t } from './text.ts'
import type { ClerkMessage } from './text.ts'

const keys: readonly (readonly [readonly string[], ClerkMessage])[] = [
  [['↑ ↓'], 'keys-list'],
  [['Enter'], 'keys-open'],
  [['Escape'], 'keys-back'],
  [['G'], 'keys-queue'],
  [['F'], 'keys-search'],
  [['V'], 'check-paper'],
  [['1', '6'], 'keys-tabs'],
  [['C'], 'keys-claim'],
  [['A'], 'keys-accept'],
  [['R'], 'keys-refuse'],
  [['D'], 'keys-duplicate'],
  [['P'], 'do-piece-requested'],
  [['S'], 'do-piece-supplied'],
  [['Y'], 'do-ready'],
  [['H'], 'do-handed-over'],
  [['T'], 'do-settled'],
  [['W'], 'do-withdrawn'],
  [['N'], 'do-noted'],
  [['Ctrl+Enter'], 'act-sign'],
  [['?'], 'keys-help'],
]

export function KeysDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const letters = useSignal(true)
  const onLetters = () => {
    letters.value = !letters.value
    enableLetterShortcuts(letters.value)
  }
  return (
    <Dialog open={open} title={t('keys-title')} onClose={onClose} closeLabel={t('act-close')}>
      <dl class="clerk-keys">
        {keys.map(([pressed, message]) => (
          <div key={message}>
            <dt>
              {pressed.map((name, index) => (
                <>
                  {index > 0 ? ' … ' : null}
                  <Key name={name} />
                  <span class="visually-hidden">{name}</span>
                </>
              ))}
            </dt>
            <dd>{t(message)}</dd>
          </div>
        ))}
      </dl>
      <label class="clerk-switch">
        <input type="checkbox" checked={letters.value} onChange={onLetters} />
        {t('keys-letters')}
      </label>
    </Dialog>
  )
}
