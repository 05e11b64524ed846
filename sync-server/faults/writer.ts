// A device that keeps a diary of what the server has acknowledged to it: what a head named, and nothing else. The diary
// is held against the server after each of its accidents.
import type { SyncOutcome } from '../../shared/sync/client.ts'
import { createTestDevice, type TestDevice } from '../testing/test-device.ts'
import { fileDossier } from '../testing/test-dossier.ts'
import type { Reachable } from '../testing/test-server.ts'
import { nobodyThere } from './server-process.ts'

/** Hashes of packets and ids of entries that some device saw acknowledged. */
export interface Diary {
  readonly packets: Set<string>
  /** By unit of who wrote them: that unit reads them all. */
  readonly entries: Map<string, string>
}
export const createDiary = (): Diary => ({ packets: new Set(), entries: new Map() })

export interface Writer {
  readonly device: TestDevice
  /** Writes one whole request and syncs once. False when no server was there; throws at any other failure. */
  writeAndSync(): Promise<boolean>
  /** The same without writing. */
  syncOnce(): Promise<boolean>
  /** Syncs until nothing is left to send or to read. Throws when it does not come to an end. */
  settle(): Promise<void>
}

const sites: Readonly<Record<string, number>> = { fatima: 12, lahcen: 13 }

/** `serials` gives each request its number; `acknowledged` is called in the moment a head names something new. */
export const createWriter = async (
  server: Reachable,
  agent: 'fatima' | 'lahcen',
  diary: Diary,
  serials: () => number,
  acknowledged: () => void = () => undefined,
): Promise<Writer> => {
  const device = await createTestDevice(server, agent)
  const sync = async (): Promise<SyncOutcome> => {
    const outcome = await device.sync()
    // Also when it ended badly: of two requests on their way the first may have been answered.
    if (note(diary, device)) acknowledged()
    return outcome
  }
  const trySync = async (): Promise<boolean> => {
    const outcome = await sync()
    if (outcome.type === 'synced') return true
    if (outcome.type !== 'no-answer' || outcome.failure.type !== 'refused' || outcome.failure.status !== nobodyThere)
      throw new Error(`no answer: ${JSON.stringify(outcome)}`)
    return false
  }
  return {
    device,
    writeAndSync: async () => {
      await fileDossier(device, serials() % 10_000, 'xx.road-report', sites[agent])
      return trySync()
    },
    syncOnce: trySync,
    settle: () => settle(sync),
  }
}

/** Syncs until the machine has nothing more to do. */
export const settle = async (sync: () => Promise<SyncOutcome>): Promise<void> => {
  for (let turn = 0; turn < 1000; turn++) {
    const outcome = await sync()
    if (outcome.type !== 'synced') throw new Error(`no answer: ${JSON.stringify(outcome)}`)
    if (!outcome.report.again) return
  }
  throw new Error('a sync without end')
}

/** True when there was something new. */
const note = ({ packets, entries }: Diary, { disk, incarnation, enrolled }: TestDevice): boolean => {
  const chain = disk.chainTable.get(incarnation)
  if (!chain) return false
  const before = packets.size
  for (const { n, hash } of disk.packets) if (n <= chain.acked) packets.add(hash)
  // Rows do not say in which packet they went: they count once all packets are acknowledged.
  if (chain.acked === chain.n)
    for (const { entry } of disk.rows) if (entry !== null) entries.set(entry, enrolled.agent.unit)
  return packets.size > before
}
