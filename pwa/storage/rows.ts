// The rows of dossiers: sealed on the way in, opened on the way out. Nothing here writes; callers seal first and put
// the sealed rows in one transaction, because awaiting a cipher inside it would let half of it commit.
import type { Entry, EntryId } from '../../shared/sync/ports.ts'
import { rowsWith } from './database.ts'
import type { ChainRow, Database, Row } from './database.ts'
import { openBytes, sealBytes } from './seal.ts'

/** An entry as this device knows it. */
export interface KnownEntry extends Entry {
  readonly key: number
  /** '' when it came from the server. */
  readonly incarnation: string
  /** Null until a packet carries it. */
  readonly entry: EntryId | null
  /** The server does not have it yet, as far as this device can know. */
  readonly pending: boolean
  /** Of a forked chain and not received: it will never leave under its own sitting. */
  readonly stranded: boolean
}

export interface Rows {
  /** `from` says where it comes from: a sitting here, or an entry of the server. */
  seal(entry: Entry, from: { readonly incarnation: string } | { readonly entry: EntryId }): Promise<Row>
  /** Null when the row was damaged or moved: it stays as it is, and the rest of its dossier is read without it. */
  open(row: Row): Promise<KnownEntry | null>
  /** Those that open. */
  openAll(rows: readonly Row[]): Promise<readonly KnownEntry[]>
  /** Every entry of a dossier, in the order in which they came to this device. */
  ofDossier(dossier: string): Promise<readonly KnownEntry[]>
  /** The same for several, as they are once `changed` is written: in the place of rows with the same key, or added. */
  ofDossiers(dossiers: readonly string[], changed: readonly Row[]): Promise<ReadonlyMap<string, readonly KnownEntry[]>>
  /** Dossiers that were erased: nothing is written in them any more. Grows with `noteErased`, after the commit. */
  readonly erased: ReadonlySet<string>
  noteErased(dossiers: Iterable<string>): void
  /** Sittings whose chains are forked, as `noteForked` changes them. */
  readonly forked: ReadonlySet<string>
  noteForked(forked: readonly string[], whole: readonly string[]): void
  /** Goes up with each change of a dossier's rows: whoever read them at another one must read them again. */
  versionOf(dossier: string): number
  /** After the commit, never before: what is read in between counts as read before. */
  noteChanged(dossiers: Iterable<string>): void
}

export const createRows = async (database: Database, key: CryptoKey): Promise<Rows> => {
  let lastKey = (await database.rows.orderBy('key').last())?.key ?? 0
  const forked = new Set((await database.chains.filter((chain) => chain.forked === true).toArray()).map(idOf))
  const erased = new Set(await database.erased.toCollection().primaryKeys())
  const versions = new Map<string, number>()
  const versionOf = (dossier: string): number => versions.get(dossier) ?? 0
  // What is about to be written is read for the list first: a seal of one's own need not be opened again for that.
  const justSealed = new WeakMap<Uint8Array, Uint8Array>()
  const open = async (row: Row): Promise<KnownEntry | null> => {
    const place = { table: 'rows', dossier: row.dossier, number: row.key } as const
    const bytes = justSealed.get(row.sealed) ?? (await openBytes(key, place, row.sealed).catch(() => null))
    if (!bytes) return null
    return {
      key: row.key,
      dossier: row.dossier,
      kind: row.kind,
      bytes,
      incarnation: row.incarnation,
      entry: row.entry ?? null,
      pending: row.pending === 1,
      stranded: row.pending === 1 && forked.has(row.incarnation),
    }
  }
  const openAll = async (rows: readonly Row[]) => (await Promise.all(rows.map(open))).filter((one) => one !== null)
  return {
    seal: async ({ dossier, kind, bytes }, from) => {
      const number = ++lastKey
      const sealed = await sealBytes(key, { table: 'rows', dossier, number }, bytes)
      justSealed.set(sealed, bytes)
      return 'entry' in from
        ? { key: number, dossier, kind, incarnation: '', entry: from.entry, sealed }
        : { key: number, dossier, kind, incarnation: from.incarnation, unsent: 1, pending: 1, sealed }
    },
    open,
    openAll,
    ofDossiers: async (dossiers, changed) => {
      const before = await rowsWith(database, 'dossier', dossiers)
      const after = new Map([...before, ...changed].map((row) => [row.key, row]))
      const wanted = new Set(dossiers)
      const rows = [...after.values()].filter((row) => wanted.has(row.dossier)).sort((a, b) => a.key - b.key)
      return Map.groupBy(await openAll(rows), (one) => one.dossier)
    },
    ofDossier: async (dossier) => openAll(await database.rows.where('dossier').equals(dossier).sortBy('key')),
    erased,
    noteErased: (dossiers) => {
      for (const one of dossiers) erased.add(one)
    },
    forked,
    noteForked: (more, whole) => {
      for (const one of whole) forked.delete(one)
      for (const one of more) forked.add(one)
    },
    versionOf,
    noteChanged: (dossiers) => {
      for (const dossier of new Set(dossiers)) versions.set(dossier, versionOf(dossier) + 1)
    },
  }
}

const idOf = ({ incarnation }: ChainRow): string => incarnation
