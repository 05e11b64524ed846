// Communes of one process on SQLite, a file each.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { openDataFolder } from '../data-folder.ts'
import { linkOrPeople } from '../folder-commands.ts'
import { readFact } from '../store/meta.ts'
import { createTestCommunes, type TestCommunes } from '../testing/test-communes.ts'
import { communesContract } from './communes.contract.ts'

communesContract('communes of one process on SQLite', () => createTestCommunes(['asni', 'imlil', 'ouirgane']))

let world: TestCommunes | null = null
afterEach(() => world?.close())

test('the hourly round comes to communes that nobody asks for, and leaves them closed', async () => {
  world = await createTestCommunes(['asni', 'imlil'])
  await world.start()
  const metrics = async (): Promise<string> => (await world?.ask('nobody', '/metrics'))?.text() ?? ''
  while (!(await metrics()).includes('morchid_rounds_total{outcome="done"} 2')) await pause(50)
  expect(await (await world.ask('nobody', '/healthz')).json()).toMatchObject({ communes: { open: 0 } })
  // Nobody has the files any more.
  for (const { config } of world.communes) {
    const folder = await openDataFolder(config)
    expect(await readFact(folder.db, 'deadlines-by')).not.toBeNull()
    await folder.close()
  }
})

test('one reserve stands for all folders of a disk', async () => {
  world = await createTestCommunes(['asni', 'imlil'])
  await world.start()
  for (const { request } of world.communes) expect((await request('/healthz', {})).status).toBe(200)
  expect(existsSync(join(world.folder, 'reserve.bin'))).toBe(true)
  for (const { config } of world.communes) expect(existsSync(join(config.dataDir, 'reserve.bin'))).toBe(false)
})

test('a command that does not say which commune it means is told to', async () => {
  world = await createTestCommunes(['asni', 'imlil'])
  const listed = { communes: [], connections: 2, idleMinutes: 1 }
  const everything = { ...world.communes[0]?.config, port: 0, publicUrl: null, dataDir: world.folder, communes: listed }
  await expect(linkOrPeople(everything, undefined)).rejects.toThrow(/COMMUNE=/)
})
