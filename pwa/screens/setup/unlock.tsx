// The locked kiosk: who is here, and their passphrase. Shows names of staff and counts, nothing of any citizen.
import { useEffect, useState } from 'preact/hooks'
import { ended, people, unlock } from '../../models/session.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { PassphraseField } from './passphrase-field.tsx'
import { Recover } from './recover.tsx'
import './setup-room.css'
import './setup.css'
import { t } from './text.ts'
import { UnlockByKey } from './unlock-by-key.tsx'

export const Unlock = () => {
  const list = people.value
  const only = list.length === 1 ? (list[0]?.agent ?? null) : null
  const [chosen, setChosen] = useState<string | null>(null)
  const agent = chosen ?? only
  const [passphrase, setPassphrase] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | undefined>(undefined)
  const [storage, setStorage] = useState<string | null>(null)
  const [recovering, setRecovering] = useState(false)
  const wait = useCountdown()

  const submit = async (event: Event) => {
    event.preventDefault()
    if (busy || wait.seconds > 0) return
    if (agent === null) return setError(t('unlock.choose'))
    if (passphrase === '') return setError(t('passphrase.empty'))
    setError(undefined)
    setStorage(null)
    setBusy(true)
    const result = await unlock(agent, passphrase)
    setBusy(false)
    if (result.ok) return
    if (result.error.type === 'storage') return setStorage(result.error.message)
    setPassphrase('')
    setError(t('unlock.wrong'))
    wait.start(result.error.waitMs)
  }

  if (recovering) return <Recover onBack={() => setRecovering(false)} />
  return (
    <Page title={t(only === null ? 'unlock.title' : 'unlock.title-one')} lead={t('unlock.lead')}>
      {ended.value !== null && <Notice tone="warning">{t(`unlock.${ended.value}`)}</Notice>}
      <form class="setup-form" onSubmit={submit} noValidate>
        {only === null ? (
          <ChoiceGroup
            id="agent"
            legend={t('unlock.who')}
            options={list.map((person) => ({
              value: person.agent,
              label: person.name,
              hint: t(`role.${person.role}`),
            }))}
            value={agent === null ? [] : [agent]}
            onChange={(values) => {
              setChosen(values[0] ?? null)
              setPassphrase('')
              setError(undefined)
            }}
          />
        ) : (
          <p class="setup-person">
            <bdi>{list[0]?.name}</bdi>
          </p>
        )}
        <PassphraseField
          id="passphrase"
          label={t('unlock.passphrase')}
          value={passphrase}
          onInput={setPassphrase}
          error={error}
        />
        {wait.seconds > 0 && <Notice tone="warning">{t('unlock.wait', { count: wait.seconds })}</Notice>}
        {storage !== null && (
          <Notice tone="error" title={t('storage-title')}>
            {t('storage')} <bdi dir="ltr">{storage}</bdi>
          </Notice>
        )}
        <Button kind="primary" size="large" type="submit" busy={busy} disabled={wait.seconds > 0}>
          {t('unlock.do')}
        </Button>
        {busy && <Spinner label={t('unlock.busy')} />}
      </form>
      {list.some((one) => one.agent === agent && one.hasKey) && agent !== null && <UnlockByKey agent={agent} />}
      <details class="setup-help">
        <summary>{t('unlock.forgotten')}</summary>
        <p>{t('unlock.forgotten-what')}</p>
        <Button kind="quiet" icon="key" onClick={() => setRecovering(true)}>
          {t('unlock.nobody')}
        </Button>
      </details>
    </Page>
  )
}

/** Whole seconds left, from the delay that grows with every wrong passphrase. */
const useCountdown = () => {
  const [until, setUntil] = useState(0)
  const [now, setNow] = useState(0)
  useEffect(() => {
    if (until === 0) return
    const timer = setInterval(() => {
      setNow(performance.now())
      if (performance.now() >= until) setUntil(0)
    }, 250)
    return () => clearInterval(timer)
  }, [until])
  return {
    seconds: Math.max(0, Math.ceil((until - now) / 1000)),
    start: (ms: number) => {
      setNow(performance.now())
      setUntil(ms > 0 ? performance.now() + ms : 0)
    },
  }
}
