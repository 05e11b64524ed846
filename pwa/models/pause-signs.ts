// What the browser shows of somebody being at the desk: touches, a hidden window, a page that was frozen, a print or a
// file dialog. It only tells the watch; it must never keep what was touched or typed.
import { isBusy, busyUntil, onActivity } from './activity.ts'
import { watchDesk } from './pause-watch.ts'
import { state } from './state.ts'
import { side } from './turn-side.ts'

const touches = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'input'] as const

/** Called once, when the page starts. */
export const watchForIdle = (door: { pause(): Promise<void>; lock(): Promise<void> }): void => {
  const watch = watchDesk({
    phase: state.phase,
    clocks: () => ({ ticks: performance.now(), wall: Date.now() }),
    seen: () => ({
      turned: side.peek() !== 'helper',
      busy: isBusy(),
      hidden: document.visibilityState === 'hidden',
    }),
    setTimer: (work, ms) => setTimeout(work, ms),
    clearTimer: (timer) => clearTimeout(timer as number),
    ...door,
  })
  for (const type of touches) addEventListener(type, watch.touch, { capture: true, passive: true })
  onActivity(watch.touch)
  document.addEventListener('visibilitychange', watch.look)
  document.addEventListener('resume', watch.look)
  addEventListener('pageshow', watch.look)
  watchDialogs()
}

/** A window of the system is before ours: whoever chooses a file or a printer touches nothing here. */
const watchDialogs = (): void => {
  addEventListener('beforeprint', () => {
    busyUntil(new Promise<void>((done) => addEventListener('afterprint', () => done(), { once: true })))
  })
  document.addEventListener(
    'click',
    ({ target }) => {
      if (!(target instanceof HTMLInputElement) || target.type !== 'file') return
      const over = (done: () => void) => {
        for (const type of ['change', 'cancel']) target.addEventListener(type, () => done(), { once: true })
      }
      busyUntil(new Promise<void>(over))
    },
    { capture: true },
  )
}
