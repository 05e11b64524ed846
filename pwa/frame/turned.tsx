// The place of the citizen's side in the frame: fetched when the screen is first turned, linked with a second window
// from the unlock on, and forgotten when the device locks. While it is drawn, nothing else of the app is.
import { effect } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { me, phase } from '../models/session.ts'
import { turn } from '../models/turn.ts'
import { loadMessages } from '../text/language.ts'
import { Spinner } from '../ui/progress.tsx'
import { t } from './text.ts'

type State = { readonly side: FunctionComponent } | { readonly error: unknown } | null

/** Whether the screen is anybody's but the helper's. */
export const isTurned = (): boolean => phase.value === 'open' && turn.side.value !== 'helper'

export function Turned() {
  const [state, setState] = useState<State>(null)
  useEffect(() => {
    Promise.all([
      import('../screens/citizen/turned-side.tsx'),
      ...(['turn', 'voice'] as const).map((room) => loadMessages(room)),
    ]).then(
      ([{ TurnedSide }]) => setState({ side: TurnedSide }),
      (error: unknown) => setState({ error }),
    )
  }, [])
  if (state === null) return <Spinner label={t('shell.opening')} />
  // Nothing was shown to anybody yet: the helper's side comes back with the reason.
  if ('error' in state) throw state.error
  return <state.side />
}

let unlink: (() => void) | null = null
let forgetSitting: (() => void) | null = null

const cut = (): void => {
  unlink?.()
  unlink = null
}
/** Only a mediator's desk has two sides. */
const linkAgain = (): void => {
  if (phase.peek() === 'open' && me.peek()?.role === 'mediator') void link()
}

effect(() => {
  if (phase.value === 'open') return linkAgain()
  cut()
  forgetSitting?.()
  turn.forget()
})
// A page that is left may be kept asleep by the browser with all it holds: the person's window must not wait for it.
addEventListener('pagehide', cut)
addEventListener('pageshow', linkAgain)

/** The window of a second screen may be there before the first turn. */
const link = async (): Promise<void> => {
  const [{ linkWindow }, sitting] = await Promise.all([
    import('../models/turn-window.ts'),
    import('../models/turn-sitting.ts'),
  ])
  forgetSitting = sitting.forgetSitting
  if (phase.peek() === 'open') unlink ??= linkWindow()
}
