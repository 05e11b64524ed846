// The way to what waits to be erased: its code and words come with the room of the office, and only when it is opened.
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { loadMessages } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { t } from '../supervisor/text.ts'

export function RetentionDoor() {
  const [opened, setOpened] = useState<{ readonly Screen: FunctionComponent } | 'failed' | null>(null)
  const fetching = opened === null
  useEffect(() => {
    if (!fetching) return
    const words = (['retention', 'fields'] as const).map((room) => loadMessages(room))
    Promise.all([import('./retention-screen.tsx'), ...words]).then(
      ([{ RetentionScreen }]) => setOpened({ Screen: RetentionScreen }),
      () => setOpened('failed'),
    )
  }, [fetching])
  if (opened === null) return <Spinner label={t('loading')} />
  if (opened === 'failed')
    return (
      <Page title={t('nav-retention')}>
        <Notice
          tone="error"
          title={t('retention-unreachable')}
          action={
            <Button icon="refresh" onClick={() => setOpened(null)}>
              {t('refresh')}
            </Button>
          }
        />
      </Page>
    )
  return <opened.Screen />
}
