// Runs of many schedules for the tests: what broke, and how much was done. Fixed seeds are shared out over several files,
// which the test runner takes side by side.
import { runSchedule, type Counts } from './schedule.ts'

export interface Run {
  /** One line a broken promise, with the seed that replays it: `npm run sim -- --seed N --schedules 1 --steps S`. */
  readonly broken: readonly string[]
  readonly totals: Readonly<Record<keyof Counts, number>>
}

/** A schedule has up to 200 steps; its length is drawn from the seed as well. */
export const stepsOf = (seed: number): number => 60 + (seed % 8) * 20

export const runSchedules = async (first: number, count: number): Promise<Run> => {
  const broken: string[] = []
  const totals: Record<string, number> = {}
  for (let seed = first; seed < first + count; seed++) {
    const { faults, counts } = await runSchedule(seed, undefined, stepsOf(seed))
    broken.push(...faults.map((fault) => `--seed ${seed} --steps ${stepsOf(seed)}: ${fault}`))
    for (const [name, value] of Object.entries(counts)) totals[name] = (totals[name] ?? 0) + value
  }
  return { broken, totals: totals as Run['totals'] }
}
