// The place of the citizen's side in the frame: fetched when a mediator unlocks, so that the first turn is drawn at once,
// and told when the device locks. While it is drawn, nothing else of the app is.
import { effect } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { me, phase } from '../models/session.ts'
import { asksDigits, side } from '../models/turn-side.ts'
import { loadMessages } from '../text/language.ts'
import { Spinner } from '../ui/progress.tsx'
import { t } from './text.ts'

type State = { readonly TurnedSide: FunctionComponent } | { readonly error: unknown } | null

const load = () => import('../screens/citizen/turned-side.tsx')

/** Whether the screen is anybody's but the helper's: the person's, or nobody's for a while. */
export const isTurned = (): boolean =>
  phase.value === 'paused' || (phase.value === 'open' && (asksDigits.value || side.value !== 'helper'))

export function Turned() {
  const [state, setState] = useState<State>(null)
  useEffect(() => {
    const fetchAll = async () => {
      const [fetched] = await Promise.all([load(), loadMessages('turn'), loadMessages('voice')])
      sitDown(fetched)
      setState(fetched)
    }
    fetchAll().catch((error: unknown) => setState({ error }))
  }, [])
  if (state === null) return <Spinner label={t('shell.opening')} />
  // Nothing was shown to anybody yet.
  if ('error' in state) throw state.error
  return <state.TurnedSide />
}

let standUp: (() => void) | null = null

const sitDown = (fetched: Awaited<ReturnType<typeof load>>): void => {
  if (phase.peek() === 'open') standUp ??= fetched.sitDown()
}

effect(() => {
  // Only a mediator's desk has two sides. Whoever opens it is known before it is open.
  if (phase.value === 'open') {
    // Not on the device yet, and no link: it is fetched again with the first turn.
    if (me.peek()?.role === 'mediator') load().then(sitDown, () => undefined)
    return
  }
  if (phase.value === 'paused') return
  standUp?.()
  standUp = null
})
