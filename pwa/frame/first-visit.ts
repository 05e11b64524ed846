// Whether this browser has ever shown a person's screen. On a first visit the welcome or the enrolment is drawn before
// the database is there to say that nobody is: it saves a hundred kilobytes of waiting on a slow link.
import { effect, signal } from '@preact/signals'
import { phase } from '../models/session.ts'
import { isRemembered, remember } from './remembered.ts'

/** False also when storage is refused: then the session decides, later. */
export const isFirstVisit: boolean = !isRemembered('visited', true) && phase.peek() === 'starting'

const hash = signal(location.hash)
if (isFirstVisit) addEventListener('hashchange', () => (hash.value = location.hash))

/** The screen to draw while the session starts; null when only the session can know. */
export function earlyPhase(): 'welcome' | 'enrol' | null {
  if (!isFirstVisit) return null
  return /^#enrol=./.test(hash.value) ? 'enrol' : 'welcome'
}

effect(() => {
  if (phase.value === 'locked' || phase.value === 'open') remember('visited', true)
})
