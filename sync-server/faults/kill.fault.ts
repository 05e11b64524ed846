// F7: the server dies by SIGKILL under load. A few rounds here; `npm run faults -- --rounds 200` for many.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runKillRounds } from './kill-rounds.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-kill-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('rule 3: whatever a head acknowledged is there after every kill -9, in the files and for a new device', async () => {
  const report = await runKillRounds({ dataDir: join(folder, 'data'), rounds: 12, readEvery: 3 })
  expect(report.lost).toEqual([])
  expect(report.rounds).toBe(12)
  expect(report.duringStart).toBe(2)
  // Two rounds of three are killed in the moment of an acknowledgement.
  expect(report.packets).toBeGreaterThanOrEqual(8)
  expect(report.entries).toBeGreaterThanOrEqual(report.packets)
})
