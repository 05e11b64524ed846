// Going into practice and out of it. Whoever trains never sits at somebody's open session: going in locks it first, and
// coming out leads to the lock screen.
import { isPractising, setPractice } from './practice-flag.ts'
import { directory, lock } from './session.ts'

export { isPractising } from './practice-flag.ts'

/** The sitting is locked, as by hand, and the page starts again as an exercise. */
export const enterPractice = async (): Promise<void> => {
  if (isPractising) return
  const isDemo = directory.value?.demo ?? false
  await lock()
  setPractice(isDemo ? 'demo' : 'real')
  location.assign('/')
}

/** Everything of the exercise is deleted, then the page starts again as the real desk. */
export const leavePractice = async (): Promise<void> => {
  if (!isPractising) return
  const { forgetPractice } = await import('./practice-sitting.ts')
  await forgetPractice()
  setPractice(null)
  location.assign('/')
}
