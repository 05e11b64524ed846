// The server's disk in memory, with transactions that can really be rolled back: every change leaves its undoing behind.
import type { Directory, Role } from '../../access/directory.ts'
import type { Entry, EntryId, EntryOrigin, Epoch, HeldReason, Incarnation, ServerTx } from '../ports.ts'
import { readAct } from './read-act.ts'

export interface LogRow extends Entry, EntryOrigin {
  readonly id: EntryId
  held: HeldReason | null
  /** When it was applied, among all that were; null while held. */
  applied: number | null
}

export interface FakeServerDisk {
  readonly tx: ServerTx
  /** For the checks: everything committed, by entry. */
  readonly log: ReadonlyMap<EntryId, LogRow>
  begin(): void
  rollback(): void
}

export interface FakePeople {
  readonly directory: Directory
  /** By `device|agent`. */
  readonly agentKeys: ReadonlyMap<string, Uint8Array>
}

export const createServerDisk = ({ directory, agentKeys }: FakePeople, epoch: Epoch): FakeServerDisk => {
  let undo: (() => unknown)[] = []
  const incarnations = new Map<string, Incarnation>()
  const packets = new Map<string, string>()
  const log = new Map<EntryId, LogRow>()
  const byDossier = new Map<string, LogRow[]>()
  const drafts = new Map<string, Uint8Array>()
  const circulations = new Map<string, readonly string[]>()
  const journals = new Map<string, EntryId[]>()
  let serial = 0
  let moment = 0

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
    agentOf: async (agent) => {
      const person = directory.agents.find((one) => one.id === agent)
      return person ? { role: person.role satisfies Role, unit: person.unit } : null
    },
    incarnation: async (id) => incarnations.get(id) ?? null,
    saveIncarnation: async (one) => put(incarnations, one.incarnation, one),
    savePacket: async ({ incarnation, n, hash }) => put(packets, `${incarnation}|${n}`, hash),
    packetHash: async (incarnation, n) => packets.get(`${incarnation}|${n}`) ?? null,
    knowsEntry: async (id) => log.has(id),
    saveEntry: async (id, entry, from, held) => {
      if (log.has(id)) throw new Error('an entry is saved once')
      const row: LogRow = {
        ...entry,
        incarnation: from.incarnation,
        n: from.n,
        id,
        held,
        applied: held === null ? ++moment : null,
      }
      put(log, id, row)
      put(byDossier, entry.dossier, [...rowsOf(entry.dossier), row])
    },
    settleEntry: async (id, held) => {
      const row = log.get(id)
      if (!row) throw new Error('no such entry')
      const before = { held: row.held, applied: row.applied }
      Object.assign(row, { held, applied: held === null ? ++moment : null })
      undo.push(() => Object.assign(row, before))
    },
    heldOf: async (incarnation) =>
      [...log.values()].flatMap(({ id, dossier, held, incarnation: from }) =>
        held !== null && from === incarnation ? [{ entry: id, incarnation, dossier, reason: held }] : [],
      ),
    pendingOf: async (dossier) => rowsOf(dossier).filter((row) => row.held === 'pending'),
    acts: async (dossier) =>
      rowsOf(dossier).flatMap((row) => {
        const act = row.kind === 'act' && row.held === null ? readAct(row.bytes) : null
        return act ? [act] : []
      }),
    draft: async (dossier) => drafts.get(dossier) ?? null,
    saveDraft: async (dossier, state) => put(drafts, dossier, state),
    entriesOf: async (dossier) => rowsOf(dossier).flatMap((row) => (row.held === null ? [row.id] : [])),
    circulation: async (dossier) => circulations.get(dossier) ?? [],
    saveCirculation: async (dossier, units) => put(circulations, dossier, units),
    journal: async (unit, ids) => put(journals, unit, [...(journals.get(unit) ?? []), ...ids]),
    entriesSince: async (unit, seq, limit) =>
      (journals.get(unit) ?? []).slice(seq, seq + limit).flatMap((id, at) => {
        const row = log.get(id)
        return row ? [{ ...row, seq: seq + at + 1 }] : []
      }),
    seqOf: async (unit) => journals.get(unit)?.length ?? 0,
    directory: async () => ({ version: '1', directory }),
    takeReferences: async () => {
      const from = serial
      serial += 50
      undo.push(() => {
        serial = from
      })
      return { site: 12, from, to: from + 49 }
    },
    deviceSeen: async () => undefined,
  }
  return {
    tx,
    log,
    begin: () => {
      undo = []
    },
    rollback: () => {
      for (const step of undo.reverse()) step()
      undo = []
    },
  }
}
