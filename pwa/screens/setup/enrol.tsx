// From an enrolment link: choose a passphrase, and on a shared browser have a colleague open it first.
// Must not keep a passphrase after it succeeded, and must keep what was typed when it failed.
import { useEffect, useRef, useState } from 'preact/hooks'
import { enrol, people } from '../../models/session.ts'
import type { EnrolError } from '../../models/session.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { inviteInHash } from './invite.ts'
import { PassphraseField } from './passphrase-field.tsx'
import { leastCharacters, longEnough } from './passphrase-rule.ts'
import './setup.css'
import { t } from './text.ts'

export const Enrol = () => {
  // The code may be taken out of the address bar while the person types; another link opened in this tab replaces it.
  const [code, setCode] = useState(() => inviteInHash(location.hash))
  const [host, setHost] = useState<string | null>(null)
  const [hostPassphrase, setHostPassphrase] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<EnrolError | null>(null)
  const problemBox = useRef<HTMLDivElement>(null)
  useEffect(() => problemBox.current?.scrollIntoView({ block: 'nearest' }), [problem])
  useEffect(() => {
    const onHash = () => {
      const next = inviteInHash(location.hash)
      if (next === null) return
      setCode(next)
      setProblem(null)
    }
    addEventListener('hashchange', onHash)
    return () => removeEventListener('hashchange', onHash)
  }, [])

  const shared = people.value.length > 0
  const short = !longEnough(passphrase)
  const different = passphrase !== again
  const hostMissing = shared && (host === null || hostPassphrase === '')

  const submit = async (event: Event) => {
    event.preventDefault()
    setTried(true)
    setProblem(null)
    if (busy || code === null || short || different || hostMissing) return
    setBusy(true)
    const result = await enrol({
      code,
      passphrase,
      ...(shared && host !== null ? { host: { agent: host, passphrase: hostPassphrase } } : {}),
    })
    setBusy(false)
    if (!result.ok) return setProblem(result.error)
    setPassphrase('')
    setAgain('')
    setHostPassphrase('')
  }

  return (
    <Page
      title={t('setup.enrol.title')}
      lead={t('setup.enrol.lead')}
      // A wrong link leads back to the lock screen, or to the welcome where nobody is enrolled.
      back={() => {
        location.hash = ''
      }}
      backLabel={t('setup.enrol.back')}
    >
      {code === null && <Notice tone="error">{t('setup.welcome.paste-wrong')}</Notice>}
      <form class="setup-form" onSubmit={submit} noValidate>
        {shared && (
          <fieldset class="setup-host">
            <legend>{t('setup.enrol.host-title')}</legend>
            <p>{t('setup.enrol.host-why')}</p>
            <ChoiceGroup
              id="host"
              legend={t('setup.enrol.host-who')}
              options={people.value.map((person) => ({ value: person.agent, label: person.name }))}
              value={host === null ? [] : [host]}
              onChange={(values) => setHost(values[0] ?? null)}
              error={tried && host === null ? t('setup.enrol.host-choose') : undefined}
              numbered={false}
            />
            <PassphraseField
              id="host-passphrase"
              label={t('setup.enrol.host-passphrase')}
              value={hostPassphrase}
              onInput={setHostPassphrase}
              error={
                problem?.type === 'wrong-passphrase'
                  ? t('setup.unlock.wrong')
                  : tried && hostPassphrase === ''
                    ? t('setup.passphrase.empty')
                    : undefined
              }
            />
          </fieldset>
        )}
        <Notice tone="info" title={t('setup.enrol.advice-title')}>
          {t('setup.enrol.advice')}
        </Notice>
        <PassphraseField
          id="passphrase"
          label={t('setup.enrol.passphrase')}
          hint={t('setup.enrol.rule', { count: leastCharacters })}
          value={passphrase}
          onInput={setPassphrase}
          fresh
          error={
            (tried && short) || problem?.type === 'weak-passphrase'
              ? t('setup.enrol.short', { count: leastCharacters })
              : undefined
          }
        />
        <PassphraseField
          id="passphrase-again"
          label={t('setup.enrol.again')}
          value={again}
          onInput={setAgain}
          fresh
          error={tried && !short && different ? t('setup.enrol.different') : undefined}
        />
        <div ref={problemBox}>{problem !== null && <EnrolProblem problem={problem} />}</div>
        <Button kind="primary" size="large" type="submit" busy={busy} disabled={code === null}>
          {t('setup.enrol.do')}
        </Button>
        {busy && <Spinner label={t('setup.enrol.busy')} />}
      </form>
    </Page>
  )
}

const EnrolProblem = ({ problem }: { problem: EnrolError }) => {
  switch (problem.type) {
    case 'offline':
      return (
        <Notice tone="warning" title={t('setup.enrol.offline-title')}>
          {t('setup.enrol.offline')}
        </Notice>
      )
    case 'refused':
      return (
        <Notice tone="error" title={t('setup.enrol.refused')}>
          {problem.detail[lang.value]}
        </Notice>
      )
    case 'storage':
      return (
        <Notice tone="error" title={t('setup.storage-title')}>
          {t('setup.storage')} <bdi dir="ltr">{problem.message}</bdi>
        </Notice>
      )
    // These two are said beside their box.
    case 'weak-passphrase':
    case 'wrong-passphrase':
      return null
  }
}
