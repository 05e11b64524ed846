// The disk of a headless device keeps the contract of every client disk, in a file that is opened again after a crash,
// and agrees with the arrays of the simulation after random work.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { compareDisks } from '../../shared/sync/simulation/client-disk.agreement.ts'
import { clientDiskContract } from '../../shared/sync/simulation/client-disk.contract.ts'
import type { DiskPlace, DiskUnderTest } from '../../shared/sync/simulation/client-disk.hand.ts'
import { createSqliteDisk } from './sqlite-disk.ts'
import { openTables, type Tables } from './tables.ts'

let folder: string
let opened: Tables[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'morchid-disk-'))
})
afterEach(() => {
  for (const tables of opened) tables.close()
  opened = []
  rmSync(folder, { recursive: true, force: true })
})

/** What was open before stays open behind its back, as a process that hangs: nobody says goodbye. */
const placeIn = (dir: string): DiskPlace => ({
  open: async () => {
    const tables = openTables(dir)
    opened.push(tables)
    return underTest(tables)
  },
})

const underTest = (tables: Tables): DiskUnderTest => ({ ...createSqliteDisk(tables), begin: async () => undefined })

describe('a disk of SQLite', () => {
  test.each(clientDiskContract.map((one) => [one.name, one] as const))('%s', (_, { run }) => run(placeIn(folder)))

  test('work that throws halfway leaves nothing behind, and the next work is done', () => {
    const tables = openTables(folder)
    opened.push(tables)
    const serials = { site: 12, low: 0, high: 9 }
    const broken = (): void =>
      tables.atomic(() => {
        tables.add('serials', serials)
        throw new Error('halfway')
      })
    expect(broken).toThrow('halfway')
    tables.atomic(() => tables.add('serials', { ...serials, low: 5 }))
    expect(tables.all('select low from serials').map((row) => row['low'])).toEqual([5])
  })

  test('after any work it answers every question as a disk of arrays does', { timeout: 60_000 }, async () => {
    const memory = (): DiskPlace => {
      const tables = openTables(null)
      opened.push(tables)
      return { open: async () => underTest(tables) }
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(), (seed) => compareDisks(memory(), seed)),
      { numRuns: 20 },
    )
  })

  test('so it does after any crash', { timeout: 60_000 }, async () => {
    for (const seed of [1, 2]) await compareDisks(placeIn(join(folder, `${seed}`)), seed)
  })
})
