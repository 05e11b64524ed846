// One after the other on a slow link, and the small ones before the large: thumbnails of a dossier are all there before
// its first page begins.
export interface Turnstile {
  run<T>(work: () => Promise<T>, isSmall: boolean): Promise<T>
}

export const createTurnstile = (): Turnstile => {
  const small: (() => Promise<void>)[] = []
  const large: (() => Promise<void>)[] = []
  let isRunning = false

  const next = async (): Promise<void> => {
    isRunning = true
    for (let work = small.shift() ?? large.shift(); work; work = small.shift() ?? large.shift()) await work()
    isRunning = false
  }

  return {
    run: (work, isSmall) =>
      new Promise((resolve, reject) => {
        // The caller's failure is its own: the next one runs all the same.
        ;(isSmall ? small : large).push(() => work().then(resolve, reject))
        if (!isRunning) void next()
      }),
  }
}
