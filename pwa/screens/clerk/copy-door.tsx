// The way to what this copy lacks: its code and its words are fetched only by who opens it.
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { loadMessages, messages } from '../../text/language.ts'
import { Notice } from '../../ui/notice.tsx'
import { Spinner } from '../../ui/progress.tsx'

/** The words of the screen are not there yet. */
const shell = messages<'shell.opening' | 'shell.error.unreachable'>('shell')

type Opened = { readonly Screen: FunctionComponent<{ readonly onBack: () => void }> } | 'failed' | null

export function CopyDoor({ onBack }: { readonly onBack: () => void }) {
  const [opened, setOpened] = useState<Opened>(null)
  useEffect(() => {
    Promise.all([import('./copy-screen.tsx'), loadMessages('clerk-copy')]).then(
      ([{ CopyScreen }]) => setOpened({ Screen: CopyScreen }),
      () => setOpened('failed'),
    )
  }, [])
  if (opened === null) return <Spinner label={shell('shell.opening')} />
  if (opened === 'failed') return <Notice tone="error" title={shell('shell.error.unreachable')} />
  return <opened.Screen onBack={onBack} />
}
