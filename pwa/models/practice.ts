// Going into practice and out of it. Whoever trains never sits at somebody's open session: going in locks it first, and
// coming out leads to the lock screen.
import { isPractising, setPractice } from './practice-flag.ts'
import { directory, lock } from './session.ts'
import { rareRoomsOpen } from './worker-watch.ts'

export { isPractising } from './practice-flag.ts'

/** The sitting is locked, as by hand, and the page starts again as an exercise. False when its rooms are not on this device and the link does not bring them: then nothing changes. */
export const enterPractice = async (): Promise<boolean> => {
  if (isPractising) return true
  if (!(await rareRoomsOpen())) return false
  const isDemo = directory.value?.demo ?? false
  await lock()
  setPractice(isDemo ? 'demo' : 'real')
  location.assign('/')
  return true
}

/** Everything of the exercise is deleted, then the page starts again as the real desk. */
export const leavePractice = async (): Promise<void> => {
  if (!isPractising) return
  const { forgetPractice } = await import('./practice-sitting.ts')
  await forgetPractice()
  setPractice(null)
  location.assign('/')
}
