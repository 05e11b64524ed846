// The server's disk in memory, with transactions that can really be rolled back: every change leaves its undoing behind.
import type { Directory } from '../../access/directory.ts'
import { bucketOf, countIn, emptyDigest } from '../digest.ts'
import { waitingReasons } from '../judge.ts'
import type { Entry, EntryId, Epoch, Head, HeldReason } from '../ports.ts'
import type { EntryOrigin, Incarnation, Register, ServerTx, StoredDevice } from '../server-ports.ts'
import { readAct } from './read-act.ts'

export interface LogRow extends Entry, EntryOrigin {
  readonly id: EntryId
  held: HeldReason | null
  /** When it was applied, among all that were; null while held. */
  applied: number | null
}

export type Heard = Parameters<ServerTx['deviceSeen']>[2]

export interface FakeServerDisk {
  readonly tx: ServerTx
  /** For the checks: everything committed, by entry. */
  readonly log: ReadonlyMap<EntryId, LogRow>
  /** For the checks: everything that was noted of a device, in order. */
  heardOf(device: string): readonly Heard[]
  /** For the checks: what was ever applied for a unit, in order. */
  journalOf(unit: string): readonly EntryId[]
  begin(): void
  rollback(): void
  /** What a disk without fsync does when the power goes: the transaction before this one is gone too. */
  forgetLast(): void
  /** A verified backup of everything. */
  backup(): ServerBackup
  /** Puts a backup in the place of everything, as a new life; `now` when it begins. In the same life when it has that number. */
  restore(backup: ServerBackup, epoch: Epoch, now?: string): void
}

export interface ServerBackup {
  readonly tables: readonly (readonly (readonly [string, unknown])[])[]
  readonly serial: number
  readonly number: number
}

export interface FakePeople {
  readonly directory: Directory
  /** By `device|agent`. */
  readonly agentKeys: ReadonlyMap<string, Uint8Array>
  /** Keys that are no longer trusted. */
  readonly withdrawnKeys?: ReadonlyMap<string, Uint8Array>
  readonly devices?: ReadonlyMap<string, StoredDevice>
}

