// `npm run faults -- --rounds 200`: kills the real server with SIGKILL that many times under load, and says what was
// acknowledged and what was lost. `--rolling 1000`: three processes on a PostgreSQL of their own, one killed each second,
// until that many packets are acknowledged. Leaves with 1 when anything was lost, and then keeps the data folder.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runKillRounds } from '../sync-server/faults/kill-rounds.ts'
import { runRolling } from '../sync-server/faults/rolling.ts'
import { startPostgres } from '../sync-server/testing/postgres-server.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '200' }, rolling: { type: 'string' } },
})
const count = Number(values.rolling ?? values.rounds)
if (!Number.isSafeInteger(count) || count < 1) {
  console.error('usage: npm run faults -- [--rounds N | --rolling PACKETS]')
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'morchid-faults-'))
const lost = values.rolling === undefined ? await kill(count) : await roll(count)
for (const one of lost.slice(0, 20)) console.log(`LOST ${one}`)
if (lost.length === 0) rmSync(folder, { recursive: true })
else console.log(`the data folder is kept: ${folder}`)
process.exitCode = lost.length === 0 ? 0 : 1

async function kill(rounds: number): Promise<readonly string[]> {
  const report = await runKillRounds({ dataDir: join(folder, 'data'), rounds, readEvery: 10, tell: console.log })
  console.log(
    `${report.rounds} kills under load and ${report.duringStart} while starting: ` +
      `${report.packets} packets with ${report.entries} entries acknowledged, ` +
      `${report.readers} new devices read back, ${report.lost.length} lost`,
  )
  return report.lost
}

async function roll(packets: number): Promise<readonly string[]> {
  const database = await startPostgres()
  if (!database) return ['no PostgreSQL: nothing was tried']
  try {
    const report = await runRolling({
      dataDir: join(folder, 'data'),
      databaseUrl: database.url,
      schema: 'c_rolling',
      packets,
      gone: 1,
      by: 'killed',
      tell: console.log,
    })
    console.log(
      `three processes, ${report.gone} killed: ${report.packets} packets with ${report.entries} entries acknowledged, ` +
        `${report.unanswered} requests without an answer, ${report.wrong.length} lost or doubled`,
    )
    return report.wrong
  } finally {
    await database.stop()
  }
}
