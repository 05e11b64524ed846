// The clerk's room: the queue and one dossier. The list and the search stay as they were when a dossier is closed,
// and leave the memory with the room. An address holds a random id, never a name.
import { useLocation } from 'preact-iso'
import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { PapersDoor, papersAt } from '../office-papers/papers-door.tsx'
import { PaperDoor } from '../paper/paper-door.tsx'
import { useShortcut } from '../../ui/shortcut.ts'
import { UnsentDoor } from '../unsent/unsent-door.tsx'
import { CopyDoor } from './copy-door.tsx'
import { DossierDoor, useDossierSoon } from './dossier-door.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import type { KeyLine } from './keys-dialog.tsx'
import { createQueueIndex } from './queue-index.ts'
import { QueueScreen } from './queue-screen.tsx'
import './clerk.css'
import './queue.css'

const dossierPath = /^\/dossier\/([\w-]{22})\/?$/

export function ClerkRoom() {
  const { path, route } = useLocation()
  const index = useMemo(createQueueIndex, [])
  const keysShown = useSignal<{ readonly lines?: readonly KeyLine[] } | null>(null)
  useDossierSoon()
  const showKeys = (lines?: readonly KeyLine[]) => {
    keysShown.value = lines === undefined ? {} : { lines }
  }
  const dossier = dossierPath.exec(path)?.[1]
  const nowhere = () => null
  // The button has `?`; this is the same key with an Arabic layout.
  useShortcut(dossier === undefined ? '؟' : undefined, nowhere, () => showKeys())
  const toQueue = () => route('/')
  useShortcut('G', nowhere, toQueue)

  if (path === '/unsent') return <UnsentDoor />
  const isPaper = path === '/paper'
  const papers = papersAt(path)
  return (
    <div class="clerk">
      {isPaper ? (
        <PaperDoor onBack={toQueue} />
      ) : path === '/copy' ? (
        <CopyDoor onBack={toQueue} />
      ) : papers !== null ? (
        <PapersDoor key={path} {...papers} onBack={() => route(papers.dossier ? `/dossier/${papers.dossier}` : '/')} />
      ) : dossier === undefined ? (
        <QueueScreen index={index} onKeys={() => showKeys()} onOpen={(id) => route(`/dossier/${id}`)} />
      ) : (
        <DossierDoor
          key={dossier}
          id={dossier}
          onBack={toQueue}
          onKeys={showKeys}
          onOpen={(id) => route(`/dossier/${id}`)}
        />
      )}
      <KeysDialog
        open={keysShown.value !== null}
        lines={keysShown.value?.lines}
        onClose={() => (keysShown.value = null)}
      />
    </div>
  )
}
