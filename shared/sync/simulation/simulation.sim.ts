// Seeded schedules of the real machines under faults (SPEC.md, "How it is proven"). A failing seed is replayed with
// `npm run sim -- --seed N --schedules 1`.
import { expect, test } from 'vitest'
import { honest, mutants } from './mutants.ts'
import { runSchedule, type ScheduleResult } from './schedule.ts'

const run = async (first: number, count: number): Promise<readonly ScheduleResult[]> => {
  const results: ScheduleResult[] = []
  for (let seed = first; seed < first + count; seed++) results.push(await runSchedule(seed))
  return results
}
const broken = (results: readonly ScheduleResult[]): readonly string[] =>
  results.flatMap(({ seed, faults }) => faults.map((fault) => `seed ${seed}: ${fault}`))

test('rules 1 to 8: three devices and a bad link lose nothing, and all see the same, in 300 fixed schedules', async () => {
  const results = await run(1, 300)
  expect(broken(results)).toEqual([])
  // The schedules must have done something for their silence to mean anything.
  const sum = (of: (one: ScheduleResult) => number): number => results.reduce((total, one) => total + of(one), 0)
  expect(sum((one) => one.rows)).toBeGreaterThan(8000)
  expect(sum((one) => one.held)).toBeGreaterThan(100)
  expect(sum((one) => one.deaths)).toBeGreaterThan(300)
})

test('rules 1 to 8: the same holds in 30 schedules nobody has seen before', async () => {
  const first = 1_000_000 + (Date.now() % 1_000_000_000)
  console.log(`fresh schedules from seed ${first}`)
  expect(broken(await run(first, 30))).toEqual([])
})

test.each(Object.keys(mutants))('a planted bug is noticed: %s', async (name) => {
  for (let seed = 1; seed <= 60; seed++) {
    const { faults } = await runSchedule(seed, mutants[name] ?? honest)
    if (faults.length > 0) return
  }
  expect.fail(`60 schedules saw nothing wrong with: ${name}`)
})
