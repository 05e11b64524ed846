// The server's disk as the sync machine wants it (ServerTx), over any engine Kysely speaks. One call of `transact` is
// one database transaction; its promise resolves after COMMIT, and only then says which units and dossiers moved.
import type { Kysely } from 'kysely'
import { emptyDigest } from '../../shared/sync/digest.ts'
import { leaseDaysUnlessTold, type EntryId, type Epoch, type PulledEntry } from '../../shared/sync/ports.ts'
import { type Register, type ServerLook, type ServerTx } from '../../shared/sync/server-ports.ts'
import { noteAwaited } from './awaited.ts'
import { incarnationById, packetHash, saveIncarnation, savePackets, stableOf } from './chains.ts'
import { eraseDossier, touchErasures } from './erase.ts'
import { lastNumber, passNumber, takeNumbers } from './counters.ts'
import { dropDrafts, noteSubmissions, readDossiers, saveCirculations, saveDrafts, submissionsIn } from './dossiers.ts'
import { appendToJournals, journalOf, journalSince, type Journal, type JournalLine } from './journal.ts'
import { appendEntries, appliedIds, heldOf, knownEntries, linesOf, pendingOf, settleEntry } from './log.ts'
import { readFacts } from './meta.ts'
import { deviceRow, markSeen, storedDevice } from './devices.ts'
import { stampFacts, stampsIn } from './directory-stamp.ts'
import { directorySince, peopleAndUnits, type DirectoryWorld } from './directory.ts'
import { agentEver, agentKey } from './people.ts'
import { takeReferences } from './references.ts'
import { readOnce } from './rows-read.ts'
import { noteRetained } from './retained.ts'
import type { Tables } from './schema.ts'
import { admitWork } from './set-aside.ts'
import { applyStanding } from './standing.ts'
import { noteUntold } from './untold.ts'
import { knownKeys } from './withdrawals.ts'

export interface Moved {
  readonly units: ReadonlySet<string>
  readonly dossiers: ReadonlySet<string>
}

/** What the store is given from outside. */
export type StoreWorld = DirectoryWorld

export const transact = async <T>(
  db: Kysely<Tables>,
  publicUrl: string,
  work: (tx: ServerTx) => Promise<T>,
  world: StoreWorld = {},
): Promise<{ readonly value: T; readonly moved: Moved }> => {
  const units = new Set<string>()
  const dossiers = new Set<string>()
  const value = await db.transaction().execute(async (tx) => {
    const { flush, ...server } = serverTx(tx, publicUrl, world, { units, dossiers })
    const result = await work(server)
    await flush()
    return result
  })
  return { value, moved: { units, dossiers } }
}

/** Without a transaction: each statement reads what is committed then. */
export const look = <T>(db: Kysely<Tables>, work: (tx: ServerLook) => Promise<T>, now: () => Date): Promise<T> =>
  work(serverTx(db, '', { now }, { units: new Set(), dossiers: new Set() }))

