// Watches the desk from the first unlock on: looks when something is due, and asks the door to pause or to lock. What is
// due is decided in idle.ts; this file must never unlock anything, and knows nothing of what is on the screen.
import { effect } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'
import { beginWatch, lookAgainIn, lookAt, shown, touched } from './idle.ts'
import type { Clocks, Seen, Watch } from './idle.ts'
import type { Phase } from './state.ts'

export interface WatchParts {
  readonly phase: ReadonlySignal<Phase>
  readonly clocks: () => Clocks
  readonly seen: () => Seen
  setTimer(work: () => void, ms: number): unknown
  clearTimer(timer: unknown): void
  /** Each resolves when the screens have left. */
  pause(): Promise<void>
  lock(): Promise<void>
}

export interface DeskWatch {
  /** A finger, a key, a wheel. */
  touch(): void
  /** The window was hidden or shown, or a frozen page lives again. */
  look(): void
  stop(): void
}

/** A mouse that moves tells the same thing sixty times a second. */
const touchEveryMs = 1_000

export const watchDesk = (parts: WatchParts): DeskWatch => {
  let watch: Watch | null = null
  let timer: unknown = null
  let isActing = false
  let lastTouch = Number.NEGATIVE_INFINITY

  const unset = () => {
    if (timer !== null) parts.clearTimer(timer)
    timer = null
  }
  const again = (atLeastMs = 0) => {
    unset()
    if (watch === null || isActing) return
    timer = parts.setTimer(look, Math.max(atLeastMs, lookAgainIn(watch, parts.clocks(), parts.seen())))
  }
  const act = async (work: () => Promise<void>) => {
    isActing = true
    try {
      await work()
    } finally {
      isActing = false
      // A door that did nothing is not asked again at once.
      again(touchEveryMs)
    }
  }
  /** False when the desk is being left. */
  const judge = (): boolean => {
    if (watch === null || isActing) return false
    const seen = parts.seen()
    const looked = lookAt(watch, parts.clocks(), seen)
    watch = looked.watch
    if (looked.verdict === 'pause') void act(parts.pause)
    else if (looked.verdict === 'lock') void act(parts.lock)
    else if (!seen.hidden) watch = shown(watch)
    return looked.verdict === 'stay'
  }
  const look = () => {
    judge()
    again()
  }

  const stopFollowing = effect(() => {
    const level = parts.phase.value
    watch = level === 'open' || level === 'paused' ? beginWatch(level, parts.clocks()) : null
    lastTouch = Number.NEGATIVE_INFINITY
    again()
  })

  return {
    touch: () => {
      const now = parts.clocks()
      if (now.ticks - lastTouch < touchEveryMs) return
      lastTouch = now.ticks
      if (judge() && watch !== null) watch = touched(watch, now)
    },
    look,
    stop: () => {
      stopFollowing()
      watch = null
      unset()
    },
  }
}
