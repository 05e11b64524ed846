// Every point and office, its people, its devices and how long each has been silent.
// It shows the last synchronised data with its date, and ranks nobody.
import { useEffect, useState } from 'preact/hooks'
import type { DeviceSeen, Directory, Unit } from '../../../shared/access/directory.ts'
import { isTrusted } from '../../models/fleet-list.ts'
import { link, syncNow } from '../../models/link.ts'
import { directory } from '../../models/session.ts'
import { formatAge, formatDateTime } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { freshnessOf } from './silence.ts'
import { t } from './text.ts'
import { UnitCard } from './unit-card.tsx'

export function UnitsScreen() {
  const now = useNow()
  const known = directory.value
  const { lastSync, state } = link.value
  const dated =
    lastSync === null
      ? t('data-never')
      : t('data-date', {
          date: formatDateTime(lastSync, lang.value),
          age: formatAge(now - Date.parse(lastSync), lang.value),
        })
  return (
    <Page
      wide
      title={t('title')}
      lead={t('lead')}
      actions={
        <Button icon="refresh" busy={state === 'syncing'} onClick={() => void syncNow()}>
          {t('refresh')}
        </Button>
      }
    >
      <p class="supervisor-quiet">{dated}</p>
      {known === null ? <Spinner label={t('loading')} /> : <Units directory={known} now={now} />}
    </Page>
  )
}

function Units({ directory, now }: { readonly directory: Directory; readonly now: number }) {
  // A device that was taken away is silent for good: nobody need call.
  const devices = directory.devices?.filter(isTrusted) ?? null
  const silent = (devices ?? []).filter((device) => freshnessOf(device, now) === 'silent').length
  return (
    <div class="supervisor stack">
      {devices === null ? <Notice tone="info">{t('devices-unknown')}</Notice> : null}
      {silent > 0 ? (
        <Notice tone="warning" title={t('silent-count', { n: silent })}>
          {t('silent-text')}
        </Notice>
      ) : null}
      <UnitList kind="point" directory={directory} devices={devices} now={now} />
      <UnitList kind="office" directory={directory} devices={devices} now={now} />
    </div>
  )
}

interface ListProps {
  readonly kind: Unit['kind']
  readonly directory: Directory
  readonly devices: readonly DeviceSeen[] | null
  readonly now: number
}

function UnitList({ kind, directory, devices, now }: ListProps) {
  const units = directory.units.filter((unit) => unit.kind === kind)
  return (
    <section aria-labelledby={`supervisor-${kind}`}>
      <h2 id={`supervisor-${kind}`}>{t(kind === 'point' ? 'points' : 'offices')}</h2>
      {units.length === 0 ? (
        <EmptyState
          pictogram={kind === 'point' ? 'place' : 'office'}
          title={t(kind === 'point' ? 'points-none' : 'offices-none')}
        >
          {t('units-none-text')}
        </EmptyState>
      ) : (
        <div class="supervisor-units">
          {units.map((unit) => (
            <UnitCard
              key={unit.id}
              unit={unit}
              people={directory.agents.filter((agent) => agent.unit === unit.id)}
              devices={devices?.filter((device) => device.unit === unit.id) ?? null}
              agents={directory.agents}
              now={now}
            />
          ))}
        </div>
      )}
    </section>
  )
}

/** The device's time for ages, moving once a minute, never before the last synchronisation. */
const useNow = (): number => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(now, Date.parse(link.value.lastSync ?? '') || 0)
}