const serverTx = (
  db: Kysely<Tables>,
  publicUrl: string,
  world: StoreWorld,
  moved: { units: Set<string>; dossiers: Set<string> },
): ServerTx & { flush(): Promise<void> } => {
  const { now = () => new Date() } = world
  /** Where this transaction has put entries. */
  const positions = new Map<EntryId, number>()
  /** Submitted in this transaction: their drafts are not kept. */
  const submitted = new Set<string>()

  /** Not written yet: a dossier that is opened and submitted at once comes by twice. */
  const circulations = new Map<string, readonly string[]>()

  /** Not written yet: what units are told together costs as much as what one is told. */
  const told = new Map<string, readonly JournalLine[]>()

  const flush = async (): Promise<void> => {
    await saveCirculations(db, circulations)
    circulations.clear()
    const lines = new Map(told)
    told.clear()
    for (const journal of await appendToJournals(db, lines)) journals.is(journal.unit, journal)
  }
  const journalNow = async (unit: string): Promise<Journal | null> => {
    await flush()
    return journals.of(unit)
  }
  const facts = readOnce(() => readFacts(db, ['epoch', 'backup', 'restore', 'lease-days', ...stampFacts]))
  const known: DirectoryWorld = { ...world, stamps: async () => stampsIn(await facts.of('all')) }
  const epoch = async (): Promise<Epoch> => {
    const found = (await facts.of('all')).epoch
    if (!found) throw new Error('no epoch in this data folder')
    return found
  }
  const devices = readOnce((id) => deviceRow(db, id))
  const people = readOnce((id) => agentEver(db, id))
  const journals = readOnce((unit) => journalOf(db, unit))
  const sittings = readOnce((id) => incarnationById(db, id))
  const applied = async (entries: readonly PulledEntry[]): Promise<void> => {
    for (const { dossier } of entries) moved.dossiers.add(dossier)
    const submissions = submissionsIn(entries)
    await noteSubmissions(db, submissions)
    const ids = submissions.map(({ dossier }) => dossier)
    for (const id of ids) submitted.add(id)
    await dropDrafts(db, ids)
    await noteAwaited(db, entries)
    await noteRetained(db, entries)
    if (world.messages) await noteUntold(db, entries, now().toISOString())
    if (!(await applyStanding(db, entries, now().toISOString()))) return
    facts.forget()
    devices.forget()
    people.forget()
  }
  return {
    epoch,
    agentKey: (device, agent) => agentKey(db, device, agent),
    knownKeys: (device, agent) => knownKeys(db, device, agent),
    agentOf: (agent) => people.of(agent),
    people: () => peopleAndUnits(db, known),
    device: async (id) => {
      const row = await devices.of(id)
      return row && storedDevice(row, (await facts.of('all'))['lease-days'] ?? leaseDaysUnlessTold, now())
    },

    incarnation: (id) => sittings.of(id),
    saveIncarnation: async (one) => {
      const known = await sittings.of(one.incarnation)
      await saveIncarnation(db, one)
      sittings.is(one.incarnation, known ? { ...known, n: one.n, hash: one.hash } : one)
    },
    savePackets: (packets) => savePackets(db, packets),
    packetHash: async (incarnation, n) => {
      const sitting = await sittings.of(incarnation)
      return n > 0 && sitting?.n === n ? sitting.hash : packetHash(db, incarnation, n)
    },
    backup: async () => (await facts.of('all')).backup?.number ?? 0,
    stableOf: (device, since) => stableOf(db, device, since),

    knownEntries: (ids) => knownEntries(db, ids),
    saveEntries: async (entries) => {
      const { counter } = await epoch()
      for (const { id, position } of await appendEntries(db, entries, counter)) positions.set(id, position)
      await applied(entries.filter(({ held }) => held === null))
      await touchErasures(db, new Set(entries.flatMap(({ held, dossier }) => (held === 'erased' ? [dossier] : []))))
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
      if (ids.length === 0) return
      const elsewhere = await linesOf(
        db,
        ids.filter((id) => !positions.has(id)),
      )
      for (const { id, position } of elsewhere) positions.set(id, position)
      const lines = ids.map((id) => ({ id, position: positions.get(id) ?? 0 }))
      told.set(unit, [...(told.get(unit) ?? []), ...lines])
      moved.units.add(unit)
    },
    entriesSince: async (unit, seq, limit, inBuckets, has) =>
      journalSince(db, await journalNow(unit), { seq, limit, inBuckets, has }),
    erase: async (dossier, kept) => {
      await flush()
      journals.forget()
      await eraseDossier(db, dossier, kept, now().toISOString())
    },
    seqOf: async (unit) => {
      await flush()
      return lastNumber(db, `unit:${unit}`)
    },
    digestOf: async (unit) => (await journalNow(unit))?.value ?? emptyDigest(),

    directory: (agent, version) => directorySince(db, agent, publicUrl, version, known),
    takeNumber: (register) => takeNumbers(db, nameOf(register), 1),
    passNumber: (register, n) => passNumber(db, nameOf(register), n),
    lifeBegan: async () => (await facts.of('all')).restore?.at ?? null,
    takeReferences: (device, unit) => takeReferences(db, device, unit),
    deviceSeen: async (device, at, heard) => {
      const row = await devices.of(device)
      const is = row ? await markSeen(db, row, at, heard) : 'nothing'
      if (is !== 'nothing') devices.forget(device)
      if (is === 'news') facts.forget()
    },
    admitWork: async (device) => {
      sittings.forget()
      return admitWork(db, device)
    },
  }
}

/** Ids of units hold no colon. */
const nameOf = ({ office, year, series }: Register): string => `register:${office}:${year}:${series}`
