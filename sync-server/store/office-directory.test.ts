import { afterEach, expect, test } from 'vitest'
import { demoCommune } from '../demo.ts'
import { openTestStore } from '../testing/test-store.ts'
import type { StoreEngine } from './engine.ts'
import { versionedDirectory } from './directory.ts'
import { setUpCommune } from './people.ts'

const offices = {
  publicOf: async (unit: string) => `${unit} public`,
  privateOf: async (unit: string) => `${unit} private`,
}
let engine: StoreEngine | null = null
afterEach(async () => {
  await engine?.close()
  engine = null
})
const directoryOf = async (agent: string, keys: typeof offices | null = offices) => {
  if (!engine) {
    engine = await openTestStore()
    await setUpCommune(engine.db, demoCommune)
  }
  return versionedDirectory(engine.db, agent, 'https://asni.test', { offices: keys })
}

test('everybody is told what to seal to each office, and no key for a point', async () => {
  const { directory } = await directoryOf('fatima')
  for (const { id, kind, sealKey } of directory.units)
    expect(sealKey).toBe(kind === 'office' ? `${id} public` : undefined)
})

test('only those who decide in an office are told what opens it', async () => {
  expect((await directoryOf('omar')).directory.officeKey).toEqual({
    unit: 'bureau-general',
    privateKey: 'bureau-general private',
  })
  expect((await directoryOf('khadija')).directory.officeKey?.unit).toBe('etat-civil')
  for (const other of ['fatima', 'lahcen', 'nadia', 'nobody'])
    expect(JSON.stringify((await directoryOf(other)).directory)).not.toContain('private')
})

test('a clerk’s directory is another version than a mediator’s: a shared device is told again', async () => {
  expect((await directoryOf('omar')).version).not.toBe((await directoryOf('fatima')).version)
})

test('a server without office keys tells of none', async () => {
  const { directory } = await directoryOf('omar', null)
  expect(directory.officeKey).toBeUndefined()
  expect(directory.units.some((unit) => unit.sealKey !== undefined)).toBe(false)
})
