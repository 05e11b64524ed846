// A device's disk in memory. Each operation is all or nothing; the tab may die just before or just after it.
import type { AppliedAnswer, Chain, ClientDisk, SyncState, UnsentRow } from '../client-ports.ts'
import type {
  Entry,
  EntryId,
  Epoch,
  Held,
  OutboxPacket,
  PulledEntry,
  ReferenceBlock,
  SessionKeys,
  WitnessPage,
} from '../ports.ts'
import { bucketOf, countIn, emptyDigest } from '../digest.ts'
import { circulationOf } from '../circulation.ts'
import { readAct, saysErased } from './read-act.ts'

export interface FakeRow extends UnsentRow {
  incarnation: string
  /** The entry that carries it, once it is cut. */
  entry: EntryId | null
  /** The packet of its chain that carries it. */
  n: number
  /** The server has it, under another entry: said by `reclaim`. */
  covered: boolean
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
  readonly pages: readonly WitnessPage[]
  /** For the checks: every row that was ever kept, also on a disk that has since gone back in time. */
  readonly ever: readonly FakeRow[]
  /** Every row that was kept since the disk last went back in time, and what it had then. */
  readonly current: readonly FakeRow[]
  /** The power goes. Nothing is lost of an honest disk. */
  cutPower(): void
  /** A copy of everything, as a backup program takes it; `restore` puts it back. */
  copy(): () => void
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
  readonly droppedAtHead: boolean
  readonly deviceForgets: boolean
}

