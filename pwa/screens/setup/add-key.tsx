// "Open with this key or this finger": offered only where the browser can. The passphrase is asked, since only it opens
// the slot whose content the key will open too.
import { useEffect, useState } from 'preact/hooks'
import { people } from '../../models/session.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PassphraseField } from './passphrase-field.tsx'
import { t } from './text.ts'

type Outcome = 'added' | 'wrong-passphrase' | 'no-key' | null

export const AddKey = ({ agent }: { agent: string }) => {
  const [possible, setPossible] = useState(false)
  const [passphrase, setPassphrase] = useState('')
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>(null)
  useEffect(() => {
    void import('../../models/prf-key.ts').then(async ({ hasPrf }) => setPossible(await hasPrf()))
  }, [])
  if (!possible) return null
  const has = people.value.some((one) => one.agent === agent && one.hasKey)

  const add = async (event: Event) => {
    event.preventDefault()
    if (busy || passphrase === '') return
    setBusy(true)
    setOutcome(null)
    const { keys } = await import('../../models/door.ts')
    const added = await keys.addKey(passphrase)
    setBusy(false)
    setPassphrase('')
    setOutcome(added.ok ? 'added' : added.error.type)
  }

  return (
    <section class="setup-part">
      <h2>{t('access.key-title')}</h2>
      <p>{t(has ? 'access.key-has' : 'access.key-why')}</p>
      <form class="setup-form" onSubmit={add} noValidate>
        <PassphraseField
          id="key-passphrase"
          label={t('unlock.passphrase')}
          value={passphrase}
          onInput={setPassphrase}
          error={outcome === 'wrong-passphrase' ? t('unlock.wrong') : undefined}
        />
        <Button kind="secondary" icon="key" type="submit" busy={busy}>
          {t(has ? 'access.key-replace' : 'access.key-add')}
        </Button>
        {outcome === 'added' && <Notice tone="success">{t('access.key-added')}</Notice>}
        {outcome === 'no-key' && <Notice tone="warning">{t('access.key-none')}</Notice>}
      </form>
    </section>
  )
}
