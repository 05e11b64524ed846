// How the link does, in words: age of the last exchange, what is kept here, what the office has, what waits to leave.
// "Sent" is never said of something that waits.
import { useLocation } from 'preact-iso'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { counts } from '../models/dossiers.ts'
import { link, syncNow } from '../models/link.ts'
import type { Link } from '../models/link.ts'
import { formatAge, formatBytes } from '../text/format.ts'
import { lang } from '../text/language.ts'
import { Button } from '../ui/button.tsx'
import type { IconName } from '../ui/icon.tsx'
import { OfflineStrip } from '../ui/top-bar.tsx'
import { t } from './text.ts'

export function LinkStrip() {
  // In front of a citizen one line; at home the whole of it.
  const brief = useLocation().path !== '/'
  // The same node until then: another screen is no reason to draw it anew.
  return useMemo(() => <Strip brief={brief} />, [brief])
}

function Strip({ brief }: { brief: boolean }) {
  const now = useMinutes()
  const { lastSync, unsentBytes, problem } = link.value
  const { kept, received } = counts.value
  const look = looks[lookOf(link.value)]
  const age = lastSync === null ? null : formatAge(now - Date.parse(lastSync), lang.value)
  return (
    <OfflineStrip
      tone={kept > 0 && look.tone === 'ok' ? 'waiting' : look.tone}
      icon={look.icon}
      brief={brief && problem === null}
      action={
        <Button kind="secondary" icon="sync" busy={link.value.state === 'syncing'} onClick={() => void syncNow()}>
          {t('shell.send')}
        </Button>
      }
    >
      <a href="/unsent">
        <strong>{t(look.words)}</strong>
      </a>
      {problem === null ? null : <span>{problem[lang.value]}</span>}
      {link.value.state === 'refused' ? <span>{t('shell.link.call')}</span> : null}
      <span>{t('shell.kept', { count: kept })}</span>
      <span>{age === null ? t('shell.link.never') : t('shell.link.last', { age })}</span>
      {received > 0 ? <span>{t('shell.received', { count: received })}</span> : null}
      {unsentBytes > 0 ? <span>{t('shell.unsent', { size: formatBytes(unsentBytes, lang.value) })}</span> : null}
    </OfflineStrip>
  )
}

type Look = 'refused' | 'offline' | 'syncing' | 'online'
interface Shown {
  readonly tone: 'ok' | 'waiting' | 'warning'
  readonly icon: IconName
  readonly words: `shell.link.${Look}`
}

const looks: Readonly<Record<Look, Shown>> = {
  refused: { tone: 'warning', icon: 'warning', words: 'shell.link.refused' },
  offline: { tone: 'waiting', icon: 'offline', words: 'shell.link.offline' },
  syncing: { tone: 'ok', icon: 'sync', words: 'shell.link.syncing' },
  online: { tone: 'ok', icon: 'online', words: 'shell.link.online' },
}

function lookOf(link: Link): Look {
  if (link.state === 'refused' || link.state === 'syncing') return link.state
  return link.state === 'offline' || !link.online ? 'offline' : 'online'
}

/** The time, moving once a minute: an age in words needs no more. */
function useMinutes(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  // A sync that ended after the last tick must not be read as "in the future".
  return Math.max(now, Date.parse(link.value.lastSync ?? '') || 0)
}
