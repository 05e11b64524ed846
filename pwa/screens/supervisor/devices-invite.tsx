// A link for somebody whom the commune does not know yet: their name, what they do, and where.
import { useSignal } from '@preact/signals'
import type { Directory } from '../../../shared/access/directory.ts'
import { fleetDesk } from '../../models/fleet.ts'
import { ChoiceGroup } from '../../ui/choice-group.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { MakeLink } from './devices-link.tsx'
import { unitName } from './devices-words.ts'
import { t } from './text.ts'

const roles = ['mediator', 'clerk', 'officer', 'supervisor'] as const

export function InviteDialog({ directory, onClose }: { directory: Directory; onClose: () => void }) {
  const name = useSignal('')
  const role = useSignal<(typeof roles)[number] | null>(null)
  const unit = useSignal<string | null>(null)
  const newcomer = () => ({ name: name.value.trim(), role: role.value ?? 'mediator', unit: unit.value ?? '' })
  return (
    <MakeLink
      title={t('invite-title')}
      ready={name.value.trim() !== '' && role.value !== null && unit.value !== null}
      make={() => fleetDesk().invite(newcomer())}
      onClose={onClose}
    >
      <TextField
        id="invite-name"
        label={t('invite-name')}
        value={name.value}
        maxLength={100}
        onInput={(words) => (name.value = words)}
      />
      <ChoiceGroup
        id="invite-role"
        legend={t('invite-role')}
        options={roles.map((value) => ({ value, label: t(`role-${value}`) }))}
        value={role.value === null ? [] : [role.value]}
        onChange={([value]) => (role.value = roles.find((one) => one === value) ?? null)}
        numbered={false}
      />
      <ChoiceGroup
        id="invite-unit"
        legend={t('invite-unit')}
        options={directory.units.map((one) => ({ value: one.id, label: unitName(directory, one.id) }))}
        value={unit.value === null ? [] : [unit.value]}
        onChange={([value]) => (unit.value = value ?? null)}
        numbered={false}
      />
    </MakeLink>
  )
}
