// One write at a time: a change reads rows, seals the new ones, then commits. Two at once would each build on what
// the other has not written yet. Only one tab holds the device (tab-lock), so this is enough.

export interface Queue {
  /** Runs after everything asked before; a failure is the caller's own and stops nobody else. */
  run<T>(work: () => Promise<T>): Promise<T>
}

export const createQueue = (): Queue => {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run: (work) => {
      const mine = last.then(work, work)
      last = mine.catch(() => undefined)
      return mine
    },
  }
}
