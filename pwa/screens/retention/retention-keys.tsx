// The keys of this screen, for the list that `?` shows.
import { Key } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { stepKeys } from './retention-case.tsx'
import { t } from './text.ts'

export function RetentionKeys({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const keys: readonly (readonly [string, string])[] = [
    ['J', t('keys.after')],
    ['K', t('keys.before')],
    ...stepKeys.map(([key, step]) => [key, t(`do.${step}`)] as const),
    ['Ctrl+Enter', t('sign')],
    ['Escape', t('keys.close')],
    ['?', t('keys.help')],
  ]
  return (
    <Dialog open={open} title={t('keys.title')} closeLabel={t('close')} onClose={onClose}>
      <dl class="retention-keys">
        {keys.map(([name, does]) => (
          <div key={name}>
            <dt>
              <Key name={name} />
              <span class="visually-hidden">{name}</span>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
