// The rows of dossiers: sealed on the way in, opened on the way out. Nothing here writes; callers seal first and put
// the sealed rows in one transaction, because awaiting a cipher inside it would let half of it commit.
import type { Entry, EntryId } from '../../shared/sync/ports.ts'
import type { Database, Row } from './database.ts'
import { openBytes, sealBytes } from './seal.ts'

/** An entry as this device knows it. */
export interface KnownEntry extends Entry {
  readonly key: number
  /** '' when it came from the server. */
  readonly incarnation: string
  /** Null until a packet carries it. */
  readonly entry: EntryId | null
  /** Not yet under a head of the server. */
  readonly pending: boolean
}

export interface Rows {
  /** `from` says where it comes from: a sitting here, or an entry of the server. */
  seal(entry: Entry, from: { readonly incarnation: string } | { readonly entry: EntryId }): Promise<Row>
  /** Throws when a row was damaged or moved. */
  open(row: Row): Promise<KnownEntry>
  /** Every entry of a dossier, in the order in which they came to this device. */
  ofDossier(dossier: string): Promise<readonly KnownEntry[]>
}

export const createRows = async (database: Database, key: CryptoKey): Promise<Rows> => {
  let lastKey = (await database.rows.orderBy('key').last())?.key ?? 0
  const open = async (row: Row): Promise<KnownEntry> => {
    const place = { table: 'rows', dossier: row.dossier, number: row.key } as const
    return {
      key: row.key,
      dossier: row.dossier,
      kind: row.kind,
      bytes: await openBytes(key, place, row.sealed),
      incarnation: row.incarnation,
      entry: row.entry ?? null,
      pending: row.pending === 1,
    }
  }
  return {
    seal: async ({ dossier, kind, bytes }, from) => {
      const number = ++lastKey
      const sealed = await sealBytes(key, { table: 'rows', dossier, number }, bytes)
      return 'entry' in from
        ? { key: number, dossier, kind, incarnation: '', entry: from.entry, sealed }
        : { key: number, dossier, kind, incarnation: from.incarnation, unsent: 1, pending: 1, sealed }
    },
    open,
    ofDossier: async (dossier) => {
      const rows = await database.rows.where('dossier').equals(dossier).sortBy('key')
      return Promise.all(rows.map(open))
    },
  }
}
