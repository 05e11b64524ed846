// The device's own disk on a database of its own, put together as models/device.ts does, without screens and network.
// Runs in the browser.
import type { DiskPlace, DiskUnderTest } from '../shared/sync/simulation/client-disk.hand.ts'
import { summarise } from '../pwa/models/summarise.ts'
import { createComparison } from '../pwa/storage/comparison.ts'
import { createDatabase, openDatabase, type Database, type Row } from '../pwa/storage/database.ts'
import { createDeviceDisk, type DeviceDisk } from '../pwa/storage/device-disk.ts'
import type { DiskState } from '../pwa/storage/disk-state.ts'
import { createQueue } from '../pwa/storage/queue.ts'
import { repairRows, type Repaired } from '../pwa/storage/repair.ts'
import { createRows } from '../pwa/storage/rows.ts'

export interface OpenedDisk extends DeviceDisk, DiskUnderTest {
  readonly database: Database
  lock(): void
  unlock(): Promise<void>
  /** As at an unlock, with these copies of the mirror. */
  repair(copies: readonly Row[]): Promise<Repaired>
  /** The sitting that writes from now on. */
  writeAs(incarnation: string): void
}

let blocks = 0

export const newDataKey = (): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', crypto.getRandomValues(new Uint8Array(32)), 'AES-GCM', false, ['encrypt', 'decrypt'])

export const openDisk = async (name: string, key: CryptoKey): Promise<OpenedDisk> => {
  const database = createDatabase(name)
  await openDatabase(database, () => undefined)
  const state: DiskState = {
    database,
    queue: createQueue(),
    unlocked: null,
    now: () => '2025-06-01T08:00:00.000Z',
    changed: () => undefined,
  }
  const disk = createDeviceDisk(state)
  const unlock = async (): Promise<void> => {
    const rows = await createRows(database, key)
    state.unlocked = {
      key,
      rows,
      comparison: createComparison(database, rows),
      incarnation: '',
      summarise: (id, entries, held) => summarise(id, entries, held, () => null),
    }
  }
  const born = async (incarnation: string): Promise<void> => {
    if (await database.chains.get(incarnation)) return
    const last = await database.chains.orderBy('born').last()
    const sitting = { incarnation, born: (last?.born ?? 0) + 1, agent: 'a', certificate: new Uint8Array() }
    await database.chains.add({ ...sitting, sealedKey: null, n: 0, hash: '', acked: 0 })
  }
  const writeAs = (incarnation: string): void => {
    if (state.unlocked) state.unlocked = { ...state.unlocked, incarnation }
  }
  await unlock()
  return {
    ...disk,
    database,
    // A server never gives a serial twice, and this disk would not take it twice; random work does not know that.
    apply: ({ references, ...answer }) =>
      disk.apply({ ...answer, references: references && { ...references, site: ++blocks } }),
    lock: () => {
      state.unlocked = null
    },
    unlock,
    repair: (copies) => repairRows(state, copies),
    writeAs,
    begin: async () => undefined,
    // A disk of arrays knows a chain by its first packet; sittings cut in another order than they began.
    saveCut: async (packet, chain, rowKeys, entryOfRow) => {
      await born(chain.incarnation)
      await disk.saveCut(packet, chain, rowKeys, entryOfRow)
    },
    keep: async (entries, incarnation) => {
      writeAs(incarnation)
      for (const entry of entries) await disk.write({ dossier: entry.dossier, entries: [entry] })
    },
  }
}

/** Nothing in memory outlives the next opening: a disk that was open before is closed under its user's feet. */
export const createPlace = async (name: string): Promise<DiskPlace> => {
  const key = await newDataKey()
  let last: Database | null = null
  return {
    open: async () => {
      last?.close()
      const disk = await openDisk(name, key)
      last = disk.database
      return disk
    },
  }
}
