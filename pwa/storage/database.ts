// The device's database. Additive for ever: a new version adds tables and indexes, never takes one away, so that an
// old tab and a new one read the same rows. Durability is strict everywhere: what resolves here survives a power cut.
//
//   table      in clear                                     sealed
//   rows       dossier id, kind, sitting, flags             under the data key: a Yjs V1 update, or an act's JSON
//   pages      ids of entries, the server's receipt         —
//   chains     sitting, agent, certificate, n, hash         under the data key: the sitting's signing key
//   outbox     sitting, n, hash                             to the server: the packet itself
//   held       entry, dossier id, reason                    —
//   summaries  dossier id                                   under the data key: one line of the lists
//   linePages  dossier ids                                  under the data key: many such lines together
//   packs      packs and lists: public data                 —
//   meta       device, slots (staff names), sync state,     under the data key: directory, receipts, places, a copy of
//              counts of an incident                        the device's key
//   blobs      dossier id and hash                          under the data key: a recording of a citizen
//   papers     dossier id, hash, size, how far it is sent   under the data key: what opens its file here
//   paperFiles dossier id and hash                          to the server, or under the data key: a page, a sound
//   erased     dossier id, ids of entries                   —
//   voices     for issue 4                                  —
//
// What of it must not be lost with it is copied to the mirror (mirror.ts). That nothing else lies open is tested by
// e2e/at-rest.e2e.ts: whoever adds a field adds it there.
import { Dexie } from 'dexie'
import type { EntityTable, Table } from 'dexie'
import type { EntryId, EntryKind, Epoch, Held } from '../../shared/sync/ports.ts'

export interface Row {
  /** Given by us, not by the database: it is bound into the seal before the transaction. */
  readonly key: number
  readonly dossier: string
  readonly kind: EntryKind
  /** Sitting that wrote it here; '' for what came from the server. */
  readonly incarnation: string
  /** Present while no packet carries it. */
  readonly unsent?: 1
  /** Packet that carries it. */
  readonly n?: number
  /** Entry it travelled in; rows of one dossier are merged when a packet is cut, so several may share one. */
  readonly entry?: EntryId
  /** Present until the server has it, as far as this device can know. */
  readonly pending?: 1
  /** Own rows: the server has what it says under another entry. */
  readonly covered?: 1
  /** Does not open and has no copy that does: it waits for nothing any more, and stays as it is. */
  readonly damaged?: 1
  /** Page whose receipt proves what came; rows kept before there were receipts have none. */
  readonly page?: number
  readonly sealed: Uint8Array
}

export interface ChainRow {
  readonly incarnation: string
  /** Order in which sittings began on this device, from 1. */
  readonly born: number
  readonly agent: string
  readonly certificate: Uint8Array
  /** PKCS #8; null once every row of the sitting is in a packet and the sitting is over. */
  readonly sealedKey: Uint8Array | null
  readonly n: number
  readonly hash: string
  readonly acked: number
  readonly forked?: boolean
  readonly stable?: number
}

/** A page of entries that the server once gave, with its receipt (WitnessPage). */
export interface PageRow {
  readonly id: number
  readonly epoch: Epoch
  readonly unit: string
  /** 32 bytes each: the ids of entries that did not open are in it too, or the receipt would prove nothing. */
  readonly ids: Uint8Array
  readonly receipt: Uint8Array
}

export interface OutboxRow {
  /** Order in which packets were cut, over all chains. */
  readonly order?: number
  readonly incarnation: string
  readonly n: number
  readonly hash: string
  readonly bytes: Uint8Array
}

export interface SummaryRow {
  readonly dossier: string
  readonly sealed: Uint8Array
}

/** Lines that have not changed for a while, together: ten thousand are opened one by one too slowly. */
export interface LinePageRow {
  readonly id: string
  readonly dossiers: readonly string[]
  readonly sealed: Uint8Array
}

export interface Cached {
  /** `pack:<id@version>`, `list:<id>`, or `offer`. */
  readonly id: string
  readonly value: unknown
}

export interface BlobRow {
  /** `<dossier>/<hash>`. */
  readonly hash: string
  readonly sealed: Uint8Array
}

/** `local`: an exercise's, never sent. `fetched` and `pinned` came from the server. The others were made here. */
export type PaperState = 'waiting' | 'received' | 'stable' | 'refused' | 'fetched' | 'pinned' | 'local'