export const createServerDisk = (
  { directory, agentKeys, withdrawnKeys, devices }: FakePeople,
  firstEpoch: Epoch,
): FakeServerDisk => {
  let undo: (() => unknown)[] = []
  let undoLast: (() => unknown)[] = []
  const incarnations = new Map<string, Incarnation>()
  const packets = new Map<string, string>()
  const log = new Map<EntryId, LogRow>()
  const byDossier = new Map<string, LogRow[]>()
  const drafts = new Map<string, { readonly state: Uint8Array | null; readonly revision: number }>()
  const circulations = new Map<string, readonly string[]>()
  const journals = new Map<string, EntryId[]>()
  /** Per chain: the last packet in the last two backups, and in the last one. */
  const stable = new Map<string, { readonly n: number; readonly next: number; readonly backup: number }>()
  const seen = new Map<string, readonly Heard[]>()
  /** Last number of each register. */
  const numbers = new Map<string, number>()
  let epoch = firstEpoch
  let began: string | null = null
  let lastBackup = 0
  let serial = 0
  let moment = 0

  const tables = [incarnations, packets, log, byDossier, drafts, circulations, journals, stable, numbers]

  const put = <K, V>(map: Map<K, V>, key: K, value: V): void => {
    const had = map.has(key)
    const before = map.get(key)
    map.set(key, value)
    undo.push(() => (had ? map.set(key, before as V) : map.delete(key)))
  }
  const rowsOf = (dossier: string): readonly LogRow[] => byDossier.get(dossier) ?? []

  const tx: ServerTx = {
    epoch: async () => epoch,
    agentKey: async (device, agent) => agentKeys.get(`${device}|${agent}`) ?? null,
    knownKeys: async (device, agent) => {
      const key = agentKeys.get(`${device}|${agent}`)
      const gone = withdrawnKeys?.get(`${device}|${agent}`)
      return [
        ...(key ? [{ publicKey: key, standing: 'current' as const }] : []),
        ...(gone ? [{ publicKey: gone, standing: 'withdrawn' as const }] : []),
      ]
    },
    agentOf: async (agent) => directory.agents.find((one) => one.id === agent) ?? null,
    device: async (id) => devices?.get(id) ?? null,
    incarnation: async (id) => incarnations.get(id) ?? null,
    saveIncarnation: async (one) => put(incarnations, one.incarnation, one),
    savePackets: async (all) => {
      for (const { incarnation, n, hash } of all) put(packets, `${incarnation}|${n}`, hash)
    },
    packetHash: async (incarnation, n) => packets.get(`${incarnation}|${n}`) ?? null,
    knownEntries: async (ids) =>
      new Map(
        ids.flatMap((id) => {
          const row = log.get(id)
          return row ? [[id, row.held] as const] : []
        }),
      ),
    dossiers: async (ids) =>
      new Map(
        ids.map((dossier) => {
          const draft = drafts.get(dossier)
          const acts = rowsOf(dossier)
            .filter((row) => row.kind === 'act' && row.held === null)
            .flatMap((row) => readAct(row.bytes) ?? [])
          const circulation = circulations.get(dossier) ?? []
          return [dossier, { acts, draft: draft?.state ?? null, revision: draft?.revision ?? 0, circulation }] as const
        }),
      ),
    saveEntries: async (entries) => {
      for (const { id, dossier, kind, bytes, origin, held } of entries) {
        if (log.has(id)) throw new Error('an entry is saved once')
        const row: LogRow = { id, dossier, kind, bytes, ...origin, held, applied: held === null ? ++moment : null }
        put(log, id, row)
        put(byDossier, dossier, [...rowsOf(dossier), row])
      }
    },
    settleEntry: async (id, held) => {
      const row = log.get(id)
      if (!row) throw new Error('no such entry')
      const settled = { ...row, held, applied: held === null ? ++moment : null }
      put(log, id, settled)
      put(
        byDossier,
        row.dossier,
        rowsOf(row.dossier).map((one) => (one.id === id ? settled : one)),
      )
    },
    heldOf: async (incarnations) =>
      [...log.values()].flatMap(({ id, dossier, held, incarnation }) =>
        held !== null && incarnations.includes(incarnation) ? [{ entry: id, incarnation, dossier, reason: held }] : [],
      ),
    pendingOf: async (ids) =>
      ids.flatMap((dossier) => rowsOf(dossier).filter(({ held }) => held !== null && waitingReasons.includes(held))),
    saveDrafts: async (all) => {
      for (const { dossier, state } of all)
        put(drafts, dossier, { state, revision: (drafts.get(dossier)?.revision ?? 0) + 1 })
    },
    entriesOf: async (dossier) => rowsOf(dossier).flatMap((row) => (row.held === null ? [row.id] : [])),
    saveCirculation: async (dossier, units) => put(circulations, dossier, units),
    journal: async (unit, ids) => put(journals, unit, [...(journals.get(unit) ?? []), ...ids]),
    entriesSince: async (unit, seq, limit, inBuckets, has = () => false) =>
      (journals.get(unit) ?? [])
        .flatMap((id, at) => {
          const row = log.get(id)
          const wanted = at >= seq && (inBuckets === undefined || inBuckets.has(bucketOf(id)))
          return row && row.held !== 'erased' && wanted
            ? [{ ...row, bytes: has(row) ? null : row.bytes, seq: at + 1 }]
            : []
        })
        .slice(0, limit),
    seqOf: async (unit) => journals.get(unit)?.length ?? 0,
    digestOf: async (unit) => {
      const digest = emptyDigest()
      countIn(
        digest,
        (journals.get(unit) ?? []).filter((id) => log.get(id)?.held !== 'erased'),
      )
      return digest
    },
    erase: async (dossier, kept) => {
      const rows = rowsOf(dossier).map((row): LogRow =>
        kept.includes(row.id) ? row : { ...row, bytes: new Uint8Array(), held: 'erased', applied: null },
      )
      for (const row of rows) put(log, row.id, row)
      put(byDossier, dossier, rows)
      // Nothing is ever saved in it again.
      put(drafts, dossier, { state: null, revision: 0 })
    },
    takeNumber: async (register) => {
      const n = (numbers.get(nameOf(register)) ?? 0) + 1
      put(numbers, nameOf(register), n)
      return n
    },
    passNumber: async (register, n) => put(numbers, nameOf(register), Math.max(n, numbers.get(nameOf(register)) ?? 0)),
    lifeBegan: async () => began,
    backup: async () => lastBackup,
    stableOf: async (device, since) =>
      [...stable].flatMap(([incarnation, { n, backup }]) =>
        incarnations.get(incarnation)?.device === device && backup > since && n > 0
          ? [{ incarnation, n, hash: packets.get(`${incarnation}|${n}`) ?? '' } satisfies Head]
          : [],
      ),
    people: async () => directory,
    directory: async (_agent, known) => ({ version: '1', directory: known === '1' ? null : directory }),
    takeReferences: async () => {
      const from = serial
      serial += 50
      undo.push(() => {
        serial = from
      })
      return { site: 12, from, to: from + 49 }
    },
    deviceSeen: async (device, _at, heard) => void put(seen, device, [...(seen.get(device) ?? []), heard]),
    admitWork: async (device) => {
      const sittings = [...incarnations.values()].filter((one) => one.device === device && one.withdrawn)
      for (const { withdrawn: _withdrawn, ...one } of sittings) put(incarnations, one.incarnation, one)
      const rows = [...log.values()].filter(
        (row) => row.held === 'revoked' && sittings.some(({ incarnation }) => incarnation === row.incarnation),
      )
      for (const { id } of rows) await tx.settleEntry(id, 'pending')
      return rows
    },
  }
  return {
    tx,
    log,
    heardOf: (device) => seen.get(device) ?? [],
    journalOf: (unit) => journals.get(unit) ?? [],
    begin: () => {
      undoLast = undo
      undo = []
    },
    forgetLast: () => {
      for (const step of undoLast.reverse()) step()
      undoLast = []
    },
    rollback: () => {
      for (const step of undo.reverse()) step()
      undo = []
    },
    backup: () => {
      lastBackup++
      for (const { incarnation, n } of incarnations.values()) {
        const before = stable.get(incarnation) ?? { n: 0, next: 0, backup: 0 }
        const moved = before.next > before.n
        stable.set(incarnation, { n: before.next, next: n, backup: moved ? lastBackup : before.backup })
      }
      return { tables: tables.map((table) => [...table]), serial, number: lastBackup }
    },
    restore: (from, life, now) => {
      tables.forEach((table, at) => {
        table.clear()
        for (const [key, value] of from.tables[at] ?? []) (table as Map<string, unknown>).set(key, value)
      })
      serial = from.serial
      lastBackup = from.number
      if (life.counter > epoch.counter) began = now ?? null
      epoch = life
      undo = []
    },
  }
}

const nameOf = ({ office, year, series }: Register): string => `${office}|${year}|${series}`
