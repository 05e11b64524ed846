// Replays schedules of the sync simulation: `npm run sim -- --seed 17 --schedules 1 [--mutant "gap accepted"]`.
// Says which seed broke which promise, and leaves with 1 when one did.
import { parseArgs } from 'node:util'
import { mutants } from '../shared/sync/simulation/mutants.ts'
import { honest } from '../shared/sync/simulation/plan.ts'
import { stepsOf } from '../shared/sync/simulation/run-schedules.ts'
import { runSchedule } from '../shared/sync/simulation/schedule.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    schedules: { type: 'string', default: '300' },
    steps: { type: 'string' },
    mutant: { type: 'string' },
  },
})

const plan = values.mutant === undefined ? honest : mutants[values.mutant]
const first = Number(values.seed)
const count = Number(values.schedules)
const steps = values.steps === undefined ? null : Number(values.steps)
if (!plan || ![first, count, steps ?? 0].every((n) => Number.isSafeInteger(n) && n >= 0)) {
  console.error('usage: npm run sim -- [--seed N] [--schedules M] [--steps S] [--mutant NAME]')
  console.error(`mutants: ${Object.keys(mutants).join(' · ')}`)
  process.exit(2)
}

const started = performance.now()
let broken = 0
const totals: Record<string, number> = {}
for (let seed = first; seed < first + count; seed++) {
  const result = await runSchedule(seed, plan, steps ?? stepsOf(seed))
  for (const [name, count] of Object.entries(result.counts)) totals[name] = (totals[name] ?? 0) + count
  if (result.faults.length === 0) continue
  broken++
  for (const fault of result.faults) console.log(`seed ${seed}: ${fault}`)
}
const seconds = (performance.now() - started) / 1000
console.log(`${count} schedules, ${broken} broken, ${(count / seconds).toFixed(1)} schedules/s`)
console.log(
  Object.entries(totals)
    .map(([name, total]) => `${name} ${total}`)
    .join(' · '),
)
process.exitCode = broken === 0 ? 0 : 1