/** A page, its thumbnail or a sound; its bytes lie apart, so that hundreds are counted without reading them. */
export interface PaperRow {
  /** `<dossier>/<hash>`. */
  readonly id: string
  readonly dossier: string
  readonly state: PaperState
  /** Of the file as it is sent. */
  readonly bytes: number
  /** ms since 1970 by this device's clock: kept, or opened last when it came from the server. */
  readonly keptAt: number
  /** Opens a file that is sealed to the server. */
  readonly sealedKey?: Uint8Array
  /** A sound is also among `blobs`, where it is mirrored: its row stays when its file may go. */
  readonly sound?: 1
  /** The server has begun to take it. */
  readonly begun?: 1
  readonly sent?: number
  /** Times its bytes did not arrive as they were. */
  readonly spoiled?: number
  /** The server's word for why it is refused. */
  readonly why?: string
  /** The server's life and backup at which its standing was last asked. */
  readonly asked?: string
}

export interface PaperFileRow {
  readonly id: string
  readonly file: Uint8Array
}

/** A dossier that was erased, and the entries that say so: all that is kept of it. */
export interface ErasedRow {
  readonly dossier: string
  readonly entries: readonly EntryId[]
}

export interface Meta {
  readonly key: string
  readonly value: unknown
}

export type Database = Dexie & {
  readonly rows: EntityTable<Row, 'key'>
  readonly pages: EntityTable<PageRow, 'id'>
  readonly chains: EntityTable<ChainRow, 'incarnation'>
  readonly outbox: Table<OutboxRow, number>
  readonly held: Table<Held, [string, string]>
  readonly summaries: EntityTable<SummaryRow, 'dossier'>
  readonly linePages: EntityTable<LinePageRow, 'id'>
  readonly packs: EntityTable<Cached, 'id'>
  readonly meta: EntityTable<Meta, 'key'>
  readonly blobs: EntityTable<BlobRow, 'hash'>
  readonly papers: EntityTable<PaperRow, 'id'>
  readonly paperFiles: EntityTable<PaperFileRow, 'id'>
  readonly erased: EntityTable<ErasedRow, 'dossier'>
}

/** Not opened yet: `openDatabase` does it, with a time limit. `home` is the browser's own place for databases, or another. */
export const createDatabase = (name = 'morchid', home: IDBFactory | null = null): Database => {
  const place = home ? { indexedDB: home, IDBKeyRange } : {}
  const database = new Dexie(name, { chromeTransactionDurability: 'strict', ...place }) as Database
  database.version(1).stores({
    rows: 'key, dossier, unsent, entry, [incarnation+n]',
    chains: 'incarnation, born',
    outbox: '++order, &[incarnation+n]',
    held: '[incarnation+entry], incarnation, dossier',
    summaries: 'dossier',
    packs: 'id',
    meta: 'key',
    blobs: 'hash',
    voices: 'id',
  })
  database.version(2).stores({
    rows: 'key, dossier, unsent, pending, entry, [incarnation+n]',
    pages: 'id',
  })
  database.version(3).stores({
    linePages: 'id, *dossiers',
  })
  database.version(4).stores({
    papers: 'id, dossier, state',
    paperFiles: 'id',
  })
  database.version(5).stores({
    erased: 'dossier',
  })
  return database
}

/**
 * Rows by many values of an index, in no order. A request for each, all at once: a cursor that jumps from one value to
 * the next waits for the disk in between, minutes for a first pull.
 */
export const rowsWith = (database: Database, index: 'dossier' | 'entry', values: Iterable<string>): Promise<Row[]> =>
  database.transaction('r', database.rows, async () => {
    const each = [...new Set(values)].map((value) => database.rows.where(index).equals(value).toArray())
    return (await Promise.all(each)).flat()
  })

/** An older tab in another process can hold an upgrade for ever without an event: say so after five seconds. */
const openLimitMs = 5_000

const heldError = (): Error => Object.assign(new Error('another tab holds the database'), { name: heldName })
const heldName = 'DatabaseHeldError'
/** Another tab, of an older version, holds the database: only that tab can let go. */
export const isHeld = (cause: unknown): boolean => cause instanceof Error && cause.name === heldName

/** Throws when the browser gives no lasting storage, or when another tab holds an upgrade (`isHeld`). */
export const openDatabase = async (database: Database, onVersionChange: () => void): Promise<void> => {
  database.on('versionchange', () => {
    onVersionChange()
    database.close()
    return false
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(heldError()), openLimitMs)
  })
  try {
    await Promise.race([database.open(), late])
  } finally {
    clearTimeout(timer)
  }
}
