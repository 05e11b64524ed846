// When a desk that nobody touches is covered, and when it is shut. Pure: it is told what the clocks say and what is
// seen, and answers; it sets no timer and touches nothing.
//
//   open ──nothing touched for 2 min (10 while the person has the screen), hidden 30 s──► paused ──15 min──► locked
//     └──────────────── asleep for 15 min ────────────────────────────────────────────────────────────────────▲
//
// `ticks` never goes back, and on most machines stands still while they sleep. `wall` can say anything: all that is
// believed of it is that it moved much further than the ticks did, which means that the machine slept, or that somebody
// set its clock; either way nobody was at the desk.

export const idleLimits = {
  pauseMs: 120_000,
  /** A person who thinks in front of a question, or looks for a paper in their bag, does not touch the screen. */
  turnedMs: 600_000,
  hiddenMs: 30_000,
  lockMs: 900_000,
  /** What wall time may gain on the ticks before it means anything. */
  sleepMs: 60_000,
  /** Longer than this nothing counts as activity of its own: a voice that never ends is a fault. */
  busyMs: 600_000,
  /** How often to look at least: a sleep is only seen by looking. */
  lookMs: 10_000,
} as const

export interface Clocks {
  readonly ticks: number
  readonly wall: number
}

/** What is seen at the desk at this moment. */
export interface Seen {
  /** The screen, or a window of their own, is the person's. */
  readonly turned: boolean
  /** A voice speaks, something is recorded or printed, a file is being chosen. */
  readonly busy: boolean
  readonly hidden: boolean
}

/** All times are ticks. */
export interface Watch {
  readonly level: 'open' | 'paused'
  /** Open: the last touch. Paused: when it began. */
  readonly since: number
  readonly hiddenSince: number | null
  readonly busySince: number | null
  readonly last: Clocks
}

export type Verdict = 'stay' | 'pause' | 'lock'

export const beginWatch = (level: Watch['level'], clocks: Clocks): Watch => ({
  level,
  since: clocks.ticks,
  hiddenSince: null,
  busySince: null,
  last: clocks,
})

/** To be asked at each look, and before a touch is believed: what wakes a machine up is a touch. */
export const lookAt = (
  watch: Watch,
  clocks: Clocks,
  seen: Seen,
): { readonly watch: Watch; readonly verdict: Verdict } => {
  const gained = clocks.wall - watch.last.wall - (clocks.ticks - watch.last.ticks)
  const slept = gained >= idleLimits.sleepMs ? gained : 0
  const next = slept > 0 ? afterSleep(watch, clocks, slept) : whileAwake(watch, clocks, seen)
  return { watch: next, verdict: verdictOf(next, clocks.ticks, slept, seen.turned) }
}

export const touched = (watch: Watch, { ticks }: Clocks): Watch =>
  watch.level === 'open' ? { ...watch, since: ticks } : watch

/** How long until something may have to be done, if nothing happens. */
export const lookAgainIn = (watch: Watch, { ticks }: Clocks, seen: Seen): number => {
  const dues = [idleLimits.lookMs, watch.since + limitOf(watch, seen.turned) - ticks]
  if (watch.level === 'open' && watch.hiddenSince !== null)
    dues.push(watch.hiddenSince + hiddenLimitOf(seen.turned) - ticks)
  return Math.max(0, Math.min(...dues))
}

const whileAwake = (watch: Watch, { ticks, wall }: Clocks, { busy, hidden }: Seen): Watch => {
  const busySince = busy ? (watch.busySince ?? ticks) : null
  const counts = busySince !== null && ticks - busySince < idleLimits.busyMs
  const hiddenSince = hidden || watch.hiddenSince !== null ? (watch.hiddenSince ?? ticks) : null
  return {
    ...watch,
    since: counts && watch.level === 'open' ? ticks : watch.since,
    hiddenSince: counts && hiddenSince !== null ? ticks : hiddenSince,
    busySince,
    last: { ticks, wall },
  }
}

/** The time slept is time without a touch. */
const afterSleep = (watch: Watch, { ticks, wall }: Clocks, slept: number): Watch => ({
  ...watch,
  since: watch.since - slept,
  hiddenSince: watch.hiddenSince === null ? null : watch.hiddenSince - slept,
  busySince: null,
  last: { ticks, wall },
})

/** Shown again: what was hidden too long has been judged by then. */
export const shown = (watch: Watch): Watch => ({ ...watch, hiddenSince: null })

const verdictOf = (watch: Watch, ticks: number, slept: number, turned: boolean): Verdict => {
  if (slept >= idleLimits.lockMs) return 'lock'
  const idle = ticks - watch.since
  if (watch.level === 'paused') return idle >= idleLimits.lockMs ? 'lock' : 'stay'
  const isLong = idle >= limitOf(watch, turned)
  const isHiddenLong = watch.hiddenSince !== null && ticks - watch.hiddenSince >= hiddenLimitOf(turned)
  return isLong || isHiddenLong ? 'pause' : 'stay'
}

const limitOf = ({ level }: Watch, turned: boolean): number =>
  level === 'paused' ? idleLimits.lockMs : turned ? idleLimits.turnedMs : idleLimits.pauseMs

/** The helper's window may lie behind the person's own. */
const hiddenLimitOf = (turned: boolean): number => (turned ? idleLimits.turnedMs : idleLimits.hiddenMs)
