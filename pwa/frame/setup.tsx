// The doors of the app (enrolment, lock screen, another tab), fetched with their words beside the data layer: nothing of
// them is on the first screen, and none can be used before the session knows which one it is.
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { loadMessages } from '../text/language.ts'
import { Spinner } from '../ui/progress.tsx'
import { Broken } from './error-boundary.tsx'
import { isFirstVisit } from './first-visit.ts'
import { t } from './text.ts'

export type SetupScreen = 'enrol' | 'locked' | 'other-tab' | 'access'
type Fetched = { readonly room: FunctionComponent<{ screen: SetupScreen }> } | { readonly error: unknown } | null

const fetchAll = async () => {
  const [{ SetupRoom }] = await Promise.all([import('../screens/setup/setup-room.tsx'), loadMessages('setup')])
  return SetupRoom
}

let fetched: Fetched = null

// Somebody has been here: the lock screen comes beside the database, not after it. A failure is told when it is drawn.
if (!isFirstVisit) fetchAll().catch(() => undefined)

export function Setup({ screen }: { readonly screen: SetupScreen }) {
  const [state, setState] = useState<Fetched>(fetched)
  useEffect(() => {
    if (state !== null && 'room' in state) return
    fetchAll().then(
      (room) => setState((fetched = { room })),
      (error: unknown) => setState({ error }),
    )
  }, [])
  if (state === null) return <Spinner label={t('shell.opening')} />
  if ('error' in state) return <Broken text={t('shell.error.unreachable')} error={state.error} />
  return <state.room screen={screen} />
}
