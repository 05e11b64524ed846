// How old this device's copy is and whether something is known to be missing from it, in one line that opens the rest:
// deciding on stale data must never go unseen.
import type { Copy } from '../../models/copy.ts'
import { isLacking } from '../../models/copy.ts'
import { formatAge } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { since } from './now.ts'
import { t } from './text.ts'

export function CopyAge({ copy, now }: { readonly copy: Copy; readonly now: number }) {
  const { lastSync, isAway } = copy
  const lacks = isLacking(copy)
  return (
    <div class="clerk-copy">
      <Icon name={lacks ? 'warning' : isAway ? 'offline' : 'clock'} />
      <span>
        <span>
          {lastSync === null ? t('copy-never') : t('copy-age', { age: formatAge(since(lastSync, now), lang.value) })}
        </span>
        {isAway ? <span class="clerk-copy__lacks">{t('copy-offline')}</span> : null}
        {lacks ? <span class="clerk-copy__lacks">{t('copy-lacks')}</span> : null}
        {lacks || isAway ? null : <span>{t('copy-whole')}</span>}
      </span>
      <Button kind="quiet" shortcut="O" href="/copy">
        {t('copy-open')}
      </Button>
    </div>
  )
}
