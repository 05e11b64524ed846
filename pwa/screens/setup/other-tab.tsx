// Another tab of this browser holds the device: only one may write. Here it can be taken over.
import { useState } from 'preact/hooks'
import { takeOver } from '../../models/session.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/progress.tsx'
import './setup-room.css'
import './setup.css'
import { t } from './text.ts'

export const OtherTab = () => {
  const [busy, setBusy] = useState(false)
  const here = async () => {
    setBusy(true)
    await takeOver()
    setBusy(false)
  }
  return (
    <Page title={t('other-tab.title')} lead={t('other-tab.lead')}>
      <p>{t('other-tab.saved')}</p>
      <Button kind="primary" size="large" busy={busy} onClick={here}>
        {t('other-tab.here')}
      </Button>
      {busy && <Spinner label={t('other-tab.busy')} />}
    </Page>
  )
}
