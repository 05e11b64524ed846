// How much this browser still takes. What it says of itself is an estimate, and newer ones say the same on every machine;
// so room is also measured: whether a file can be made that much longer. Nothing is written by it.
import type { MirrorDisk } from './mirror-disk.ts'

export interface Room {
  readonly used: number
  /** What the browser says it would take in all; null when it does not say. */
  readonly quota: number | null
  /** The largest of `sizes` that still goes in; 0 when none does, null where it cannot be measured. */
  readonly free: number | null
}

/** Asked from the largest on. */
export const measureRoom = async (probe: MirrorDisk['room'] | null, sizes: readonly number[]): Promise<Room> => {
  const { usage = 0, quota = null } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {}
  return { used: usage, quota, free: probe ? await largestOf(probe, sizes) : null }
}

const largestOf = async (probe: MirrorDisk['room'], sizes: readonly number[]): Promise<number | null> => {
  try {
    for (const size of sizes) if ((await probe(size)) === 'enough') return size
    return 0
  } catch {
    return null
  }
}
