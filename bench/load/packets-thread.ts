// A thread that writes the dossiers points will send: only bytes leave it, so that nothing of this work is in the
// measured time.
import { parentPort, workerData } from 'node:worker_threads'
import { entriesOf, type Author } from '../sync/dossiers.ts'
import type { Member } from './commune.ts'
import { beacon, cutLots, factsAt, sittingOf, type Sitting } from './sittings.ts'

/** For each device, how many dossiers go in each of its packets. */
export interface PacketWork {
  readonly members: readonly { readonly member: Member; readonly packets: readonly number[] }[]
  /** Number of the first dossier (sync/dossiers.ts). */
  readonly first: number
  /** base64url. */
  readonly sealKey: string
}

const make = async (
  { member, packets }: PacketWork['members'][number],
  first: number,
  sealKey: string,
): Promise<Sitting> => {
  const keys = await sittingOf(member)
  const { agent, device, unit, role } = member
  const author: Author = { agent, device, unit, role, incarnation: keys.incarnation, beacon }
  let serial = 0
  const lots = packets.map((dossiers) =>
    Array.from({ length: dossiers }, () => {
      const facts = factsAt(first + serial, member, serial)
      serial++
      return entriesOf(facts, author)
    }).flat(),
  )
  const cut = await cutLots(keys, sealKey, lots)
  const withCounts = cut.map((packet, at) => ({ ...packet, dossiers: packets[at] ?? 0 }))
  return { member, incarnation: keys.incarnation, certificate: keys.certificate, packets: withCounts }
}

const work = workerData as PacketWork
let { first } = work
for (const one of work.members) {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(await make(one, first, work.sealKey))
  first += one.packets.reduce((sum, dossiers) => sum + dossiers, 0)
}
