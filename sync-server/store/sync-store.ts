// The server's disk as the sync machine wants it (ServerTx), over any engine Kysely speaks. One call of `transact` is
// one database transaction; its promise resolves after COMMIT, and only then says which units and dossiers moved.
import type { Kysely } from 'kysely'
import type { EntryId, Epoch, PulledEntry, ServerTx } from '../../shared/sync/ports.ts'
import { incarnationById, packetHash, saveIncarnation, savePackets, stableOf } from './chains.ts'
import { lastNumber } from './counters.ts'
import { dropDrafts, noteSubmissions, readDossiers, saveCirculations, saveDrafts, submissionsIn } from './dossiers.ts'
import { appendToJournal, digestOf, journalSince } from './journal.ts'
import { appendEntries, appliedIds, heldOf, knownEntries, linesOf, pendingOf, settleEntry } from './log.ts'
import { readFact } from './meta.ts'
import { deviceById, markSeen } from './devices.ts'
import { agentEver, agentKey, versionedDirectory, type OfficeKeys } from './people.ts'
import { takeReferences } from './references.ts'
import type { Tables } from './schema.ts'
import { admitWork } from './set-aside.ts'
import { applyStanding } from './standing.ts'
import { knownKeys } from './withdrawals.ts'

export interface Moved {
  readonly units: ReadonlySet<string>
  readonly dossiers: ReadonlySet<string>
}

/** What the store is given from outside. */
export interface StoreWorld {
  readonly offices?: OfficeKeys | null
  now?(): Date
}

export const transact = async <T>(
  db: Kysely<Tables>,
  publicUrl: string,
  work: (tx: ServerTx) => Promise<T>,
  { offices = null, now = () => new Date() }: StoreWorld = {},
): Promise<{ readonly value: T; readonly moved: Moved }> => {
  const units = new Set<string>()
  const dossiers = new Set<string>()
  const value = await db.transaction().execute(async (tx) => {
    const { flush, ...server } = serverTx(tx, { publicUrl, offices, now }, { units, dossiers })
    const result = await work(server)
    await flush()
    return result
  })
  return { value, moved: { units, dossiers } }
}

const serverTx = (
  db: Kysely<Tables>,
  { publicUrl, offices, now }: { readonly publicUrl: string } & Required<StoreWorld>,
  moved: { units: Set<string>; dossiers: Set<string> },
): ServerTx & { flush(): Promise<void> } => {
  /** Where this transaction has put entries. */
  const positions = new Map<EntryId, number>()
  /** Submitted in this transaction: their drafts are not kept. */
  const submitted = new Set<string>()

  /** Not written yet: a dossier that is opened and submitted at once comes by twice. */
  const circulations = new Map<string, readonly string[]>()

  const flush = async (): Promise<void> => {
    await saveCirculations(db, circulations)
    circulations.clear()
  }
  const epoch = async (): Promise<Epoch> => {
    const found = await readFact(db, 'epoch')
    if (!found) throw new Error('no epoch in this data folder')
    return found
  }
  const applied = async (entries: readonly PulledEntry[]): Promise<void> => {
    for (const { dossier } of entries) moved.dossiers.add(dossier)
    const submissions = submissionsIn(entries)
    await noteSubmissions(db, submissions)
    const ids = submissions.map(({ dossier }) => dossier)
    for (const id of ids) submitted.add(id)
    await dropDrafts(db, ids)
    await applyStanding(db, entries, now().toISOString())
  }
  return {
    epoch,
    agentKey: (device, agent) => agentKey(db, device, agent),
    knownKeys: (device, agent) => knownKeys(db, device, agent),
    agentOf: (agent) => agentEver(db, agent),
    device: (id) => deviceById(db, id, now()),

    incarnation: (id) => incarnationById(db, id),
    saveIncarnation: (incarnation) => saveIncarnation(db, incarnation),
    savePackets: (packets) => savePackets(db, packets),
    packetHash: (incarnation, n) => packetHash(db, incarnation, n),
    backup: async () => (await readFact(db, 'backup'))?.number ?? 0,
    stableOf: (device, since) => stableOf(db, device, since),

    knownEntries: (ids) => knownEntries(db, ids),
    saveEntries: async (entries) => {
      const { counter } = await epoch()
      for (const { id, position } of await appendEntries(db, entries, counter)) positions.set(id, position)
      await applied(entries.filter(({ held }) => held === null))
    },
    settleEntry: async (id, held) => {
      const entry = await settleEntry(db, id, held)
      if (held === null) await applied([entry])
    },
    heldOf: (incarnations) => heldOf(db, incarnations),
    pendingOf: (dossiers) => pendingOf(db, dossiers),
    entriesOf: (dossier) => appliedIds(db, dossier),

    dossiers: async (ids) => {
      await flush()
      return readDossiers(db, ids)
    },
    saveDrafts: (drafts) =>
      saveDrafts(
        db,
        drafts.map((one) => (submitted.has(one.dossier) ? { ...one, state: null } : one)),
      ),
    saveCirculation: async (dossier, units) => void circulations.set(dossier, units),
    flush,

    journal: async (unit, ids) => {
      const elsewhere = await linesOf(
        db,
        ids.filter((id) => !positions.has(id)),
      )
      for (const { id, position } of elsewhere) positions.set(id, position)
      await appendToJournal(
        db,
        unit,
        ids.flatMap((id) => ({ id, position: positions.get(id) ?? 0 })),
      )
      if (ids.length > 0) moved.units.add(unit)
    },
    entriesSince: (unit, seq, limit, inBuckets) => journalSince(db, unit, seq, limit, inBuckets),
    seqOf: (unit) => lastNumber(db, `unit:${unit}`),
    digestOf: (unit) => digestOf(db, unit),

    directory: (agent) => versionedDirectory(db, agent, publicUrl, offices),
    takeReferences: (device, unit) => takeReferences(db, device, unit),
    deviceSeen: (device, at, heard) => markSeen(db, device, at, heard),
    admitWork: (device) => admitWork(db, device),
  }
}
