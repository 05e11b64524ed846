// Why something is not received, in words and with a picture, and what to do about it.
import type { HeldReason } from '../../../shared/sync/ports.ts'
import type { Why } from '../../models/unsent.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { t } from './text.ts'

const icons: Readonly<Record<Why, IconName>> = {
  soon: 'sync',
  'no-link': 'offline',
  refused: 'warning',
  'to-approve': 'user',
  'on-stick': 'upload',
  held: 'hand',
  forked: 'edit',
}

interface WhyProps {
  readonly why: Why
  readonly held?: readonly HeldReason[]
  readonly count?: number
}

export const WhyWords = ({ why, held = [], count }: WhyProps) => (
  <p class={`unsent-why unsent-why--${why}`}>
    <Icon name={icons[why]} size={24} />
    <span>
      <strong>
        {t(`why.${why}`)}
        {count === undefined ? '' : ` (${count})`}
      </strong>
      {held.length > 0 && <span> : {held.map((reason) => t(`held.${reason}`)).join(' · ')}</span>}{' '}
      <span class="unsent-why__next">{t(`next.${why}`)}</span>
    </span>
  </p>
)
