// F9, its first half: two servers on one data folder. (The second, two servers born from one backup, is in the
// simulation: a lower or sibling epoch changes nothing on a device.)
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createTestDevice } from '../testing/test-device.ts'
import { fileDossier } from '../testing/test-dossier.ts'
import { launchServer, roadTo } from './server-process.ts'
import { settle } from './writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-two-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the second server says in one sentence that the folder is taken, and the first goes on', async () => {
  const dataDir = join(folder, 'data')
  const first = launchServer({ dataDir })
  try {
    const url = await first.ready
    const device = await createTestDevice(
      roadTo(() => url, dataDir),
      'fatima',
    )
    const told = readFileSync(join(dataDir, 'running.json'), 'utf8')

    const second = launchServer({ dataDir })
    expect(await second.ended).toBe(1)
    expect(second.said()).toMatch(/^Le dossier de données .* est déjà utilisé par un autre processus Morchid\..*\n$/)
    expect(readFileSync(join(dataDir, 'running.json'), 'utf8')).toBe(told)

    await fileDossier(device, 0)
    await settle(device.sync)
    expect(await device.disk.outbox()).toEqual([])
    expect(await first.stop()).toBe(0)
    const third = launchServer({ dataDir })
    await third.ready
    expect(await third.stop()).toBe(0)
  } finally {
    await first.kill()
  }
})
