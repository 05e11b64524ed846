// The simulation is only worth what it notices: every planted bug must break a promise within some schedules.
import { expect, test } from 'vitest'
import { mutants } from './mutants.ts'
import { runSchedule } from './schedule.ts'

test.each(Object.entries(mutants))('a planted bug is noticed: %s', async (name, plan) => {
  for (let seed = 1; seed <= 240; seed++) {
    try {
      if ((await runSchedule(seed, plan)).faults.length > 0) return
    } catch {
      // A machine that falls over has been noticed too.
      return
    }
  }
  expect.fail(`240 schedules saw nothing wrong with: ${name}`)
})
