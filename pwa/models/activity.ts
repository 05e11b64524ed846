// What counts as somebody being there although nothing is touched: a voice that speaks, a recording, paper being
// printed, a file being chosen. Each says so itself; who watches the desk asks. Nothing here knows what is done.

const sources = new Set<() => boolean>()
const hearers = new Set<() => void>()

/** Asked at each look for as long as the page lives, or until it is taken back. */
export const countsAsActivity = (isBusy: () => boolean): (() => void) => {
  sources.add(isBusy)
  return () => sources.delete(isBusy)
}

/** For what ends by itself. */
export const busyUntil = (ended: Promise<unknown>): void => {
  const stop = countsAsActivity(() => true)
  const over = () => {
    // The time it took was not idle, even if nobody looked meanwhile.
    noteActivity()
    stop()
  }
  ended.then(over, over)
}

export const isBusy = (): boolean => [...sources].some((one) => one())

/** Somebody did something that is no touch of this window: a tap in the person's own. */
export const noteActivity = (): void => {
  for (const hear of hearers) hear()
}

export const onActivity = (hear: () => void): (() => void) => {
  hearers.add(hear)
  return () => hearers.delete(hear)
}
