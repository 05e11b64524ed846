// From an enrolment link: four words to open with from now on, and on a shared browser somebody who lets them in.
// Must not keep a passphrase after it succeeded, and must keep what was typed when it failed.
import { useEffect, useRef, useState } from 'preact/hooks'
import { enrol, people } from '../../models/session.ts'
import type { EnrolError } from '../../models/session.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { HostFields, useHost } from './host-fields.tsx'
import { inviteInHash } from './invite.ts'
import { DrawnWords, PassphraseFields } from './new-passphrase.tsx'
import './setup-room.css'
import './setup.css'
import { t } from './text.ts'
import { useNewPassphrase } from './use-new-passphrase.ts'

export const Enrol = () => {
  // The code may be taken out of the address bar while the person types; another link opened in this tab replaces it.
  const [code, setCode] = useState(() => inviteInHash(location.hash))
  const host = useHost()
  const secret = useNewPassphrase()
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<EnrolError | null>(null)
  const problemBox = useRef<HTMLDivElement>(null)
  useEffect(() => problemBox.current?.scrollIntoView({ block: 'nearest' }), [problem])
  useEffect(() => setTried(false), [secret.stage])
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
  const submit = async (event: Event) => {
    event.preventDefault()
    setTried(true)
    setProblem(null)
    if (busy || code === null || secret.chosen === null || (shared && host.input === null)) return
    setBusy(true)
    const input = { code, passphrase: secret.chosen, ...(shared && host.input ? { host: host.input } : {}) }
    const result = await enrol(input)
    setBusy(false)
    if (!result.ok) setProblem(result.error)
  }

  return (
    <Page
      title={t('enrol.title')}
      lead={t('enrol.lead')}
      // A wrong link leads back to the lock screen, or to the welcome where nobody is enrolled.
      back={() => {
        location.hash = ''
      }}
      backLabel={t('enrol.back')}
    >
      {code === null && <Notice tone="error">{t('enrol.bad-link')}</Notice>}
      {secret.stage === 'words' ? (
        <DrawnWords secret={secret} />
      ) : (
        <form class="setup-form" onSubmit={submit} noValidate>
          <PassphraseFields secret={secret} tried={tried} weak={problem?.type === 'weak-passphrase'} />
          {shared && <HostFields host={host} tried={tried} wrong={wrongOf(problem)} />}
          <div ref={problemBox}>{problem !== null && <EnrolProblem problem={problem} />}</div>
          <Button kind="primary" size="large" type="submit" busy={busy} disabled={code === null}>
            {t('enrol.do')}
          </Button>
          {busy && <Spinner label={t('enrol.busy')} />}
        </form>
      )}
    </Page>
  )
}

const wrongOf = (problem: EnrolError | null): 'passphrase' | 'answer' | null =>
  problem?.type === 'wrong-passphrase' ? 'passphrase' : problem?.type === 'wrong-answer' ? 'answer' : null

const EnrolProblem = ({ problem }: { problem: EnrolError }) => {
  switch (problem.type) {
    case 'offline':
      return (
        <Notice tone="warning" title={t('enrol.offline-title')}>
          {t('enrol.offline')}
        </Notice>
      )
    case 'refused':
      return (
        <Notice tone="error" title={t('enrol.refused')}>
          {problem.detail[lang.value]}
        </Notice>
      )
    case 'storage':
      return (
        <Notice tone="error" title={t('storage-title')}>
          {t('storage')} <bdi dir="ltr">{problem.message}</bdi>
        </Notice>
      )
    // These are said beside their box.
    case 'weak-passphrase':
    case 'wrong-passphrase':
    case 'wrong-answer':
      return null
  }
}
