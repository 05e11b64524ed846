// The way into the studio from any room: its code, its words and the catalogue are fetched only by whoever records.
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { loadMessages, messages } from '../../text/language.ts'
import { Notice } from '../../ui/notice.tsx'
import { Spinner } from '../../ui/progress.tsx'

/** The studio's own words are not there yet. */
const shell = messages<'shell.opening' | 'shell.error.unreachable'>('shell')

export function StudioDoor() {
  const [opened, setOpened] = useState<{ readonly Room: FunctionComponent } | 'failed' | null>(null)
  useEffect(() => {
    Promise.all([import('./studio-room.tsx'), loadMessages('studio'), loadMessages('voice')]).then(
      ([{ StudioRoom }]) => setOpened({ Room: StudioRoom }),
      () => setOpened('failed'),
    )
  }, [])
  if (opened === null) return <Spinner label={shell('shell.opening')} />
  if (opened === 'failed') return <Notice tone="error" title={shell('shell.error.unreachable')} />
  return <opened.Room />
}
