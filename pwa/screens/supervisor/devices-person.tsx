// One person: where they can come in, a link for them, and the end of their access.
import { useSignal } from '@preact/signals'
import { useLocation, useRoute } from 'preact-iso'
import type { DeviceSeen } from '../../../shared/access/directory.ts'
import { leaveReasons } from '../../../shared/dossier/standing-payload.ts'
import { fleetDesk, standing, type LeaveReason } from '../../models/fleet.ts'
import { peopleOf, type FleetPerson } from '../../models/fleet-list.ts'
import { directory, me } from '../../models/session.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { KeptOrders } from './devices-kept.tsx'
import { LinkDialog } from './devices-link.tsx'
import { useNow } from './devices-now.ts'
import { OrderDialog } from './devices-order.tsx'
import { WhyFields } from './devices-why.tsx'
import { isolated, seenWords, shortId, unitName } from './devices-words.ts'
import { t } from './text.ts'

export function PersonScreen() {
  const { params } = useRoute()
  const { route } = useLocation()
  const known = directory.value
  const everybody = known ? peopleOf(known, standing.value).flatMap(({ people }) => people) : []
  const person = everybody.find(({ agent }) => agent.id === params['id'])
  const back = () => route('/devices')
  if (!known || !person)
    return (
      <Page title={t('person-gone')} back={back} backLabel={t('fleet-back')}>
        <EmptyState pictogram="not-known" title={t('person-gone')}>
          {t('fleet-gone-text')}
        </EmptyState>
      </Page>
    )
  const { agent } = person
  return (
    <Page
      title={agent.name}
      lead={`${t(`role-${agent.role}`)} · ${isolated(unitName(known, agent.unit))}`}
      back={back}
      backLabel={t('fleet-back')}
    >
      <div class="supervisor stack">
        <KeptOrders lines={person.kept} />
        <Devices person={person} />
        <Actions person={person} />
      </div>
    </Page>
  )
}

/** From which of their devices a person is taken away; `all` is the commune. */
type Ending = DeviceSeen | 'all'

function Devices({ person }: { readonly person: FleetPerson }) {
  const now = useNow()
  const ending = useSignal<Ending | null>(null)
  const { devices } = person
  return (
    <section aria-labelledby="person-devices">
      <h2 id="person-devices">{t('person-devices')}</h2>
      {devices.length === 0 ? <p class="supervisor-quiet">{t('person-devices-none')}</p> : null}
      <ul class="fleet-actions">
        {devices.map((device) => (
          <li key={device.id} class="fleet-action">
            <p>
              <a href={`/devices/${device.id}`}>
                {t('device')} <bdi dir="ltr">{device.id.slice(0, 6)}</bdi>
              </a>{' '}
              <span class="supervisor-quiet">{seenWords(device, now)}</span>
            </p>
            <Button icon="close" onClick={() => (ending.value = device)}>
              {t('end-device')}
            </Button>
          </li>
        ))}
      </ul>
      {ending.value === null ? null : (
        <EndDialog person={person} from={ending.value} onClose={() => (ending.value = null)} />
      )}
    </section>
  )
}

function Actions({ person }: { readonly person: FleetPerson }) {
  const asked = useSignal<'link' | 'end' | null>(null)
  const { agent, kept } = person
  const close = () => (asked.value = null)
  return (
    <section aria-labelledby="person-actions">
      <h2 id="person-actions">{t('fleet-actions')}</h2>
      <ul class="fleet-actions">
        <li class="fleet-action">
          <p>{t('do-link-hint')}</p>
          <Button kind="primary" icon="qr" onClick={() => (asked.value = 'link')}>
            {t('do-link')}
          </Button>
        </li>
        {agent.id === me.value?.id ? (
          <li class="fleet-action">
            <p>{t('person-is-you')}</p>
          </li>
        ) : kept.length > 0 ? null : (
          <li class="fleet-action">
            <p>{t('do-end-hint')}</p>
            <Button kind="danger" icon="lock" onClick={() => (asked.value = 'end')}>
              {t('do-end')}
            </Button>
          </li>
        )}
      </ul>
      {asked.value === 'link' ? <LinkDialog agent={agent.id} name={agent.name} onClose={close} /> : null}
      {asked.value === 'end' ? <EndDialog person={person} from="all" onClose={close} /> : null}
    </section>
  )
}

function EndDialog(props: { readonly person: FleetPerson; readonly from: Ending; readonly onClose: () => void }) {
  const { person, from, onClose } = props
  const reason = useSignal<LeaveReason | null>(null)
  const note = useSignal('')
  const name = isolated(person.agent.name)
  const id = from === 'all' ? null : from.id
  return (
    <OrderDialog
      title={id === null ? t('end-title', { name }) : t('end-device-title', { name, id: shortId(id) })}
      happens={[t('end-1'), t('end-2'), t('end-3')]}
      when={t('when-server')}
      undo="no-undo"
      warning={undefined}
      confirm={t(id === null ? 'do-end' : 'end-device')}
      danger
      ready={reason.value !== null}
      onClose={onClose}
      onConfirm={() => fleetDesk().endPerson(person.agent.id, id, reason.value ?? 'other', note.value)}
    >
      <WhyFields reasons={leaveReasons} reason={reason} note={note} />
    </OrderDialog>
  )
}
