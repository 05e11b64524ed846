// The way to what an office prints, from the clerk's room: its code and its words are fetched only by who opens it.
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { loadMessages, messages } from '../../text/language.ts'
import { Notice } from '../../ui/notice.tsx'
import { Spinner } from '../../ui/progress.tsx'
import type { PapersScreenProps } from './screen-props.ts'

type What = 'document' | 'lists' | 'registers'

interface Place {
  readonly what: What
  /** Of a document; '' elsewhere. */
  readonly dossier: string
}

/** What stands at an address of the clerk's room; null when it is not ours. */
export const papersAt = (path: string): Place | null => {
  const dossier = /^\/dossier\/([\w-]{22})\/paper\/?$/.exec(path)?.[1]
  if (dossier !== undefined) return { what: 'document', dossier }
  return path === '/lists'
    ? { what: 'lists', dossier: '' }
    : path === '/registers'
      ? { what: 'registers', dossier: '' }
      : null
}

type Screen = FunctionComponent<PapersScreenProps>

/** Their own words are not there yet. */
const shell = messages<'shell.opening' | 'shell.error.unreachable'>('shell')

const screens: Readonly<Record<What, () => Promise<Screen>>> = {
  document: async () => (await import('./document-screen.tsx')).DocumentScreen,
  lists: async () => (await import('./lists-screen.tsx')).ListsScreen,
  registers: async () => (await import('./registers-screen.tsx')).RegistersScreen,
}

export function PapersDoor({ what, dossier, onBack }: Place & { readonly onBack: () => void }) {
  const [opened, setOpened] = useState<{ readonly Screen: Screen } | 'failed' | null>(null)
  useEffect(() => {
    Promise.all([screens[what](), loadMessages('papers')]).then(
      ([Screen]) => setOpened({ Screen }),
      () => setOpened('failed'),
    )
  }, [])
  if (opened === null) return <Spinner label={shell('shell.opening')} />
  if (opened === 'failed') return <Notice tone="error" title={shell('shell.error.unreachable')} />
  return <opened.Screen dossier={dossier} onBack={onBack} />
}
