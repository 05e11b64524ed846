// Who is working, where, in which language, and the lock. No citizen's name ever stands here.
import { useEffect } from 'preact/hooks'
import { isPractising } from '../models/practice-flag.ts'
import { directory, lock, me, phase, unit } from '../models/session.ts'
import { lang, setLang } from '../text/language.ts'
import { Button } from '../ui/button.tsx'
import { LangSwitch } from '../ui/lang-switch.tsx'
import { DemoBanner, TopBar } from '../ui/top-bar.tsx'
import markUrl from '../../icons/morchid.svg?url'
import { isRemembered, remember } from './remembered.ts'
import { t } from './text.ts'

export function Header() {
  const agent = me.value
  const place = unit.value?.name[lang.value]
  return (
    <TopBar
      start={
        <a class="brand" href="/" aria-label={t('shell.name')}>
          <img src={markUrl} alt="" width="36" height="36" />
          <span class="brand__name">{t('shell.name')}</span>
        </a>
      }
      end={
        <>
          <LangSwitch value={lang.value} onChange={setLang} />
          {phase.value === 'open' ? (
            <Button kind="quiet" icon="lock" shortcut="Ctrl+L" onClick={() => void lock()}>
              {t('shell.lock')}
            </Button>
          ) : null}
        </>
      }
    >
      {agent === null ? null : (
        <a class="who" {...(isPractising ? {} : { href: '/access' })}>
          <bdi class="who__name">{agent.name}</bdi>
          {place === undefined ? null : <bdi class="who__place">{place}</bdi>}
        </a>
      )}
    </TopBar>
  )
}

/** What the enrolment link says, before there is a directory. */
const invitedToDemonstration = /[#&]demo(?:&|$)/.test(location.hash)

/** On every screen of a demonstration; a locked device remembers what its directory said. */
export function DemonstrationBanner() {
  const known = directory.value?.demo
  useEffect(() => {
    if (known !== undefined) remember('demonstration', known)
  }, [known])
  return (known ?? (invitedToDemonstration || isRemembered('demonstration'))) ? (
    <DemoBanner text={t('shell.demo')} short={t('shell.demo-short')} />
  ) : null
}
