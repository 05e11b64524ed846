// Pages of a unit's entries with the server's receipt: what a device shows to a server that has lost them (rule 4). The
// receipt costs nothing but its 32 bytes on the way down, and proves each entry of the page by its hash.
import { createEncoder, toUint8Array, writeUint8Array, writeVarUint } from 'lib0/encoding'
import { hashToBytes, writeText } from './bytes.ts'
import { entryId } from './entry.ts'
import { limits } from './limits.ts'
import type { Entry, EntryId, Epoch, PulledEntry, WitnessPage } from './ports.ts'
import type { ServerPorts } from './server-ports.ts'
import { writeEpoch } from './wire-parts.ts'
import type { Witnessed } from './wire-request.ts'

/** What the receipt is made over. */
export const pageToSeal = (epoch: Epoch, unit: string, ids: readonly EntryId[]): Uint8Array => {
  const e = createEncoder()
  writeText(e, 'morchid/page/1')
  writeEpoch(e, epoch)
  writeText(e, unit)
  writeVarUint(e, ids.length)
  for (const id of ids) writeUint8Array(e, hashToBytes(id))
  return toUint8Array(e)
}

/** Ids in the lots that one receipt each proves. */
export const lotsOf = (ids: readonly EntryId[]): readonly (readonly EntryId[])[] =>
  Array.from({ length: Math.ceil(ids.length / limits.pageIds) }, (_, lot) =>
    ids.slice(lot * limits.pageIds, (lot + 1) * limits.pageIds),
  )

export const withIds = (entries: readonly Entry[]): readonly PulledEntry[] =>
  entries.map((entry) => ({ ...entry, id: entryId(entry) }))

/** The entries that stand in a page which this server has sealed; the others are passed over. */
export const provenEntries = async (
  { receipt }: Pick<ServerPorts, 'receipt'>,
  { pages, entries }: Witnessed,
): Promise<readonly PulledEntry[]> => {
  const proven = new Set<EntryId>()
  for (const page of pages) if (await isGenuine(receipt, page)) for (const id of page.ids) proven.add(id)
  return withIds(entries).filter(({ id }) => proven.has(id))
}

const isGenuine = async (
  receipt: ServerPorts['receipt'],
  { epoch, unit, ids, receipt: shown }: WitnessPage,
): Promise<boolean> => {
  const made = await receipt(pageToSeal(epoch, unit, ids))
  // Every byte is looked at, so that the time it takes tells nothing.
  let differs = made.length ^ shown.length
  for (let at = 0; at < made.length; at++) differs |= (made[at] ?? 0) ^ (shown[at] ?? 0)
  return differs === 0
}
