// How a prompt is heard today, as a picture and a word.
import type { Heard } from '../../../shared/voice/coverage.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { t } from './text.ts'

const icons: Readonly<Record<Heard, IconName>> = {
  recorded: 'user',
  pending: 'clock',
  default: 'device',
  missing: 'warning',
}

export function HeardBadge({ heard, again }: { readonly heard: Heard; readonly again: boolean }) {
  return (
    <span class={`studio-heard studio-heard--${again ? 'again' : heard}`}>
      <Icon name={again ? 'refresh' : icons[heard]} /> {t(again ? 'heard-again' : `heard-${heard}`)}
    </span>
  )
}
