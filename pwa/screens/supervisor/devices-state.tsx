// The state of a device as a picture and a word, never a colour alone.
import type { DeviceState } from '../../models/fleet-list.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { t } from './text.ts'

const icons: Readonly<Record<DeviceState, IconName>> = {
  'in-use': 'success',
  lent: 'external',
  erasing: 'clock',
  revoked: 'lock',
  erased: 'trash',
}

export function DeviceStateBadge({ state }: { readonly state: DeviceState }) {
  return (
    <span class={`supervisor-status fleet-state fleet-state--${state}`}>
      <Icon name={icons[state]} /> {t(`fleet-state-${state}`)}
    </span>
  )
}
