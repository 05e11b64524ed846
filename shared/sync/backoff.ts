// How long to wait before the next try (rule 9). Full jitter: a hundred kiosks that lost the same link do not come
// back in the same second.

const first = 2_000
const longest = 5 * 60_000

/**
 * Milliseconds. `failures` in a row, from 1; `random` in [0, 1); `retryAfter` in seconds, said by the server: never
 * sooner than that, and up to a tenth later.
 */
export const retryDelay = (failures: number, random: number, retryAfter: number | null): number => {
  if (retryAfter !== null) return Math.round(retryAfter * 1000 * (1 + random / 10))
  return Math.round(random * Math.min(longest, first * 2 ** Math.max(0, Math.min(failures, 30) - 1)))
}
