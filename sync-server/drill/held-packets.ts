// What a device of the commune still holds of its own work, as the sync machine's disk: the packets of its chains that no
// two backups have yet, read from a copy of the live server. It stands for a device that is locked: it brings, and reads
// nothing. It writes nothing into the copy.
import type { Kysely } from 'kysely'
import type { Chain, ClientDisk, SyncState } from '../../shared/sync/client-ports.ts'
import type { OutboxPacket } from '../../shared/sync/ports.ts'
import { isBare } from '../erasure/bare-packet.ts'
import { readFact } from '../store/meta.ts'
import type { Tables } from '../store/schema.ts'

/** Packets in hand at a time: some requests' worth. */
const AT_ONCE = 64

/** Devices that ever sent a packet. */
export const devicesWithWork = async (live: Kysely<Tables>): Promise<readonly string[]> => {
  const rows = await live.selectFrom('incarnations').select('device').distinct().where('n', '>', 0).execute()
  return rows.map(({ device }) => device)
}

export const openHeldPackets = async (live: Kysely<Tables>, device: string): Promise<ClientDisk> => {
  const rows = await live
    .selectFrom('incarnations')
    .select(['id as incarnation', 'n', 'hash', 'stable_n as stable'])
    .where('device', '=', device)
    .whereRef('n', '>', 'stable_n')
    .orderBy('first_seen')
    .execute()
  // As the live server had told it: everything received, and what is in backups gone from the disk.
  const chains = new Map<string, Chain>(rows.map((row) => [row.incarnation, { ...row, acked: row.n }]))
  let state: SyncState = {
    epoch: await readFact(live, 'epoch'),
    cursors: {},
    beacon: null,
    directoryVersion: null,
    referencesLeft: 0,
    backup: (await readFact(live, 'backup'))?.number ?? 0,
  }
  const packetsOf = async (incarnation: string, above: number, limit: number): Promise<readonly OutboxPacket[]> => {
    const packets = await live
      .selectFrom('packets')
      .selectAll()
      .where('incarnation', '=', incarnation)
      .where('n', '>', Math.max(above, chains.get(incarnation)?.stable ?? 0))
      .orderBy('n')
      .limit(limit)
      .execute()
    // Bare since a dossier was erased: the server takes none above it, and the rest comes by witnesses.
    const bare = packets.findIndex(({ bytes }) => isBare(bytes))
    return bare === -1 ? packets : packets.slice(0, bare)
  }
  return {
    ...holdsNothing,
    chain: async (incarnation) => chains.get(incarnation) ?? null,
    chains: async () => [...chains.values()],
    outbox: async () => {
      const packets: OutboxPacket[] = []
      for (const { incarnation, acked, n, forked } of chains.values())
        if (forked !== true && acked < n && packets.length < AT_ONCE)
          packets.push(...(await packetsOf(incarnation, acked, AT_ONCE - packets.length)))
      return packets
    },
    packetsAfter: packetsOf,
    syncState: async () => state,
    apply: async ({ epoch, heads, forked, beacon, backup }) => {
      for (const { incarnation, n } of heads) {
        const chain = chains.get(incarnation)
        if (chain) chains.set(incarnation, { ...chain, acked: n, forked: false })
      }
      for (const incarnation of forked) {
        const chain = chains.get(incarnation)
        if (chain) chains.set(incarnation, { ...chain, forked: true })
      }
      state = { ...state, epoch, beacon, backup }
    },
  }
}

const nothing = async (): Promise<readonly never[]> => []
const never = async (): Promise<never> => {
  throw new Error('a device of a drill writes nothing of its own')
}

/** The disk of a device that has neither written nor read. */
export const holdsNothing: Omit<ClientDisk, 'syncState' | 'apply'> = {
  unsent: nothing,
  chain: async () => null,
  chains: nothing,
  saveCut: never,
  outbox: nothing,
  packetsAfter: nothing,
  digest: async () => null,
  entryIds: nothing,
  offers: async () => ({ packets: [], entries: [] }),
  strandedRows: nothing,
  receivedDrafts: nothing,
  reclaim: never,
}
