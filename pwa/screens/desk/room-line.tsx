// How much room is left on this device, in words and in beads: nobody has to know what a megabyte is.
import { gauge } from '../../models/gauge.ts'
import { Notice } from '../../ui/notice.tsx'
import { Beads } from '../studio/beads.tsx'
import { t } from './text.ts'

export const RoomLine = () => {
  const { fullness, share } = gauge.value
  const words = t(`home.room-${fullness}`)
  const line = (
    <p class="desk-room">
      {t('home.room')} <Beads done={Math.round(share * 100)} of={100} label={words} />{' '}
      <span aria-hidden="true">{words}</span>
    </p>
  )
  return fullness === 'roomy' ? line : <Notice tone={fullness === 'no-media' ? 'warning' : 'error'}>{line}</Notice>
}
