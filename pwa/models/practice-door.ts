// The door of an exercise, in the place of door.ts: nobody is enrolled, nobody unlocks, and locking is leaving. There is
// no sync loop behind it, no board and no tab lock: this page cannot send anything, because nothing here knows how.
import { err } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'
import { leavePractice } from './practice.ts'
import { openPractice } from './practice-sitting.ts'
import type { EnrolError, UnlockError } from './session.ts'
import { state } from './state.ts'

const closed = { type: 'storage', message: 'practice' } as const

/** A page that is on its way out loses its database, and must not end the exercise of the page that follows it. */
let isGone = false
addEventListener('pagehide', () => {
  isGone = true
})

export const start = async (): Promise<void> => {
  try {
    await openPractice()
    state.phase.value = 'open'
  } catch (cause) {
    if (isGone) return
    console.error('the exercise did not open', cause)
    await leavePractice()
  }
}

export const lock = leavePractice
export const takeOver = leavePractice
export const enrol = (): Promise<Result<void, EnrolError>> => Promise.resolve(err(closed))
export const unlock = (): Promise<Result<void, UnlockError>> => Promise.resolve(err(closed))
