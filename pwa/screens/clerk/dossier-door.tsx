// The way to one dossier from the clerk's room: its code and its words come right behind the queue, so that the first
// screen does not carry them and the first dossier does not wait for them.
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { loadMessages, messages } from '../../text/language.ts'
import { Notice } from '../../ui/notice.tsx'
import { Spinner } from '../../ui/progress.tsx'
import type { KeyLine } from './keys-dialog.tsx'

export interface DossierScreenProps {
  readonly id: string
  readonly onBack: () => void
  readonly onKeys: (lines: readonly KeyLine[]) => void
  readonly onOpen: (id: string) => void
}

/** The words of the screen are not there yet. */
const shell = messages<'shell.opening' | 'shell.error.unreachable'>('shell')

type Screen = FunctionComponent<DossierScreenProps>
let fetched: Screen | null = null

const fetchScreen = async (): Promise<Screen> => {
  const words = (['clerk-acts', 'voice'] as const).map((room) => loadMessages(room))
  const [{ DossierScreen }] = await Promise.all([import('./clerk-dossier.tsx'), ...words])
  return (fetched = DossierScreen)
}

/** Once the queue is drawn. A failure is nobody's business here: opening a dossier tries again, and says it. */
export const useDossierSoon = (): void => {
  useEffect(() => {
    const timer = setTimeout(() => void fetchScreen().catch(() => undefined), 300)
    return () => clearTimeout(timer)
  }, [])
}

export function DossierDoor(props: DossierScreenProps) {
  const [opened, setOpened] = useState<{ readonly Screen: Screen } | 'failed' | null>(
    fetched === null ? null : { Screen: fetched },
  )
  useEffect(() => {
    if (opened !== null) return
    fetchScreen().then(
      (Screen) => setOpened({ Screen }),
      () => setOpened('failed'),
    )
  }, [])
  if (opened === null) return <Spinner label={shell('shell.opening')} />
  if (opened === 'failed') return <Notice tone="error" title={shell('shell.error.unreachable')} />
  return <opened.Screen {...props} />
}
