// F10: yesterday's copy comes back, after five devices wrote and synced for a day. Real server, real files, the
// operator's own commands; at the end nothing that any device saw acknowledged may be missing.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDevice } from '../testing/test-device.ts'
import { runCommand } from './command.ts'
import { launchServer, roadTo, type ServerProcess } from './server-process.ts'
import { readStored } from './stored.ts'
import { createDiary, createWriter, settle, type Diary, type Writer } from './writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'morchid-restore-'))
const dataDir = join(folder, 'data')
const shelf = join(folder, 'backups')
let url: string | null = null
const road = roadTo(() => url, dataDir)
let server: ServerProcess
const start = async (): Promise<void> => {
  server = launchServer({ dataDir })
  url = await server.ready
}
afterAll(async () => {
  await server.kill()
  rmSync(folder, { recursive: true, force: true })
})

const newest = (): string => join(shelf, readdirSync(shelf).sort().at(-1) ?? '')
const healthOf = async (): Promise<{ epoch: { counter: number; random: string } }> =>
  (await (await road.request('/healthz', {})).json()) as { epoch: { counter: number; random: string } }

let serial = 0
const writeDay = async (writers: readonly Writer[], requests: number): Promise<void> => {
  await Promise.all(
    writers.map(async (writer) => {
      for (let i = 0; i < requests; i++) expect(await writer.writeAndSync()).toBe(true)
      await writer.settle()
    }),
  )
}
/** What a new device of the point cannot read. */
const missingFor = async (agent: string, diary: Diary): Promise<readonly string[]> => {
  const reader = await createTestDevice(road, agent)
  await settle(reader.sync)
  const { unit } = reader.enrolled.agent
  return [...diary.entries].filter(([id, of]) => of === unit && !reader.disk.pulled.has(id)).map(([id]) => id)
}

