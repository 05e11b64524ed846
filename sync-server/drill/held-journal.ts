// What a device of a unit holds of others' work when it has read everything the live server had for that unit, as the
// sync machine's disk: entries, each with the page and the receipt it came with (rule 4). Read from a copy of the live
// server, whose secret makes those receipts again as it made them then. It writes nothing into the copy.
import type { Kysely } from 'kysely'
import { bucketLetters, countIn, emptyDigest } from '../../shared/sync/digest.ts'
import { limits } from '../../shared/sync/limits.ts'
import type { ClientDisk, SyncState } from '../../shared/sync/client-ports.ts'
import type { EntryId, Epoch, PulledEntry, WitnessPage } from '../../shared/sync/ports.ts'
import { pageToSeal } from '../../shared/sync/witness.ts'
import type { ServerKeys } from '../accept/keys.ts'
import { makeReceipt } from '../accept/statement.ts'
import { withBytes } from '../store/contents.ts'
import { digestOf } from '../store/journal.ts'
import { readFact } from '../store/meta.ts'
import type { Tables } from '../store/schema.ts'
import { holdsNothing } from './held-packets.ts'

/** Entries made ready at a time: no request takes more. */
const AT_ONCE = 500

export interface HeldJournal extends ClientDisk {
  /** What the restored server had and the live one never did: its own acts of the meantime. */
  readonly fresh: ReadonlySet<EntryId>
}

export const openHeldJournal = async (
  live: Kysely<Tables>,
  { secret }: Pick<ServerKeys, 'secret'>,
  unit: string,
): Promise<HeldJournal> => {
  const epoch = await readFact(live, 'epoch')
  if (!epoch) throw new Error('no epoch in the copy of the live server')
  /** The journal, oldest first. */
  const lines = await journalOf(live, unit).select(['entries.id', 'journal.seq']).orderBy('journal.seq').execute()
  const known = new Map(lines.map((line, at) => [line.id, { seq: line.seq, at }]))
  const pageAt = createPages(
    lines.map(({ id }) => id),
    { secret, epoch, unit },
  )
  const fresh = new Set<EntryId>()
  let state: SyncState = {
    epoch,
    cursors: { [unit]: lines.at(-1)?.seq ?? 0 },
    beacon: null,
    directoryVersion: null,
    // It asks for none.
    referencesLeft: limits.referencesLow,
    backup: (await readFact(live, 'backup'))?.number ?? 0,
  }
  return {
    ...holdsNothing,
    fresh,
    syncState: async () => state,
    apply: async ({ epoch, entries, cursors, beacon, directoryVersion, backup }) => {
      for (const { id } of entries) if (!known.has(id)) fresh.add(id)
      const version = directoryVersion ?? state.directoryVersion
      state = { ...state, epoch, cursors, beacon, directoryVersion: version, backup }
    },
    digest: async (asked) => {
      if (asked !== unit) return emptyDigest()
      const digest = new Uint8Array(await digestOf(live, unit))
      countIn(digest, fresh)
      return digest
    },
    entryIds: async (asked, inBuckets) => {
      if (asked !== unit) return []
      const letters = new Set(bucketLetters(inBuckets))
      return [...known.keys(), ...fresh].filter((id) => letters.has(id.charAt(0)))
    },
    offers: async (ids) => {
      // The oldest first: others build on them.
      const wanted = [...ids].flatMap((id) => known.get(id) ?? []).sort((a, b) => a.at - b.at)
      const entries: { entry: PulledEntry; page: WitnessPage }[] = []
      for (const entry of await entriesAt(
        live,
        unit,
        wanted.slice(0, AT_ONCE).map(({ seq }) => seq),
      ))
        entries.push({ entry, page: await pageAt(known.get(entry.id)?.at ?? 0) })
      return { packets: [], entries }
    },
  }
}

const journalOf = (live: Kysely<Tables>, unit: string) =>
  live
    .selectFrom('journal')
    .innerJoin('digests', 'digests.number', 'journal.unit')
    .innerJoin('entries', 'entries.position', 'journal.entry')
    .where('digests.unit', '=', unit)
    // What was erased is gone from devices too.
    .where('entries.held', 'is', null)

const entriesAt = async (
  live: Kysely<Tables>,
  unit: string,
  seqs: readonly number[],
): Promise<readonly PulledEntry[]> => {
  if (seqs.length === 0) return []
  const rows = await journalOf(live, unit)
    .select(['entries.id', 'entries.dossier', 'entries.kind', 'entries.position', 'entries.content'])
    .where('journal.seq', 'in', seqs)
    .orderBy('journal.seq')
    .execute()
  return (await withBytes(live, rows)).map(({ id, dossier, kind, bytes }) => ({ id, dossier, kind, bytes }))
}

/** Pages as a device got them that read the journal from its beginning. The same object each time: it is sent once. */
const createPages = (
  ids: readonly EntryId[],
  { secret, epoch, unit }: { readonly secret: ServerKeys['secret']; readonly epoch: Epoch; readonly unit: string },
): ((at: number) => Promise<WitnessPage>) => {
  const pages = new Map<number, WitnessPage>()
  return async (at) => {
    const number = Math.floor(at / limits.pageIds)
    const known = pages.get(number)
    if (known) return known
    const lot = ids.slice(number * limits.pageIds, (number + 1) * limits.pageIds)
    const page = { epoch, unit, ids: lot, receipt: await makeReceipt(secret, pageToSeal(epoch, unit, lot)) }
    pages.set(number, page)
    return page
  }
}