export const createClientDisk = (faults: DiskFaults, epoch: Epoch | null = null): FakeClientDisk => {
  const rows: FakeRow[] = []
  const packets: OutboxPacket[] = []
  const pages: WitnessPage[] = []
  const ever: FakeRow[] = []
  let current: FakeRow[] = []
  const chainTable = new Map<string, Chain>()
  const pulled = new Map<EntryId, PulledEntry>()
  const held = new Map<EntryId, Held>()
  const keyring = new Map<string, SessionKeys>()
  /** Dossiers that were erased: only the words that say so are kept of them. */
  const erased = new Map<string, true>()
  const serials: ReferenceBlock[] = []
  let state: SyncState = { epoch, cursors: {}, beacon: null, directoryVersion: null, referencesLeft: 0, backup: 0 }
  let lastKey = 0

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
  const markCarried = (n: number, rowKeys: readonly number[], entryOfRow: readonly EntryId[]): void => {
    rowKeys.forEach((key, at) => {
      const row = rows.find((one) => one.key === key)
      if (row) Object.assign(row, { entry: entryOfRow[at] ?? null, n })
    })
  }
  const isForked = (incarnation: string): boolean => chainTable.get(incarnation)?.forked === true
  const received = (row: FakeRow): boolean =>
    row.covered ||
    (row.entry !== null &&
      !held.has(row.entry) &&
      (pulled.has(row.entry) || row.n <= (chainTable.get(row.incarnation)?.acked ?? 0)))
  /** By dossier: what the server has of it, as far as this device can know. */
  const receivedEntries = (): ReadonlyMap<string, ReadonlyMap<EntryId, Entry>> => {
    const known = new Map<string, Map<EntryId, Entry>>()
    const add = (id: EntryId, entry: Entry): void => {
      const of = known.get(entry.dossier) ?? new Map<EntryId, Entry>()
      known.set(entry.dossier, of.set(id, entry))
    }
    for (const entry of pulled.values()) add(entry.id, entry)
    for (const row of rows) if (row.entry !== null && !row.covered && received(row)) add(row.entry, row)
    return known
  }
  const idsOf = (unit: string): readonly EntryId[] =>
    [...receivedEntries().values()].flatMap((entries) => {
      const acts = [...entries.values()].flatMap((entry) => (entry.kind === 'act' ? (readAct(entry.bytes) ?? []) : []))
      return circulationOf(acts).includes(unit) ? [...entries.keys()] : []
    })
  const drop = (incarnation: string, upTo: number): void => {
    const goes = packets.filter((packet) => packet.incarnation === incarnation && packet.n <= upTo)
    for (const packet of goes) packets.splice(packets.indexOf(packet), 1)
  }
  const left = (): number => serials.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  const purge = (dossier: string): void => {
    erased.set(dossier, true)
    for (const [id, entry] of pulled) if (entry.dossier === dossier && !saysErased(entry)) pulled.delete(id)
    for (const [id, one] of held) if (one.dossier === dossier) held.delete(id)
    const others = rows.filter((row) => row.dossier !== dossier)
    rows.splice(0, rows.length, ...others)
  }
  const keepEntries = (answer: AppliedAnswer): void => {
    for (const entry of answer.entries) if (saysErased(entry)) purge(entry.dossier)
    for (const entry of answer.entries) if (!erased.has(entry.dossier) || saysErased(entry)) pulled.set(entry.id, entry)
    pages.push(...answer.pages)
    for (const head of answer.heads) {
      const chain = chainTable.get(head.incarnation)
      if (chain) chainTable.set(head.incarnation, { ...chain, acked: head.n, forked: false })
      if (faults.droppedAtHead) drop(head.incarnation, head.n)
    }
    const named = new Set(answer.heads.map((head) => head.incarnation))
    for (const [id, one] of held) if (named.has(one.incarnation)) held.delete(id)
    for (const one of answer.held) held.set(one.entry, one)
    if (answer.references) serials.push(answer.references)
    for (const incarnation of answer.forked) {
      const chain = chainTable.get(incarnation)
      if (chain) chainTable.set(incarnation, { ...chain, forked: true })
    }
    for (const { incarnation, n } of answer.stable) {
      const chain = chainTable.get(incarnation)
      if (!chain) continue
      chainTable.set(incarnation, { ...chain, stable: Math.max(n, chain.stable ?? 0) })
      drop(incarnation, n)
    }
  }
  const keepState = (answer: AppliedAnswer): void => {
    state = {
      epoch: answer.epoch,
      cursors: answer.cursors,
      beacon: answer.beacon,
      directoryVersion: answer.directoryVersion ?? state.directoryVersion,
      referencesLeft: 0,
      backup: answer.backup,
    }
  }

  return {
    keep: (entry, incarnation) =>
      atomic(() => {
        if (erased.has(entry.dossier)) return
        const row = { ...entry, incarnation, key: ++lastKey, entry: null, n: 0, covered: false }
        rows.push(row)
        ever.push(row)
        current.push(row)
      }),
    keepKeys: (keys) => atomic(() => void keyring.set(keys.incarnation, keys)),
    keysOf: (incarnation) => keyring.get(incarnation) ?? null,
    takeReference: () =>
      atomic(() => {
        const block = serials.shift()
        if (!block) return null
        if (block.from < block.to) serials.unshift({ ...block, from: block.from + 1 })
        return { site: block.site, serial: block.from }
      }),
    unsent: () => read(() => rows.filter((row) => row.entry === null && !row.covered)),
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
        markCarried(packet.n, rowKeys, entryOfRow)
        faults.crashPoint()
      }
      return atomic(() => {
        packets.push(packet)
        chainTable.set(chain.incarnation, chain)
        markCarried(packet.n, rowKeys, entryOfRow)
      })
    },
    outbox: () =>
      read(() =>
        packets.filter(
          (packet) => !isForked(packet.incarnation) && packet.n > (chainTable.get(packet.incarnation)?.acked ?? 0),
        ),
      ),
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
    digest: (unit) =>
      read(() => {
        const digest = emptyDigest()
        countIn(digest, idsOf(unit))
        return digest
      }),
    entryIds: (unit, inBuckets) => read(() => idsOf(unit).filter((id) => inBuckets.has(bucketOf(id)))),
    offers: (ids) =>
      read(() => {
        const entries = [...pulled.values()].flatMap((entry) => {
          const page = ids.has(entry.id) ? pages.find((one) => one.ids.includes(entry.id)) : undefined
          return page ? [{ entry, page }] : []
        })
        const proven = new Set(entries.map(({ entry }) => entry.id))
        return {
          entries,
          packets: packets.flatMap((packet) => {
            const carried = rows.filter((row) => row.incarnation === packet.incarnation && row.n === packet.n)
            const asked = carried.flatMap(({ entry }) =>
              entry !== null && ids.has(entry) && !proven.has(entry) ? [entry] : [],
            )
            return asked.length > 0 ? [{ packet, ids: [...new Set(asked)] }] : []
          }),
        }
      }),
    strandedRows: () => read(() => rows.filter((row) => isForked(row.incarnation) && !received(row))),
    receivedDrafts: (dossier) =>
      read(() =>
        // An entry may have carried several rows: each of them counts.
        [...pulled.values(), ...rows.filter((row) => row.entry !== null && !row.covered && received(row))].flatMap(
          (one) => (one.dossier === dossier && one.kind === 'draft' ? [one.bytes] : []),
        ),
      ),
    reclaim: (again, incarnation, covered) =>
      atomic(() => {
        for (const row of rows) {
          if (again.includes(row.key)) Object.assign(row, { incarnation, entry: null, n: 0 })
          if (covered.includes(row.key)) row.covered = true
        }
      }),
    cutPower: () => {
      if (faults.deviceForgets && rows.at(-1)?.entry === null) rows.pop()
    },
    copy: () => {
      const kept = {
        rows: rows.map((row) => ({ ...row })),
        packets: [...packets],
        pages: [...pages],
        serials: [...serials],
        state,
        lastKey,
      }
      const maps = [chainTable, pulled, held, erased].map((map) => [map, [...map]] as const)
      const sessions = [...keyring]
      return () => {
        rows.splice(0, rows.length, ...kept.rows.map((row) => ({ ...row })))
        ever.push(...rows)
        current = [...rows]
        packets.splice(0, packets.length, ...kept.packets)
        pages.splice(0, pages.length, ...kept.pages)
        serials.splice(0, serials.length, ...kept.serials)
        state = kept.state
        lastKey = kept.lastKey
        for (const [map, entries] of maps) {
          map.clear()
          for (const [key, value] of entries) (map as Map<unknown, unknown>).set(key, value)
        }
        keyring.clear()
        for (const [key, value] of sessions) keyring.set(key, value)
      }
    },
    rows,
    packets,
    pages,
    ever,
    get current() {
      return current
    },
    chainTable,
    pulled,
    held,
    entriesOf: (dossier) => {
      const own = rows.filter((row) => row.dossier === dossier)
      const ids = new Set(own.map((row) => row.entry))
      const others = [...pulled.values()].filter((entry) => entry.dossier === dossier && !ids.has(entry.id))
      const submitted = [...others, ...own].some(
        ({ kind, bytes }) => kind === 'act' && readAct(bytes)?.kind === 'submitted',
      )
      return [
        ...others,
        ...own.filter((row) => {
          // Shown as a task: nobody can bring it in any more.
          if (submitted && row.kind === 'draft' && isForked(row.incarnation) && !received(row)) return false
          // What waits at the server for something else is not undone: its author goes on building on it.
          const counts = row.entry === null || pulled.has(row.entry)
          return counts || (held.get(row.entry ?? '')?.reason ?? 'pending') === 'pending'
        }),
      ]
    },
    dossiers: () => [...new Set([...rows, ...pulled.values()].map((entry) => entry.dossier))],
  }
}
