// Requests of one device follow each other closely: they are taken in the order in which they came, since a packet that
// overtakes another is refused as a gap (rule 3). Others do not wait for them.

/** Runs `work` after everything that was given before it under any of these names. */
export type InTurn = <T>(names: readonly string[], work: () => Promise<T>) => Promise<T>

export const createTurns = (): InTurn => {
  const last = new Map<string, Promise<unknown>>()
  return async (names, work) => {
    const before = Promise.allSettled(names.map((name) => last.get(name)))
    const mine = before.then(work)
    for (const name of names) last.set(name, mine)
    try {
      return await mine
    } finally {
      for (const name of names) if (last.get(name) === mine) last.delete(name)
    }
  }
}
