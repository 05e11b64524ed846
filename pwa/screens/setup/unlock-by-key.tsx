// Opens the device with the person's security key or fingerprint. The passphrase stays beside it.
import { useState } from 'preact/hooks'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { t } from './text.ts'

export const UnlockByKey = ({ agent }: { agent: string }) => {
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const open = async () => {
    setBusy(true)
    setFailed(false)
    const { keys } = await import('../../models/door.ts')
    const opened = await keys.unlockWithKey(agent)
    setBusy(false)
    setFailed(!opened.ok)
  }
  return (
    <div class="setup-by-key">
      <Button kind="secondary" size="large" icon="key" busy={busy} onClick={() => void open()}>
        {t('unlock.by-key')}
      </Button>
      {failed && <Notice tone="warning">{t('unlock.by-key-failed')}</Notice>}
    </div>
  )
}
