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
  [['C'], 'keys-claim'],
  [['Escape'], 'keys-back'],
  [['G'], 'keys-queue'],
  [['F'], 'keys-search'],
  [['V'], 'check-paper'],
  [['1', '9'], 'keys-tabs'],
  [['PageUp', 'PageDown'], 'keys-pages'],
  [['T'], 'keys-filters'],
  [['O'], 'keys-copy'],
  [['L'], 'lists-button'],
  [['E'], 'registers-button'],
  [['?'], 'keys-help'],
]

/** Keys, and what they do. */
export type KeyLine = readonly [pressed: readonly string[], does: string]

interface KeysProps {
  readonly open: boolean
  /** Those of another screen; the queue's when absent. */
  readonly lines: readonly KeyLine[] | undefined
  readonly onClose: () => void
}

export function KeysDialog({ open, lines, onClose }: KeysProps) {
  const letters = useSignal(true)
  const onLetters = () => {
    letters.value = !letters.value
    enableLetterShortcuts(letters.value)
  }
  return (
    <Dialog open={open} title={t('keys-title')} onClose={onClose} closeLabel={t('act-close')}>
      <dl class="clerk-keys">
        {(lines ?? keys.map(([pressed, message]): KeyLine => [pressed, t(message)])).map(([pressed, does]) => (
          <div key={does}>
            <dt>
              {pressed.map((name, index) => (
                <>
                  {index > 0 ? ' … ' : null}
                  <Key name={name} />
                  <span class="visually-hidden">{name}</span>
                </>
              ))}
            </dt>
            <dd>{does}</dd>
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
