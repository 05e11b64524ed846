// The way to what is not yet sent, from any room and from the lock screen: its code and its words are fetched only when
// somebody looks.
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { loadMessages, messages } from '../../text/language.ts'
import { Notice } from '../../ui/notice.tsx'

/** Its own words are not there yet. */
const shell = messages<'shell.error.unreachable'>('shell')

const door = (fetch: () => Promise<FunctionComponent>): FunctionComponent =>
  function Door() {
    const [opened, setOpened] = useState<{ readonly Screen: FunctionComponent } | 'failed' | null>(null)
    useEffect(() => {
      Promise.all([fetch(), loadMessages('unsent')]).then(
        ([Screen]) => setOpened({ Screen }),
        () => setOpened('failed'),
      )
    }, [])
    if (opened === null) return null
    if (opened === 'failed') return <Notice tone="error" title={shell('shell.error.unreachable')} />
    return <opened.Screen />
  }

export const UnsentDoor = door(async () => (await import('./unsent-screen.tsx')).UnsentScreen)
export const LockedUnsentDoor = door(async () => (await import('./locked-unsent.tsx')).LockedUnsent)
