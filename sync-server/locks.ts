// What only one may do at a time, by name, in all processes of the commune: look at one blob, go on with one upload, do
// the hourly round. Within this process whoever came first is first; between processes nobody promises an order. A process
// that dies lets go of everything it had.
export interface Lock {
  /** Once is enough. */
  release(): Promise<void>
}

export interface Waiting {
  /** Called when another waits for what is held: once for each, perhaps again. */
  readonly wanted?: () => void
  /** Who does not want it any more. */
  readonly signal?: AbortSignal
}

export interface Locks {
  /** Null when it is not free now. */
  tryTake(name: string): Promise<Lock | null>
  /** Null when the signal came first. */
  take(name: string, waiting?: Waiting): Promise<Lock | null>
  close(): Promise<void>
}

/** Between processes; what this process has, it has once. */
export interface FarLocks {
  tryTake(name: string): Promise<boolean>
  give(name: string): Promise<void>
  /** Lets whoever has it know that it is waited for. */
  ask(name: string): Promise<void>
  /** `heard` is called for what another process asks of this one. */
  asked(heard: (name: string) => void): void
  close(): Promise<void>
}

/** A process that shares its database with nobody. */
const nobodyElse: FarLocks = {
  tryTake: async () => true,
  give: async () => undefined,
  ask: async () => undefined,
  asked: () => undefined,
  close: async () => undefined,
}

/** Milliseconds between two looks at what another process has. */
const LOOK_MS = 100

interface Place {
  /** Whoever is first in line may still wait for another process. */
  holds: boolean
  readonly wanted: () => void
  /** Its turn has come. */
  readonly enter: () => void
}

export const createLocks = (far: FarLocks = nobodyElse): Locks => {
  /** By name: who has it here, then who waits, in order. */
  const lines = new Map<string, Place[]>()
  const want = (name: string): void => {
    const [first] = lines.get(name) ?? []
    if (first?.holds) first.wanted()
  }
  far.asked(want)

  const leave = (name: string, place: Place): void => {
    const line = lines.get(name) ?? []
    const at = line.indexOf(place)
    if (at >= 0) line.splice(at, 1)
    if (line.length === 0) lines.delete(name)
    else if (at === 0) line[0]?.enter()
  }
  const held = (name: string, place: Place): Lock => {
    place.holds = true
    let released = false
    return {
      release: async () => {
        if (released) return
        released = true
        await far.give(name).finally(() => leave(name, place))
      },
    }
  }
  /** In line here; resolves when it is its turn in this process, or when nobody wants it any more. */
  const lineUp = async (name: string, wanted: () => void, signal?: AbortSignal): Promise<Place> => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const place: Place = { holds: false, wanted, enter: resolve }
    const line = lines.get(name)
    if (!line) {
      lines.set(name, [place])
      return place
    }
    line.push(place)
    want(name)
    signal?.addEventListener('abort', () => resolve(), { once: true })
    await promise
    return place
  }
  return {
    tryTake: async (name) => {
      if (lines.has(name)) return null
      const place = await lineUp(name, () => undefined)
      let taken = false
      try {
        taken = await far.tryTake(name)
      } finally {
        if (!taken) leave(name, place)
      }
      return taken ? held(name, place) : null
    },
    take: async (name, { wanted = () => undefined, signal } = {}) => {
      const isUnwanted = (): boolean => signal?.aborted === true
      const place = await lineUp(name, wanted, signal)
      let taken = false
      try {
        for (let looks = 0; !taken && !isUnwanted(); looks++) {
          taken = await far.tryTake(name)
          if (!taken && looks % 10 === 0) await far.ask(name)
          if (!taken) await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
        }
      } finally {
        if (!taken) leave(name, place)
      }
      if (!taken) return null
      const lock = held(name, place)
      // Somebody may wait behind it already.
      if ((lines.get(name)?.length ?? 0) > 1) want(name)
      return lock
    },
    close: () => far.close(),
  }
}

/** Runs `work` when nobody else has that name. */
export const whileHolding = async <T>(locks: Locks, name: string, work: () => Promise<T>): Promise<T> => {
  const lock = await locks.take(name)
  try {
    return await work()
  } finally {
    await lock?.release()
  }
}
