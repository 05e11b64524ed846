// Who is served when. Requests of one device follow each other closely and are taken in the order in which they came,
// since a packet that overtakes another is refused as a gap (rule 3). Of all devices only a few are at work at once:
// more would not go faster, and each needs memory.

/** Runs `work` after everything that was given before it under any of these names, when there is room. */
export type InTurn = <T>(names: readonly string[], work: () => Promise<T>) => Promise<T>

/** A device never has more than one of the `atOnce` places. */
export const createTurns = (atOnce: number): InTurn => {
  const last = new Map<string, Promise<unknown>>()
  const waiting: (() => void)[] = []
  let free = atOnce

  const inPlace = async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
  return async (names, work) => {
    const before = Promise.allSettled(names.map((name) => last.get(name)))
    const mine = before.then(() => inPlace(work))
    for (const name of names) last.set(name, mine)
    try {
      return await mine
    } finally {
      for (const name of names) if (last.get(name) === mine) last.delete(name)
    }
  }
}
