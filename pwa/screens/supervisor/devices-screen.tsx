// Devices and people of the commune: who waits to be vouched for, what each device is and when it was last heard of, and
// everybody unit by unit. The server's word is shown as the server's, what was ordered here as not yet sent.
import { useSignal } from '@preact/signals'
import type { Directory } from '../../../shared/access/directory.ts'
import { fleetDesk, standing } from '../../models/fleet.ts'
import { devicesOf, peopleOf, waitingOf, type FleetDevice } from '../../models/fleet-list.ts'
import { link, syncNow } from '../../models/link.ts'
import { directory } from '../../models/session.ts'
import { Button } from '../../ui/button.tsx'
import { DataList } from '../../ui/data-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { InviteDialog } from './devices-invite.tsx'
import { useNow } from './devices-now.ts'
import { DeviceStateBadge } from './devices-state.tsx'
import { WaitingPeople } from './devices-waiting.tsx'
import { appWords, comma, loanWords, seenWords, unitName, unsentWords } from './devices-words.ts'
import { t } from './text.ts'
import './devices.css'

export function DevicesScreen() {
  const known = directory.value
  const inviting = useSignal(false)
  const kept = standing.value.filter((line) => line.kept && line.kind !== 'person-joined').length
  return (
    <Page
      wide
      title={t('fleet-title')}
      lead={t('fleet-lead')}
      actions={
        <Button kind="primary" icon="add" disabled={known === null} onClick={() => (inviting.value = true)}>
          {t('do-invite')}
        </Button>
      }
    >
      {known === null ? (
        <Spinner label={t('loading')} />
      ) : (
        <div class="supervisor stack">
          {kept === 0 ? null : (
            <Notice
              tone="info"
              title={t('fleet-kept', { n: kept })}
              action={
                <Button icon="send" busy={link.value.state === 'syncing'} onClick={() => void syncNow()}>
                  {t('fleet-send')}
                </Button>
              }
            >
              {t('fleet-kept-text')}
            </Notice>
          )}
          <WaitingPeople waiting={waitingOf(known, standing.value)} directory={known} />
          <Devices directory={known} />
          <People directory={known} />
          {inviting.value ? <InviteDialog directory={known} onClose={() => (inviting.value = false)} /> : null}
        </div>
      )}
    </Page>
  )
}

function Devices({ directory }: { readonly directory: Directory }) {
  const now = useNow()
  const devices = devicesOf(directory, standing.value)
  return (
    <section aria-labelledby="fleet-devices">
      <h2 id="fleet-devices">{t('fleet-devices')}</h2>
      {directory.devices === undefined ? <Notice tone="info">{t('devices-unknown')}</Notice> : null}
      {directory.devices?.length === 0 ? (
        <EmptyState pictogram="not-known" title={t('fleet-devices-none')}>
          {t('fleet-devices-none-text')}
        </EmptyState>
      ) : null}
      <DataList
        label={t('fleet-devices')}
        items={devices}
        keyOf={({ seen }) => seen.id}
        hrefOf={({ seen }) => `/devices/${seen.id}`}
        renderItem={(device) => <DeviceRow device={device} directory={directory} now={now} />}
      />
    </section>
  )
}

interface RowProps {
  readonly device: FleetDevice
  readonly directory: Directory
  readonly now: number
}

function DeviceRow({ device: { seen, state, people, kept }, directory, now }: RowProps) {
  const facts = [seenWords(seen, now), unsentWords(seen), ...(seen.version === undefined ? [] : appWords(seen.version))]
  return (
    <span class="fleet-row">
      <Icon name="device" size={28} />
      <span class="fleet-row__words">
        <span>
          {t('device')}{' '}
          <bdi dir="ltr" class="supervisor-device__id">
            {seen.id.slice(0, 6)}
          </bdi>{' '}
          {fleetDesk().device === seen.id ? <strong>({t('fleet-here')})</strong> : null}
          {' · '}
          <bdi>{unitName(directory, seen.unit)}</bdi>
        </span>
        <span class="supervisor-quiet">
          {people.length === 0 ? t('fleet-people-of-none') : null}
          {people.map(({ id, name }, index) => (
            <span key={id}>
              {index === 0 ? '' : comma()}
              <bdi>{name}</bdi>
            </span>
          ))}
        </span>
        <span class="supervisor-quiet">{facts.join(' · ')}</span>
        {state === 'lent' ? <span class="supervisor-quiet">{loanWords(directory, seen)}</span> : null}
        {kept.length === 0 ? null : (
          <span class="fleet-row__kept">
            <Icon name="clock" /> {t('fleet-kept-order')}
          </span>
        )}
      </span>
      <DeviceStateBadge state={state} />
    </span>
  )
}

function People({ directory }: { readonly directory: Directory }) {
  return (
    <section aria-labelledby="fleet-people">
      <h2 id="fleet-people">{t('people-title')}</h2>
      {directory.units.length === 0 ? (
        <EmptyState pictogram="office" title={t('offices-none')}>
          {t('units-none-text')}
        </EmptyState>
      ) : null}
      <div class="supervisor-units">
        {peopleOf(directory, standing.value).map(({ unit, people }) => (
          <article key={unit.id} class="supervisor-unit" aria-labelledby={`people-${unit.id}`}>
            <h3 id={`people-${unit.id}`}>
              <bdi>{unitName(directory, unit.id)}</bdi>
            </h3>
            {people.length === 0 ? <p class="supervisor-quiet">{t('people-unit-none')}</p> : null}
            <ul class="fleet-people">
              {people.map(({ agent, devices, kept }) => (
                <li key={agent.id}>
                  <a class="fleet-person" href={`/people/${agent.id}`}>
                    <Icon name="user" />
                    <span class="fleet-row__words">
                      <bdi>{agent.name}</bdi>
                      <span class="supervisor-quiet">
                        {t(`role-${agent.role}`)} ·{' '}
                        {devices.length === 0 ? t('people-no-device') : t('people-device-count', { n: devices.length })}
                      </span>
                      {kept.length === 0 ? null : (
                        <span class="fleet-row__kept">
                          <Icon name="clock" /> {t('fleet-kept-order')}
                        </span>
                      )}
                    </span>
                    <Icon name="chevron" />
                  </a>
                </li>
              ))}
            </ul>
          </article>
        ))}
      </div>
    </section>
  )
}
