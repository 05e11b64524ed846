// A device that nobody may open: why, what of it still leaves, and what to do. It names nobody and shows nothing that
// was written here; there is no passphrase to try.
import { useState } from 'preact/hooks'
import { link } from '../../models/link.ts'
import { reachNow, told, type Told } from '../../models/told.ts'
import { formatDate, formatDateTime } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { stepsOf, type StepState } from './told-steps.ts'
import { t } from './text.ts'
import './told.css'

export function ToldScreen() {
  const now = told.value
  if (now === null) return null
  if (now.why === 'emptied')
    return (
      <Page title={t('emptied-title')} lead={t('emptied-lead')} picture={<Icon name="device" size={64} />}>
        <Notice tone="info">{t('emptied-do')}</Notice>
      </Page>
    )
  return now.why === 'lease' ? <LeaseOver told={now} /> : <Ending told={now} />
}

function LeaseOver({ told }: { readonly told: Told }) {
  return (
    <Page
      title={t('lease-title')}
      lead={t('lease-lead', { days: told.leaseDays })}
      picture={<Icon name="offline" size={64} />}
    >
      <div class="told">
        <Notice tone="info" title={t('lease-do-title')}>
          {t('lease-do')}
        </Notice>
        <Contact />
        <Waiting told={told} />
        {told.clockWrong ? (
          <Notice tone="warning">
            {t('lease-clock', { date: isolated(formatDate(new Date().toISOString(), lang.value)) })}
          </Notice>
        ) : null}
        <LastContact told={told} />
      </div>
    </Page>
  )
}

function Ending({ told }: { readonly told: Told }) {
  return (
    <Page
      title={t(`${told.why === 'revoked' ? 'revoked' : 'erase'}-title`)}
      lead={t(`${told.why === 'revoked' ? 'revoked' : 'erase'}-lead`)}
    >
      <div class="told">
        <section aria-labelledby="told-steps">
          <h2 id="told-steps" class="told__title">
            {t('steps')}
          </h2>
          <ol class="told__steps">
            {stepsOf(told.step).map(({ name, state }) => (
              <li
                key={name}
                class={`told__step told__step--${state}`}
                aria-current={state === 'now' ? 'step' : undefined}
              >
                <Icon name={icons[state]} size={28} />
                <span>{t(`step-${name}`)}</span>
                <span class="told__state">{t(`state-${state}`)}</span>
              </li>
            ))}
          </ol>
        </section>
        <Waiting told={told} />
        <Contact />
        <p>{t('erase-do')}</p>
        <LastContact told={told} />
      </div>
    </Page>
  )
}

const icons = { done: 'success', now: 'sync', later: 'clock' } as const satisfies Record<StepState, string>

/** What waits is told under this screen, with the stick; here only that nothing does, and what nothing can take. */
function Waiting({ told: { why, bytes, stranded } }: { readonly told: Told }) {
  return (
    <>
      {bytes === 0 && stranded === 0 ? <Notice tone="success">{t('waiting-none')}</Notice> : null}
      {stranded === 0 ? null : (
        <Notice tone="warning">{t(why === 'lease' ? 'stranded' : 'lost', { n: stranded })}</Notice>
      )}
    </>
  )
}

function Contact() {
  const [tried, setTried] = useState(false)
  const busy = link.value.state === 'syncing'
  const press = () => void reachNow().finally(() => setTried(true))
  return (
    <div class="told__try">
      <Button kind="primary" size="large" icon="sync" busy={busy} onClick={press}>
        {t('try')}
      </Button>
      <p class="told__link" role="status">
        {busy ? t('trying') : tried && link.value.state === 'offline' ? t('offline') : ''}
      </p>
      {link.value.problem === null || busy ? null : <Notice tone="warning">{link.value.problem[lang.value]}</Notice>}
    </div>
  )
}

function LastContact({ told: { lastContact } }: { readonly told: Told }) {
  return lastContact === null ? null : (
    <p class="told__quiet">{t('last-contact', { date: isolated(formatDateTime(lastContact, lang.value)) })}</p>
  )
}

const isolated = (words: string) => `\u2068${words}\u2069`
