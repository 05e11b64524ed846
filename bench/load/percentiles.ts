// What a crowd of times comes to. Pure.

/** The smallest time that `share` of them do not exceed (nearest rank); NaN of none. */
export const percentile = (times: readonly number[], share: number): number => {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN
}

export const median = (times: readonly number[]): number => percentile(times, 0.5)

export const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0)
