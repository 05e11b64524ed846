// A device's disk in memory. Each operation is all or nothing; the tab may die just before or just after it.
import type {
  AppliedAnswer,
  Chain,
  ClientDisk,
  Entry,
  EntryId,
  Held,
  OutboxPacket,
  PulledEntry,
  ReferenceBlock,
  SessionKeys,
  SyncState,
  UnsentRow,
} from '../ports.ts'

export interface FakeRow extends UnsentRow {
  /** The entry that carries it, once it is cut. */
  entry: EntryId | null
}

export interface FakeClientDisk extends ClientDisk {
  /** Saves one update or act: "kept on this device" once it resolves. */
  keep(entry: Entry, incarnation: string): Promise<void>
  /** Seals the keys of a session for the case that its tab dies. */
  keepKeys(keys: SessionKeys): Promise<void>
  keysOf(incarnation: string): SessionKeys | null
  takeReference(): Promise<{ site: number; serial: number } | null>
  /** For the checks: what is on the disk now. */
  readonly rows: readonly FakeRow[]
  readonly pulled: ReadonlyMap<EntryId, PulledEntry>
  readonly held: ReadonlyMap<EntryId, Held>
  readonly chainTable: ReadonlyMap<string, Chain>
  readonly packets: readonly OutboxPacket[]
  /** Acts and updates of a dossier that count: own ones that are not held, and all that came. */
  entriesOf(dossier: string): readonly Entry[]
  dossiers(): readonly string[]
}

/** Where a mutant makes one operation into two, with a crash between. */
export interface DiskFaults {
  /** Throws when the tab dies here. */
  crashPoint(): void
  readonly cursorsFirst: boolean
  readonly rowsFirst: boolean
}

export const createClientDisk = (faults: DiskFaults): FakeClientDisk => {
  const rows: FakeRow[] = []
  const packets: OutboxPacket[] = []
  const chainTable = new Map<string, Chain>()
  const pulled = new Map<EntryId, PulledEntry>()
  const held = new Map<EntryId, Held>()
  const keyring = new Map<string, SessionKeys>()
  const serials: ReferenceBlock[] = []
  let state: SyncState = { epoch: null, cursors: {}, beacon: null, directoryVersion: null, referencesLeft: 0 }

  const atomic = async <T>(work: () => T): Promise<T> => {
    faults.crashPoint()
    const value = work()
    faults.crashPoint()
    return value
  }
  const read = async <T>(work: () => T): Promise<T> => {
    faults.crashPoint()
    return work()
  }
  const markCarried = (rowKeys: readonly number[], entryOfRow: readonly EntryId[]): void => {
    rowKeys.forEach((key, at) => {
      const row = rows.find((one) => one.key === key)
      if (row) row.entry = entryOfRow[at] ?? null
    })
  }
  const left = (): number => serials.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  const keepEntries = (answer: AppliedAnswer): void => {
    for (const entry of answer.entries) pulled.set(entry.id, entry)
    for (const head of answer.heads) {
      const chain = chainTable.get(head.incarnation)
      if (chain) chainTable.set(head.incarnation, { ...chain, acked: head.n })
    }
    const named = new Set(answer.heads.map((head) => head.incarnation))
    for (const [id, one] of held) if (named.has(one.incarnation)) held.delete(id)
    for (const one of answer.held) held.set(one.entry, one)
    if (answer.references) serials.push(answer.references)
  }
  const keepState = (answer: AppliedAnswer): void => {
    state = {
      epoch: answer.epoch,
      cursors: answer.cursors,
      beacon: answer.beacon,
      directoryVersion: answer.directoryVersion ?? state.directoryVersion,
      referencesLeft: 0,
    }
  }

  return {
    keep: (entry, incarnation) =>
      atomic(() => void rows.push({ ...entry, incarnation, key: rows.length + 1, entry: null })),
    keepKeys: (keys) => atomic(() => void keyring.set(keys.incarnation, keys)),
    keysOf: (incarnation) => keyring.get(incarnation) ?? null,
    takeReference: () =>
      atomic(() => {
        const block = serials.shift()
        if (!block) return null
        if (block.from < block.to) serials.unshift({ ...block, from: block.from + 1 })
        return { site: block.site, serial: block.from }
      }),
    unsent: () => read(() => rows.filter((row) => row.entry === null)),
    chain: (incarnation) => read(() => chainTable.get(incarnation) ?? null),
    chains: () =>
      read(() =>
        [...chainTable.values()].map((chain) => ({
          ...chain,
          held: [...held.values()].filter((one) => one.incarnation === chain.incarnation).length,
        })),
      ),
    saveCut: (packet, chain, rowKeys, entryOfRow) => {
      if (faults.rowsFirst) {
        markCarried(rowKeys, entryOfRow)
        faults.crashPoint()
      }
      return atomic(() => {
        packets.push(packet)
        chainTable.set(chain.incarnation, chain)
        markCarried(rowKeys, entryOfRow)
      })
    },
    outbox: () => read(() => packets.filter((packet) => packet.n > (chainTable.get(packet.incarnation)?.acked ?? 0))),
    packetsAfter: (incarnation, n, limit) =>
      read(() => packets.filter((packet) => packet.incarnation === incarnation && packet.n > n).slice(0, limit)),
    syncState: () => read(() => ({ ...state, referencesLeft: left() })),
    apply: (answer) => {
      if (faults.cursorsFirst) {
        keepState(answer)
        faults.crashPoint()
      }
      return atomic(() => {
        keepEntries(answer)
        keepState(answer)
      })
    },
    rows,
    packets,
    chainTable,
    pulled,
    held,
    entriesOf: (dossier) => {
      const own = rows.filter((row) => row.dossier === dossier)
      const ids = new Set(own.map((row) => row.entry))
      return [
        ...[...pulled.values()].filter((entry) => entry.dossier === dossier && !ids.has(entry.id)),
        ...own.filter((row) => !(row.entry !== null && held.has(row.entry))),
      ]
    },
    dossiers: () => [...new Set([...rows, ...pulled.values()].map((entry) => entry.dossier))],
  }
}
