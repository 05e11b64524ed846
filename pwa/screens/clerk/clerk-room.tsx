// The clerk's room: the queue and one dossier. The list and the search stay as they were when a dossier is closed,
// and leave the memory with the room. An address holds a random id, never a name.
import { useLocation } from 'preact-iso'
import { useSignal } from '@preact/signals'
import { PaperDoor } from '../paper/paper-door.tsx'
import { useShortcut } from '../../ui/shortcut.ts'
import { UnsentDoor } from '../unsent/unsent-door.tsx'
import { DossierScreen } from './dossier-screen.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import type { Tab } from './queue.ts'
import { QueueScreen } from './queue-screen.tsx'
import './act-form.css'
import './clerk.css'
import './dossier.css'
import './queue.css'

const dossierPath = /^\/dossier\/([\w-]{22})\/?$/

export function ClerkRoom() {
  const { path, route } = useLocation()
  const tab = useSignal<Tab>('todo')
  const search = useSignal('')
  const keysShown = useSignal(false)
  const showKeys = () => {
    keysShown.value = true
  }
  const nowhere = () => null
  // The button has `?`; this is the same key with an Arabic layout.
  useShortcut('؟', nowhere, showKeys)
  const toQueue = () => route('/')
  useShortcut('G', nowhere, toQueue)

  if (path === '/unsent') return <UnsentDoor />
  const dossier = dossierPath.exec(path)?.[1]
  const isPaper = path === '/paper'
  return (
    <div class="clerk">
      {isPaper ? (
        <PaperDoor onBack={toQueue} />
      ) : dossier === undefined ? (
        <QueueScreen tab={tab} search={search} onKeys={showKeys} onOpen={(id) => route(`/dossier/${id}`)} />
      ) : (
        <DossierScreen key={dossier} id={dossier} onBack={toQueue} onKeys={showKeys} />
      )}
      <KeysDialog open={keysShown.value} onClose={() => (keysShown.value = false)} />
    </div>
  )
}
