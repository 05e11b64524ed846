// One device: what is known of it, what was asked of it and has not left, and what can be asked.
import { useSignal } from '@preact/signals'
import { useLocation, useRoute } from 'preact-iso'
import type { Directory } from '../../../shared/access/directory.ts'
import { fleetDesk, standing } from '../../models/fleet.ts'
import { devicesOf, isTrusted, type FleetDevice } from '../../models/fleet-list.ts'
import { directory } from '../../models/session.ts'
import { formatDate, formatDateTime } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { KeptOrders } from './devices-kept.tsx'
import { useNow } from './devices-now.ts'
import { DeviceOrderDialog, type DeviceOrder } from './devices-orders.tsx'
import { DeviceStateBadge } from './devices-state.tsx'
import { ageOf, appWords, isolated, loanWords, shortId, unitName, unsentWords } from './devices-words.ts'
import { t } from './text.ts'

export function DeviceScreen() {
  const { params } = useRoute()
  const { route } = useLocation()
  const now = useNow()
  const known = directory.value
  const device = known && devicesOf(known, standing.value).find(({ seen }) => seen.id === params['id'])
  const back = () => route('/devices')
  if (!known || !device)
    return (
      <Page title={t('fleet-gone')} back={back} backLabel={t('fleet-back')}>
        <EmptyState pictogram="not-known" title={t('fleet-gone')}>
          {t('fleet-gone-text')}
        </EmptyState>
      </Page>
    )
  const here = fleetDesk().device === device.seen.id
  return (
    <Page
      title={t('fleet-device-title', { id: shortId(device.seen.id) }) + (here ? ` (${t('fleet-here')})` : '')}
      back={back}
      backLabel={t('fleet-back')}
      actions={<DeviceStateBadge state={device.state} />}
    >
      <div class="supervisor stack">
        <Told device={device} />
        <KeptOrders lines={device.kept} />
        <Facts device={device} directory={known} now={now} />
        <Actions device={device} directory={known} now={now} />
      </div>
    </Page>
  )
}

function Told({ device: { seen, state } }: { readonly device: FleetDevice }) {
  return (
    <>
      {state === 'in-use' || state === 'lent' ? null : <Notice tone="info">{t(`fleet-told-${state}`)}</Notice>}
      {(seen.setAside ?? 0) === 0 ? null : (
        <Notice tone="warning" title={t('fleet-aside', { n: seen.setAside ?? 0 })}>
          {t('fleet-aside-text')}
        </Notice>
      )}
    </>
  )
}

interface Props {
  readonly device: FleetDevice
  readonly directory: Directory
  readonly now: number
}

function Facts({ device: { seen, people, state }, directory, now }: Props) {
  const since = seen.erasedAt ?? seen.revokedAt ?? seen.eraseOrderedAt
  const rows = [
    {
      key: 'state',
      term: t('fleet-state'),
      description:
        state === 'lent'
          ? loanWords(directory, seen)
          : since === undefined
            ? t(`fleet-state-${state}`)
            : t('fleet-since', {
                state: t(`fleet-state-${state}`),
                date: isolated(formatDateTime(since, lang.value)),
              }),
    },
    { key: 'unit', term: t('fleet-unit'), description: <bdi>{unitName(directory, seen.unit)}</bdi> },
    {
      key: 'people',
      term: t('fleet-people-of'),
      description:
        people.length === 0 ? (
          t('fleet-people-of-none')
        ) : (
          <ul class="supervisor-list">
            {people.map((agent) => (
              <li key={agent.id}>
                <a href={`/people/${agent.id}`}>
                  <bdi>{agent.name}</bdi>
                </a>
              </li>
            ))}
          </ul>
        ),
    },
    {
      key: 'seen',
      term: t('fleet-seen'),
      description:
        seen.lastSeen === null
          ? t('never-seen')
          : `${isolated(ageOf(seen.lastSeen, now))} (${isolated(formatDateTime(seen.lastSeen, lang.value))})`,
    },
    {
      key: 'unsent',
      term: t('fleet-left'),
      description:
        seen.unsent === undefined ? unsentWords(seen) : t('fleet-left-hint', { count: isolated(unsentWords(seen)) }),
    },
    {
      key: 'version',
      term: t('fleet-app'),
      description: seen.version === undefined ? t('fleet-app-unknown') : appWords(seen.version).join(' · '),
    },
    { key: 'enrolled', term: t('fleet-enrolled'), description: formatDate(seen.enrolledAt, lang.value) },
  ]
  return <SummaryList rows={rows} />
}

const icons: Readonly<Record<DeviceOrder, IconName>> = {
  lend: 'external',
  return: 'refresh',
  erase: 'trash',
  revoke: 'lock',
  admit: 'check',
}

/** What may still be asked of it, once what was asked here has reached the server. */
const ordersFor = ({ seen, state, loan, kept }: FleetDevice): readonly DeviceOrder[] => {
  const has = (kind: string) => kept.some((line) => line.kind === kind)
  const orders: DeviceOrder[] = []
  if (isTrusted(seen)) {
    const ending = state === 'erasing' || has('device-erase-ordered') || has('device-revoked')
    const lent = loan !== null || state === 'lent'
    if (!ending && !lent) orders.push('lend')
    if (loan !== null) orders.push('return')
    if (!ending) orders.push('erase')
    if (!has('device-revoked')) orders.push('revoke')
  }
  if ((seen.setAside ?? 0) > 0 && !has('work-admitted')) orders.push('admit')
  return orders
}

function Actions(props: Props) {
  const { device } = props
  const asked = useSignal<DeviceOrder | null>(null)
  const orders = ordersFor(device)
  if (orders.length === 0) return null
  return (
    <section aria-labelledby="fleet-actions">
      <h2 id="fleet-actions">{t('fleet-actions')}</h2>
      <ul class="fleet-actions">
        {orders.map((order) => (
          <li key={order} class="fleet-action">
            <p>{order === 'admit' ? t('admit-2') : t(`do-${order}-hint`)}</p>
            <Button
              kind={order === 'revoke' || order === 'erase' ? 'danger' : 'secondary'}
              icon={icons[order]}
              onClick={() => (asked.value = order)}
            >
              {t(`do-${order}`)}
            </Button>
          </li>
        ))}
      </ul>
      {asked.value === null ? null : (
        <DeviceOrderDialog {...props} order={asked.value} onClose={() => (asked.value = null)} />
      )}
    </section>
  )
}
