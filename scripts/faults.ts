// `npm run faults -- --rounds 200`: kills the real server with SIGKILL that many times under load, and says what was
// acknowledged and what was lost. Leaves with 1 when anything was, and then keeps the data folder.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runKillRounds } from '../sync-server/faults/kill-rounds.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' } } })
const rounds = Number(values.rounds)
if (!Number.isSafeInteger(rounds) || rounds < 1) {
  console.error('usage: npm run faults -- [--rounds N]')
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'morchid-faults-'))
const report = await runKillRounds({ dataDir: join(folder, 'data'), rounds, readEvery: 10, tell: console.log })
for (const one of report.lost.slice(0, 20)) console.log(`LOST ${one}`)
console.log(
  `${report.rounds} kills under load and ${report.duringStart} while starting: ` +
    `${report.packets} packets with ${report.entries} entries acknowledged, ` +
    `${report.readers} new devices read back, ${report.lost.length} lost`,
)
if (report.lost.length === 0) rmSync(folder, { recursive: true })
else console.log(`the data folder is kept: ${folder}`)
process.exitCode = report.lost.length === 0 ? 0 : 1
