// One point or office: where, who, and its devices with how long each has been silent, as a word beside a picture.
import type { Agent, DeviceSeen, Unit } from '../../../shared/access/directory.ts'
import { formatAge, formatDate } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { bySilence, freshnessOf } from './silence.ts'
import type { Freshness } from './silence.ts'
import { t } from './text.ts'
import type { SupervisorMessage } from './text.ts'

interface UnitProps {
  readonly unit: Unit
  readonly people: readonly Agent[]
  /** Null when this device was never told. */
  readonly devices: readonly DeviceSeen[] | null
  /** Everybody, since people of another unit may use a device here. */
  readonly agents: readonly Agent[]
  readonly now: number
}

export function UnitCard({ unit, people, devices, agents, now }: UnitProps) {
  const headingId = `unit-${unit.id}`
  return (
    <article class="supervisor-unit" aria-labelledby={headingId}>
      <h3 id={headingId}>
        <Icon name={unit.kind === 'point' ? 'point' : 'office'} /> <bdi>{unit.name[lang.value]}</bdi>
      </h3>
      <p class="supervisor-quiet">
        {unit.site === undefined
          ? t('competences', { list: unit.pivots.map(pivotName).join(comma()) })
          : t('site', { site: String(unit.site).padStart(2, '0') })}
        {unit.phone === undefined ? null : (
          <>
            {' · '}
            <a href={`tel:${unit.phone}`}>
              {t('call')} <bdi dir="ltr">{unit.phone}</bdi>
            </a>
          </>
        )}
      </p>
      <h4>{t('people')}</h4>
      {people.length === 0 ? <p class="supervisor-quiet">{t('people-none')}</p> : null}
      <ul class="supervisor-list">
        {people.map((agent) => (
          <li key={agent.id}>
            <Icon name="user" /> <bdi>{agent.name}</bdi> <span class="supervisor-quiet">{t(`role-${agent.role}`)}</span>
          </li>
        ))}
      </ul>
      <h4>{t('devices')}</h4>
      {devices?.length === 0 ? (
        <p class="supervisor-quiet">
          {t('devices-none')}. {t('devices-none-text')}
        </p>
      ) : null}
      <ul class="supervisor-list">
        {bySilence(devices ?? []).map((device) => (
          <Device key={device.id} device={device} agents={agents} now={now} />
        ))}
      </ul>
    </article>
  )
}

const faces: Readonly<Record<Freshness, { readonly icon: IconName; readonly message: SupervisorMessage }>> = {
  fresh: { icon: 'success', message: 'status-fresh' },
  late: { icon: 'clock', message: 'status-late' },
  silent: { icon: 'warning', message: 'status-silent' },
}

interface DeviceProps {
  readonly device: DeviceSeen
  readonly agents: readonly Agent[]
  readonly now: number
}

function Device({ device, agents, now }: DeviceProps) {
  const freshness = freshnessOf(device, now)
  const { icon, message } = faces[freshness]
  const users = device.agents.map((id) => agents.find((agent) => agent.id === id)?.name ?? id)
  return (
    <li class="supervisor-device">
      <Icon name="device" />
      <div>
        <p>
          {t('device')}{' '}
          <bdi dir="ltr" class="supervisor-device__id">
            {device.id.slice(0, 6)}
          </bdi>
        </p>
        <p class="supervisor-quiet">
          {device.lastSeen === null
            ? t('never-seen')
            : t('last-seen', { age: formatAge(Math.max(0, now - Date.parse(device.lastSeen)), lang.value) })}
          {' · '}
          {t('enrolled-on', { date: formatDate(device.enrolledAt, lang.value) })}
        </p>
        {users.length === 0 ? null : (
          <p class="supervisor-quiet">
            {t('device-used-by')}{' '}
            {users.map((name, index) => (
              <>
                {index === 0 ? '' : comma()}
                <bdi>{name}</bdi>
              </>
            ))}
          </p>
        )}
      </div>
      <span class={`supervisor-status supervisor-status--${freshness}`}>
        <Icon name={icon} /> {t(message)}
      </span>
    </li>
  )
}

const comma = () => (lang.value === 'ar' ? '، ' : ', ')

const pivotName = (pivot: string): string => {
  const names: Readonly<Record<string, SupervisorMessage>> = {
    'etat-civil': 'pivot-etat-civil',
    'local-authority': 'pivot-local-authority',
    roads: 'pivot-roads',
  }
  const message = names[pivot]
  return message === undefined ? pivot : t(message)
}
