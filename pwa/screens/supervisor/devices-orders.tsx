// The five orders about a device, each with its own confirmation: lend, take back, empty, revoke, count what was set aside.
import { useSignal } from '@preact/signals'
import type { Directory } from '../../../shared/access/directory.ts'
import { revokeReasons } from '../../../shared/dossier/standing-payload.ts'
import { fleetDesk, type RevokeReason } from '../../models/fleet.ts'
import type { FleetDevice } from '../../models/fleet-list.ts'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { OrderDialog } from './devices-order.tsx'
import { WhyFields } from './devices-why.tsx'
import { shortId, unitName, unsentWords, whenWords } from './devices-words.ts'
import { t } from './text.ts'

export type DeviceOrder = 'lend' | 'return' | 'erase' | 'revoke' | 'admit'

interface Props {
  readonly device: FleetDevice
  readonly directory: Directory
  readonly now: number
  readonly onClose: () => void
}

export function DeviceOrderDialog({ order, ...props }: Props & { readonly order: DeviceOrder }) {
  const { device, now, onClose } = props
  const { id } = device.seen
  const own = fleetDesk().device === id ? t('own-device') : undefined
  const shared = { onClose, when: whenWords(device.seen, now), warning: own }
  switch (order) {
    case 'lend':
      return <Lend {...props} />
    case 'revoke':
      return <Revoke {...props} warning={own} />
    case 'return':
      return (
        <OrderDialog
          {...shared}
          title={t('return-title', { id: shortId(id) })}
          happens={[t('return-1')]}
          warning={undefined}
          confirm={t('do-return')}
          onConfirm={() => fleetDesk().takeBack(device.loan ?? '')}
        />
      )
    case 'erase':
      return (
        <OrderDialog
          {...shared}
          title={t('erase-title', { id: shortId(id) })}
          happens={[t('erase-1', { unsent: unsentWords(device.seen) }), t('erase-2'), t('erase-3')]}
          undo="no-undo"
          confirm={t('do-erase')}
          danger
          onConfirm={() => fleetDesk().orderErase(id)}
        />
      )
    case 'admit':
      return (
        <OrderDialog
          onClose={onClose}
          when={t('when-server')}
          title={t('admit-title')}
          happens={[t('admit-1', { count: t('fleet-aside', { n: device.seen.setAside ?? 0 }) }), t('admit-2')]}
          undo="no-undo"
          confirm={t('do-admit')}
          onConfirm={() => fleetDesk().admit(id)}
        />
      )
  }
}

function Revoke({ device, now, onClose, warning }: Props & { readonly warning: string | undefined }) {
  const reason = useSignal<RevokeReason | null>(null)
  const note = useSignal('')
  const { id } = device.seen
  return (
    <OrderDialog
      title={t('revoke-title', { id: shortId(id) })}
      happens={[t('revoke-1'), t('revoke-2'), t('revoke-3')]}
      when={whenWords(device.seen, now)}
      undo="no-undo"
      warning={warning}
      confirm={t('do-revoke')}
      danger
      ready={reason.value !== null}
      onClose={onClose}
      onConfirm={() => fleetDesk().revoke(id, reason.value ?? 'other', note.value)}
    >
      <WhyFields reasons={revokeReasons} reason={reason} note={note} />
    </OrderDialog>
  )
}

function Lend({ device, directory, onClose }: Props) {
  const unit = useSignal<string | null>(null)
  const until = useSignal('')
  const { id, unit: home } = device.seen
  return (
    <OrderDialog
      title={t('lend-title', { id: shortId(id) })}
      happens={[t('lend-1'), t('lend-2'), t('lend-3')]}
      when={t('when-server')}
      undo="can-undo"
      confirm={t('do-lend')}
      ready={unit.value !== null}
      onClose={onClose}
      onConfirm={() => fleetDesk().lend(id, unit.value ?? '', until.value)}
    >
      <ChoiceGroup
        id="fleet-lend-unit"
        legend={t('lend-unit')}
        options={directory.units
          .filter((one) => one.id !== home)
          .map((one) => ({ value: one.id, label: unitName(directory, one.id) }))}
        value={unit.value === null ? [] : [unit.value]}
        onChange={([value]) => (unit.value = value ?? null)}
      />
      <TextField
        id="fleet-lend-until"
        type="date"
        label={t('lend-until')}
        hint={t('lend-until-hint')}
        value={until.value}
        onInput={(day) => (until.value = day)}
      />
    </OrderDialog>
  )
}