describe('a restore from yesterday', () => {
  const diary = createDiary()
  /** Of the device that burns before it is heard again. */
  const lostDiary = createDiary()
  let devices: readonly Writer[]
  let lostDevice: Writer
  let yesterday: string
  let before: Awaited<ReturnType<typeof healthOf>>

  beforeAll(async () => {
    await start()
    const enrol = (agent: 'fatima' | 'lahcen', into: Diary): Promise<Writer> =>
      createWriter(road, agent, into, () => serial++)
    devices = await Promise.all(
      (['fatima', 'fatima', 'fatima', 'lahcen', 'lahcen'] as const).map((a) => enrol(a, diary)),
    )
    lostDevice = await enrol('fatima', lostDiary)
    before = await healthOf()
  })

  test('a backup is made while people write; what two verified ones have is stable, and nothing else', async () => {
    const day = writeDay([...devices, lostDevice], 4)
    const made = await runCommand('backup', '--to', shelf, '--data', dataDir)
    await day
    expect(made.said).toContain('faite et vérifiée')
    expect(made.code).toBe(0)
    yesterday = newest()
    expect(made.said).toContain(`npm run restore -- --from ${yesterday}`)
    for (const name of ['morchid.sqlite', 'keys.json', 'backup.json'])
      expect(statSync(join(yesterday, name)).mode & 0o777).toBe(0o600)
    expect(readdirSync(yesterday).sort()).toEqual(['backup.json', 'keys.json', 'morchid.sqlite', 'papiers.txt'])
    const [copy, now] = [await readStored(yesterday), await readStored(dataDir)]
    expect(copy.integrity).toBe('ok')
    expect([...copy.packets].filter((hash) => !now.packets.has(hash))).toEqual([])
    expect(now.stable.size).toBe(0)

    await writeDay([...devices, lostDevice], 2)
    expect((await runCommand('backup', '--to', shelf, '--data', dataDir)).code).toBe(0)
    const second = await readStored(newest())
    const marked = (await readStored(dataDir)).stable
    expect(second.packets.size).toBeGreaterThan(copy.packets.size)
    expect(marked).toEqual(copy.packets)
    // The devices are told, and let go of those; what only the second copy has they keep.
    for (const device of devices) await device.settle()
  })

  test('a restore is refused while a server runs, and changes nothing', async () => {
    const refused = await runCommand('restore', '--from', yesterday, '--data', dataDir)
    expect(refused.code).toBe(1)
    expect(refused.said).toMatch(/^Un serveur Morchid utilise .* Arrêtez-le \(Ctrl-C\)/)
    expect(await healthOf()).toEqual(before)
  })

  test('a copy that was changed after it was verified is refused, and so is a folder that is none', async () => {
    const database = join(yesterday, 'morchid.sqlite')
    const bytes = readFileSync(database)
    const damaged = Buffer.from(bytes)
    damaged[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1
    writeFileSync(database, damaged)
    const refused = await runCommand('restore', '--from', yesterday, '--data', dataDir)
    expect([refused.code, refused.said]).toEqual([1, expect.stringContaining('plus celle qui avait été vérifiée')])
    writeFileSync(database, bytes)
    const other = await runCommand('restore', '--from', shelf, '--data', dataDir)
    expect([other.code, other.said]).toEqual([1, expect.stringContaining("n'est pas une sauvegarde")])
  })

  test('rule 4: the copy begins a new life; the replaced folder is kept as it was', async () => {
    await writeDay([...devices, lostDevice], 3)
    // Colleagues have read what the lost device wrote.
    for (const device of devices) await device.settle()
    await server.kill()
    const replaced = await readStored(dataDir)

    const restored = await runCommand('restore', '--from', yesterday, '--data', dataDir)
    expect(restored.said).toContain('est remise dans')
    expect(restored.code).toBe(0)
    const aside = readdirSync(folder).filter((name) => name.startsWith('data.remplace-'))
    expect(aside).toHaveLength(1)
    expect(await readStored(join(folder, aside[0] ?? ''))).toEqual(replaced)
    expect(existsSync(`${dataDir}.restauration`)).toBe(false)
    // The drill is a drill: something is really gone.
    const now = await readStored(dataDir)
    expect([...diary.packets].filter((hash) => !now.packets.has(hash)).length).toBeGreaterThanOrEqual(15)

    await start()
    const { epoch } = await healthOf()
    expect(epoch.counter).toBe(before.epoch.counter + 1)
    expect(epoch.random).not.toBe(before.epoch.random)
    const report = await runCommand('restore-report', '--data', dataDir)
    expect(report.said).toContain('0 envois reçus, dont 0 préparés avant la restauration')
    expect(report.said).toContain('0 appareils sur 6 ont été entendus')
  })

  test('rule 4: every device offers again what the new life lacks: nothing is missing, and the report says so', async () => {
    for (const device of devices) await device.settle()
    const stored = await readStored(dataDir)
    expect(stored.integrity).toBe('ok')
    expect([...diary.packets].filter((hash) => !stored.packets.has(hash))).toEqual([])
    expect([...diary.entries.keys()].filter((id) => !stored.entries.has(id))).toEqual([])
    for (const agent of ['fatima', 'lahcen']) expect(await missingFor(agent, diary)).toEqual([])

    const report = await runCommand('restore-report', '--data', dataDir)
    const [, received, cutBefore] = /(\d+) envois reçus, dont (\d+) préparés avant/.exec(report.said) ?? []
    expect(Number(received)).toBeGreaterThanOrEqual(15)
    expect(cutBefore).toBe(received)
    // Five devices, and the two that just came to read; not the one that is gone.
    expect(report.said).toContain('7 appareils sur 8 ont été entendus')
    expect(report.said).toContain(`  ${lostDevice.device.id}  epn-asni  fatima  vu le 20`)
  })

  test('rule 4: what a device that is gone for good had written comes back from those who had read it', async () => {
    const stored = await readStored(dataDir)
    expect([...lostDiary.entries.keys()].filter((id) => !stored.entries.has(id))).toEqual([])
    expect(await missingFor('fatima', lostDiary)).toEqual([])
    const report = await runCommand('restore-report', '--data', dataDir)
    expect(Number(/(\d+) par d’autres appareils/.exec(report.said)?.[1])).toBeGreaterThanOrEqual(4 * 3)
  })

  test('rule 4: a second restore of the same copy, with the folder gone, is no twin of the first', async () => {
    const { epoch } = await healthOf()
    await server.stop()
    rmSync(dataDir, { recursive: true })
    expect((await runCommand('restore', '--from', yesterday, '--data', dataDir)).code).toBe(0)
    await start()
    expect((await healthOf()).epoch.counter).toBeGreaterThan(epoch.counter + 100)
    for (const device of devices) await device.settle()
    const stored = await readStored(dataDir)
    expect([...diary.packets].filter((hash) => !stored.packets.has(hash))).toEqual([])
  })
})
