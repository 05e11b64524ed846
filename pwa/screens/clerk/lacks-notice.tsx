// Before a dossier is decided: that acts of it which others had seen are not on this device, and what to do about it.
import { syncNow } from '../../models/link.ts'
import type { Summary } from '../../models/summary.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { t } from './text.ts'

/** Nothing when nothing is known to be missing. */
export function LacksNotice({ summary }: { readonly summary: Summary }) {
  const n = summary.lacking ?? 0
  if (n === 0) return null
  return (
    <Notice
      tone="warning"
      title={t('lacks-here', { n })}
      action={
        <>
          <Button icon="sync" onClick={() => void syncNow()}>
            {t('lacks-sync')}
          </Button>
          <Button kind="quiet" href="/copy">
            {t('copy-open')}
          </Button>
        </>
      }
    >
      {t('lacks-here-text')}
    </Notice>
  )
}
