// `npm run sim:mutants [-- --schedules 150]`: how many of the planted bugs the simulation notices, and how soon. Leaves
// with 1 when one goes unseen.
import { parseArgs } from 'node:util'
import { mutants } from '../shared/sync/simulation/mutants.ts'
import { runSchedule } from '../shared/sync/simulation/schedule.ts'

const { values } = parseArgs({ options: { schedules: { type: 'string', default: '150' }, only: { type: 'string' } } })
const most = Number(values.schedules)
const chosen = Object.entries(mutants).filter(([name]) => values.only === undefined || name.includes(values.only))

let caught = 0
for (const [name, plan] of chosen) {
  const found = await firstFault(plan)
  if (found) caught++
  console.log(found ? `✓ ${name}: schedule ${found.seed}: ${found.fault}` : `✗ ${name}: unseen in ${most} schedules`)
}
console.log(`${caught} of ${chosen.length} planted bugs noticed`)
process.exitCode = caught === chosen.length ? 0 : 1

async function firstFault(plan: (typeof mutants)[string]): Promise<{ seed: number; fault: string } | null> {
  for (let seed = 1; seed <= most; seed++) {
    try {
      const [fault] = (await runSchedule(seed, plan)).faults
      if (fault !== undefined) return { seed, fault: fault.slice(0, 100) }
    } catch (cause) {
      // A machine that falls over has been noticed too.
      return { seed, fault: String(cause).slice(0, 100) }
    }
  }
  return null
}
