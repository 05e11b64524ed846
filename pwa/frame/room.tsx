// The room of a role, fetched with its messages in one go and drawn when both are there.
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Role } from '../../shared/access/directory.ts'
import { loadMessages } from '../text/language.ts'
import type { MessageRoom } from '../text/language.ts'
import { Spinner } from '../ui/progress.tsx'
import { Broken } from './error-boundary.tsx'
import { t } from './text.ts'

type RoomName = 'desk' | 'clerk' | 'supervisor'

/** `system` is the server and never sits at a screen. */
const roomOf: Readonly<Record<Role, RoomName>> = {
  mediator: 'desk',
  clerk: 'clerk',
  officer: 'clerk',
  supervisor: 'supervisor',
  system: 'supervisor',
}

const components: Readonly<Record<RoomName, () => Promise<FunctionComponent>>> = {
  desk: async () => (await import('../screens/desk/desk-room.tsx')).DeskRoom,
  clerk: async () => (await import('../screens/clerk/clerk-room.tsx')).ClerkRoom,
  supervisor: async () => (await import('../screens/supervisor/supervisor-room.tsx')).SupervisorRoom,
}

const catalogues: Readonly<Record<RoomName, readonly MessageRoom[]>> = {
  desk: ['desk', 'fields', 'voice', 'turn'],
  clerk: ['clerk', 'fields'],
  supervisor: ['supervisor', 'voice'],
}

type State = { readonly room: FunctionComponent } | { readonly error: unknown } | null

export function Room({ role }: { readonly role: Role }) {
  const [state, setState] = useState<State>(null)
  useEffect(() => {
    const name = roomOf[role]
    Promise.all([components[name](), ...catalogues[name].map((room) => loadMessages(room))]).then(
      ([room]) => setState({ room }),
      (error: unknown) => setState({ error }),
    )
  }, [role])
  if (state === null) return <Spinner label={t('shell.opening')} />
  if ('error' in state) return <Broken text={t('shell.error.unreachable')} error={state.error} />
  return <state.room />
}
