// Seeded chance: a schedule is replayed exactly by its seed. Never for anything but the simulation.

export interface Rng {
  /** In [0, 1). */
  next(): number
  below(n: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  bytes(length: number): Uint8Array
  /** A pick in proportion to the weights. */
  weighted<T>(options: readonly (readonly [weight: number, value: T])[]): T
}

/** mulberry32. */
export const createRng = (seed: number): Rng => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number): number => Math.floor(next() * n)
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error('nothing to pick from')
    return list[below(list.length)] as T
  }
  return {
    next,
    below,
    pick,
    chance: (probability) => next() < probability,
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
    weighted: (options) => {
      let at = next() * options.reduce((sum, [weight]) => sum + weight, 0)
      const found = options.find(([weight]) => (at -= weight) < 0) ?? options.at(-1)
      if (!found) throw new Error('nothing to pick from')
      return found[1]
    },
  }
}
