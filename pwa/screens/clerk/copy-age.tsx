// How old this device's copy is, and what it therefore lacks: deciding on stale data must never go unseen.
import { link } from '../../models/link.ts'
import { formatAge } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Icon } from '../../ui/icon.tsx'
import { since } from './now.ts'
import { t } from './text.ts'

export function CopyAge({ now }: { readonly now: number }) {
  const { lastSync, state, online } = link.value
  const away = !online || state === 'offline'
  return (
    <div class="clerk-copy">
      <Icon name={away ? 'offline' : 'clock'} />
      <span>
        {lastSync === null ? t('copy-never') : t('copy-age', { age: formatAge(since(lastSync, now), lang.value) })}
        {away ? <span class="clerk-copy__lacks"> {t('copy-lacks')}</span> : null}
      </span>
    </div>
  )
}
