// Schedules nobody has seen before, and seeds that once found something.
import { expect, test } from 'vitest'
import { runSchedule } from './schedule.ts'
import { runSchedules } from './run-schedules.ts'

test('rules 1 to 10: the same holds in 200 schedules nobody has seen before', async () => {
  const first = 1_000_000 + (Date.now() % 1_000_000_000)
  console.log(`fresh schedules from seed ${first}`)
  expect((await runSchedules(first, 200)).broken).toEqual([])
})

test.each([
  [29, 150, 'a sitting cut twice by a rolled-back device is brought back by a witness'],
  [416, 200, 'a draft that came before what brought its unit in is judged again'],
  [571, 200, 'an act that waits at the server is still seen by its author'],
  [935, 200, 'an own entry that a new life holds is brought back with its page'],
  [5160, 200, 'rows of a fork in a dossier submitted meanwhile become a task'],
  [40_098, 200, 'a packet is pruned only when the stable one has its hash'],
])('seed %i, %i steps, found once: %s', async (seed, steps) => {
  expect((await runSchedule(seed, undefined, steps)).faults).toEqual([])
})
