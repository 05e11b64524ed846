// So many at once and the others in the order in which they came: the writer's place of a commune, its share of connections.
// Whoever waits too long is told so, and has taken nothing.
export interface Places {
  /** Gives what leaves the place; once is enough. */
  take(): Promise<() => void>
}

export const createPlaces = (count: number, longestWaitMs: number): Places => {
  const waiting: (() => void)[] = []
  let free = count
  const left = (): (() => void) => {
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
  return {
    take: async () => {
      if (free > 0) {
        free--
        return left()
      }
      await new Promise<void>((resolve, reject) => {
        const enter = (): void => {
          clearTimeout(late)
          resolve()
        }
        const late = setTimeout(() => {
          waiting.splice(waiting.indexOf(enter), 1)
          reject(new Error(`no place after ${longestWaitMs / 1000} s`))
        }, longestWaitMs)
        late.unref()
        waiting.push(enter)
      })
      return left()
    },
  }
}
