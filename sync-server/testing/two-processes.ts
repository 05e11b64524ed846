// What two processes would tell each other of their locks through a database, without one.
import type { FarLocks } from '../locks.ts'

/** Each call is another process. */
export const createFar = (): (() => FarLocks) => {
  const taken = new Set<string>()
  const everyone: ((name: string) => void)[] = []
  return () => ({
    tryTake: async (name) => !taken.has(name) && taken.add(name).has(name),
    give: async (name) => void taken.delete(name),
    ask: async (name) => everyone.forEach((heard) => heard(name)),
    asked: (heard) => void everyone.push(heard),
    close: async () => undefined,
  })
}
