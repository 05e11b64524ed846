// When a device and the server do not have the same (rule 6): the buckets that differ are read again, and what the
// server turns out to lack is offered to it. Each step rides on an ordinary request; losing the memory of it costs a
// few bytes, never data. Everything is compared with one's own rows, and nothing is taken over from the other side.
//
//   digests differ ─► buckets ─► reread, page by page ─► offer what the server lacks ─► digests agree
//                                                     └ three times in vain: given up, and said
import { differing, totalOf } from './digest.ts'
import { limits } from './limits.ts'
import { sameBytes } from './bytes.ts'
import type { ClientDisk, Offers } from './client-ports.ts'
import type { EntryId, OutboxPacket, PulledEntry, WitnessPage } from './ports.ts'
import type { SyncAnswer } from './wire-answer.ts'
import type { Ask, Witnessed } from './wire-request.ts'

/** `tries`: repairs begun since the two sides last agreed. */
export type Repair = { readonly tries: number } & (
  | { readonly type: 'none' }
  | { readonly type: 'buckets' }
  | {
      readonly type: 'reread'
      readonly buckets: ReadonlySet<number>
      readonly from: number
      readonly told: ReadonlySet<EntryId>
    }
  | { readonly type: 'offer'; readonly lacking: ReadonlySet<EntryId> }
  /** Neither side could help the other. Not tried again in this sitting. */
  | { readonly type: 'given-up' }
)

/** A restore in the middle of a repair spoils it, and the next one is right. */
const mostTries = 3

export const askFor = (repair: Repair): Ask => {
  if (repair.type === 'buckets') return { type: 'buckets' }
  if (repair.type === 'reread') return { type: 'reread', buckets: repair.buckets, from: repair.from }
  return { type: 'nothing' }
}

/** What a request can offer of what the server lacks. */
export interface Offer {
  readonly packets: readonly OutboxPacket[]
  readonly witnessed: Witnessed
  /** Entries that need not be offered again. */
  readonly ids: ReadonlySet<EntryId>
}

/** As much as the link has lately carried, and at least one thing; own packets first, since others may build on them. */
export const chooseOffer = ({ packets, entries }: Offers, room: number): Offer => {
  const ids = new Set<EntryId>()
  const chosenPackets: OutboxPacket[] = []
  const chosenEntries: PulledEntry[] = []
  const pages = new Set<WitnessPage>()
  let left = room
  for (const one of packets) {
    if (ids.size > 0 && (left <= 0 || chosenPackets.length >= limits.requestPackets)) break
    left -= one.packet.bytes.length
    chosenPackets.push(one.packet)
    for (const id of one.ids) ids.add(id)
  }
  for (const { entry, page } of entries) {
    if (ids.size > 0 && (left <= 0 || pages.size >= limits.witnessPages)) break
    left -= entry.bytes.length + (pages.has(page) ? 0 : page.ids.length * 32)
    chosenEntries.push(entry)
    pages.add(page)
    ids.add(entry.id)
  }
  return { packets: chosenPackets, witnessed: { pages: [...pages], entries: chosenEntries }, ids }
}

/** Where the repair stands after an answer to a request that was made in `before`. Reads only one's own rows. */
export const nextRepair = async (
  disk: Pick<ClientDisk, 'digest' | 'entryIds'>,
  before: Repair,
  answer: SyncAnswer,
  unit: string,
  told: readonly EntryId[],
  offered: ReadonlySet<EntryId>,
): Promise<Repair> => {
  if (before.type === 'given-up') return before
  const { tries } = before
  if (before.type === 'reread' && answer.reread !== null) {
    const all = new Set([...before.told, ...told])
    if (answer.more) return { ...before, from: answer.reread, told: all }
    const mine = await disk.entryIds(unit, before.buckets)
    const lacking = new Set(mine.filter((id) => !all.has(id)))
    return lacking.size > 0 ? { type: 'offer', tries, lacking } : { type: 'none', tries }
  }
  if (before.type === 'offer') {
    const lacking = new Set([...before.lacking].filter((id) => !offered.has(id)))
    return lacking.size > 0 && offered.size > 0 ? { type: 'offer', tries, lacking } : { type: 'none', tries }
  }
  if (answer.digest === null) return before
  const mine = await disk.digest(unit)
  if (mine === null || sameBytes(totalOf(mine), answer.digest)) return { type: 'none', tries: 0 }
  if (answer.buckets !== null) {
    const buckets = differing(mine, answer.buckets)
    return buckets.size > 0
      ? { type: 'reread', tries: Math.max(1, tries), buckets, from: 0, told: new Set() }
      : { type: 'none', tries }
  }
  return tries < mostTries ? { type: 'buckets', tries: tries + 1 } : { type: 'given-up', tries }
}
