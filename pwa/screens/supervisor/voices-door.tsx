// Loads what plays sounds, and the catalogue, only for a supervisor who listens.
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { loadMessages } from '../../text/language.ts'
import { Notice } from '../../ui/notice.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { t } from './text.ts'

export function VoicesDoor() {
  const [opened, setOpened] = useState<{ readonly Screen: FunctionComponent } | 'failed' | null>(null)
  useEffect(() => {
    Promise.all([import('./voices-screen.tsx'), loadMessages('voice')]).then(
      ([{ VoicesScreen }]) => setOpened({ Screen: VoicesScreen }),
      () => setOpened('failed'),
    )
  }, [])
  if (opened === null) return <Spinner label={t('loading')} />
  if (opened === 'failed') return <Notice tone="error" title={t('voices-unreachable')} />
  return <opened.Screen />
}
