// Two brakes in the memory of one process, bounded: a bucket per address against floods, and a growing wait per reference
// against guessing. They stand before those in the database (brakes.ts), and in their place while it does not take them.
import { forgetMs, waitAfter, type BucketSize } from '../store/brakes.ts'

export interface Bucket {
  /** Seconds to wait, 0 when the request may pass. */
  take(key: string, nowMs: number): number
}

export const createBucket = ({ burst, perMinute }: BucketSize, mostKeys = 10_000): Bucket => {
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

export interface Tries {
  /** Counts a try as wrong until it is forgiven. Milliseconds until one may be made; 0: this one may, and is counted. */
  count(key: string, nowMs: number): number
  forgive(key: string): void
}

/** Five wrong tries are free, then 1, 2, 4 … 60 minutes. Forgotten after a quiet day or a right one. */
export const createTries = (mostKeys = 10_000): Tries => {
  const tries = createBounded<{ count: number; last: number }>(mostKeys)
  return {
    count: (key, nowMs) => {
      const known = tries.get(key)
      const { count, last } = known && nowMs - known.last < forgetMs ? known : { count: 0, last: nowMs }
      const wait = Math.max(0, last + waitAfter(count) - nowMs)
      if (wait === 0) tries.set(key, { count: count + 1, last: nowMs })
      return wait
    },
    forgive: (key) => tries.delete(key),
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
