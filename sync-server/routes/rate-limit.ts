// Two brakes, in memory and bounded: a bucket per address against floods, and a growing wait per reference against
// guessing. A restart forgets both, which costs a guesser more than it gives.
export interface Bucket {
  /** Seconds to wait, 0 when the request may pass. */
  take(key: string, nowMs: number): number
}

/** `burst` at once, then `perMinute`. */
export const createBucket = (burst: number, perMinute: number, mostKeys = 10_000): Bucket => {
  const buckets = createBounded<{ left: number; at: number }>(mostKeys)
  return {
    take: (key, nowMs) => {
      const known = buckets.get(key) ?? { left: burst, at: nowMs }
      const left = Math.min(burst, known.left + ((nowMs - known.at) / 60_000) * perMinute)
      const passes = left >= 1
      buckets.set(key, { left: passes ? left - 1 : left, at: nowMs })
      return passes ? 0 : Math.ceil(((1 - left) * 60) / perMinute)
    },
  }
}

export interface WrongTries {
  /** Milliseconds until the next try may be made, 0 when it may be made now. */
  wait(key: string, nowMs: number): number
  wrong(key: string, nowMs: number): void
  right(key: string): void
}

const FREE_TRIES = 5
const LONGEST_MS = 3_600_000
const FORGET_MS = 86_400_000

/** Five wrong tries are free, then 1, 2, 4 … 60 minutes. Forgotten after a quiet day or a right one. */
export const createWrongTries = (mostKeys = 10_000): WrongTries => {
  const tries = createBounded<{ count: number; last: number }>(mostKeys)
  const current = (key: string, nowMs: number): { count: number; last: number } => {
    const known = tries.get(key)
    return known && nowMs - known.last < FORGET_MS ? known : { count: 0, last: nowMs }
  }
  return {
    wait: (key, nowMs) => {
      const { count, last } = current(key, nowMs)
      if (count < FREE_TRIES) return 0
      return Math.max(0, last + Math.min(LONGEST_MS, 60_000 * 2 ** (count - FREE_TRIES)) - nowMs)
    },
    wrong: (key, nowMs) => tries.set(key, { count: current(key, nowMs).count + 1, last: nowMs }),
    right: (key) => tries.delete(key),
  }
}

/** A map that forgets what was touched longest ago. */
const createBounded = <V>(
  most: number,
): { get(key: string): V | undefined; set(key: string, value: V): void; delete(key: string): void } => {
  const map = new Map<string, V>()
  return {
    get: (key) => map.get(key),
    set: (key, value) => {
      map.delete(key)
      const oldest = map.size < most ? undefined : map.keys().next().value
      if (oldest !== undefined) map.delete(oldest)
      map.set(key, value)
    },
    delete: (key) => void map.delete(key),
  }
}
