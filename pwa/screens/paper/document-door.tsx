// The way to a document in hand, from whatever box its code was read in: its code and its words are fetched by the first
// one that is read.
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { loadMessages, messages } from '../../text/language.ts'
import { Notice } from '../../ui/notice.tsx'

/** Its own words are not there yet. */
const shell = messages<'shell.error.unreachable'>('shell')

type Screen = FunctionComponent<{ readonly seal: string }>

export function DocumentDoor({ seal }: { readonly seal: string }) {
  const [opened, setOpened] = useState<{ readonly Screen: Screen } | 'failed' | null>(null)
  useEffect(() => {
    Promise.all([import('./found-document.tsx'), loadMessages('document-check')]).then(
      ([{ FoundDocument }]) => setOpened({ Screen: FoundDocument }),
      () => setOpened('failed'),
    )
  }, [])
  if (opened === null) return null
  if (opened === 'failed') return <Notice tone="error" title={shell('shell.error.unreachable')} />
  return <opened.Screen seal={seal} />
}
