// settled
// What the client machine (client.ts) is given from outside: keys, clock, random bytes, a disk, the link. Adapters live in
// pwa/; the simulation gives fakes. Nothing here touches the world by itself.
import type { Directory } from '../access/directory.ts'
import type { Result } from '../text/result.ts'
import type {
  DeviceKeys,
  Entry,
  EntryId,
  Epoch,
  Head,
  Held,
  OutboxPacket,
  PulledEntry,
  ReferenceBlock,
  SessionKeys,
  UnitDigest,
  WitnessPage,
} from './ports.ts'

export interface Codec {
  /** Compress as the header's protocol says, then seal to the server's key; `aad` binds the header. */
  seal(body: Uint8Array, aad: Uint8Array, protocol: 1 | 2): Promise<Uint8Array>
}

/** Written locally, not yet in a packet. */
export interface UnsentRow extends Entry {
  readonly key: number
  readonly incarnation: string
}

/** A chain of this device: the current session's, or one that a crash left behind with rows still unsent. */
export interface Chain {
  readonly incarnation: string
  /** Last packet cut. */
  readonly n: number
  readonly hash: string
  /** Last packet the server showed in a head. */
  readonly acked: number
  /** How many of its entries the server holds, as last told. */
  readonly held?: number
  /** The server has other packets under these numbers: nothing of it is sent any more (rule 3). */
  readonly forked?: boolean
  /** Packets up to here are in backups and may be gone from this disk. */
  readonly stable?: number
}

/** Units the device follows: cursor per unit, valid in one epoch. */
export type Cursors = Readonly<Record<string, number>>

/** What one answer changes on the device. The machine has checked it: the disk writes it down as it is. */
export interface AppliedAnswer {
  readonly epoch: Epoch
  /**
   * Own chains only, hashes already compared: `acked` becomes `n` exactly, and may go down after a restore of the server.
   * A chain that is named here is no longer forked.
   */
  readonly heads: readonly Head[]
  /** Everything held of the chains in `heads`: replaces what was known of those chains, leaves other chains alone. */
  readonly held: readonly Held[]
  /** May repeat what is known: keep once per id. */
  readonly entries: readonly PulledEntry[]
  /** The whole map: replaces the one on disk. */
  readonly cursors: Cursors
  readonly beacon: string
  /** Null when the known one is still right. */
  readonly directory: Directory | null
  /** Version of `directory`; null with it: the known version stays. */
  readonly directoryVersion: string | null
  readonly packsVersion: string
  /** Null when none was asked for or none is left. */
  readonly references: ReferenceBlock | null
  /** Proofs of `entries`, kept with them. */
  readonly pages: readonly WitnessPage[]
  /** Own chains to be marked as forked. */
  readonly forked: readonly string[]
  /** Kept packets up to these are in verified backups, hashes compared: they may go. */
  readonly stable: readonly Head[]
  /** Number of the server's last verified backup, as `stable` was told for it. */
  readonly backup: number
  /** The unit has more than was read by now; null when nothing was read, and what is known stays. */
  readonly more: boolean | null
}

/** Every method is one strict transaction: when its promise resolves, it survives a power cut. */
export interface ClientDisk {
  unsent(): Promise<readonly UnsentRow[]>
  chain(incarnation: string): Promise<Chain | null>
  /** Every chain whose packets are still kept, the oldest first. */
  chains(): Promise<readonly Chain[]>
  /** Writes the packet to the outbox, moves the chain and marks the rows as carried, together.
   * `entryOfRow[i]` is the entry that carries row `rowKeys[i]`: a held entry is traced back to its rows by it. */
  saveCut(packet: OutboxPacket, chain: Chain, rowKeys: readonly number[], entryOfRow: readonly EntryId[]): Promise<void>
  /** Packets above `acked` of their chain, in the order in which they were cut (later chains build on earlier ones); none of forked chains. */
  outbox(): Promise<readonly OutboxPacket[]>
  /** Kept packets of one chain with a number above `n`, by n; at most `limit`. Acknowledged ones are kept until `stable`. */
  packetsAfter(incarnation: string, n: number, limit: number): Promise<readonly OutboxPacket[]>
  syncState(): Promise<SyncState>
  /** Everything an answer changes, or nothing. An own row whose entry comes from the server is received from then on. */
  apply(answer: AppliedAnswer): Promise<void>
  /**
   * Over the entries that this device has of a unit's dossiers, from its own rows: what came, and what it wrote that
   * the server has received and not held (rule 6). `null` locked.
   */
  digest(unit: string): Promise<UnitDigest | null>
  /** Ids of the entries that `digest` counts, in these buckets. */
  entryIds(unit: string, inBuckets: ReadonlySet<number>): Promise<readonly EntryId[]>
  /** What this device can offer again for these entries: those that a page proves, with it; for the others, own packets. */
  offers(ids: ReadonlySet<EntryId>): Promise<Offers>
  /** Rows of forked chains, cut or not, that no answer has shown as received. Empty locked. */
  strandedRows(): Promise<readonly UnsentRow[]>
  /** Draft updates of a dossier that came, or that the server has received and not held. */
  receivedDrafts(dossier: string): Promise<readonly Uint8Array[]>
  /** Stranded rows: `again` become unsent rows of that incarnation, `covered` are received under another entry. */
  reclaim(again: readonly number[], incarnation: string, covered: readonly number[]): Promise<void>
}

export interface Offers {
  /** Own kept packets in the order of cutting, each with those of the asked entries that it carries and no page proves. */
  readonly packets: readonly { readonly packet: OutboxPacket; readonly ids: readonly EntryId[] }[]
  /** Entries that came from the server, each with a page that proves it. */
  readonly entries: readonly { readonly entry: PulledEntry; readonly page: WitnessPage }[]
}

export interface SyncState {
  readonly epoch: Epoch | null
  readonly cursors: Cursors
  readonly beacon: string | null
  readonly directoryVersion: string | null
  /** Serials not given out yet; more are asked for when few are left. */
  readonly referencesLeft: number
  /** Number of the last verified backup that was told, 0 for none. */
  readonly backup: number
}

/** Why no answer came. A time-out means that no byte moved for long, never that the link is slow. */
export type LinkFailure =
  | { readonly type: 'offline' }
  /** An HTTP status that is not 200: `retryAfter` in seconds, when the server said. */
  | {
      readonly type: 'refused'
      readonly status: number
      readonly retryAfter: number | null
      readonly problem: string | null
    }

/** Everything the client machine (client.ts) works with. */
export interface ClientPorts {
  readonly disk: ClientDisk
  readonly codec: Codec
  /**
   * One round trip of POST /api/sync. Never throws for what a network does. `sent` is called once the whole request has
   * left, or not at all: the next one may follow it then (rule 9).
   */
  send(request: Uint8Array, sent?: () => void): Promise<Result<Uint8Array, LinkFailure>>
  /** Keys of the session a chain belongs to: the open one, or one a crash left sealed on the disk; null when not to be had. */
  keysOf(incarnation: string): Promise<SessionKeys | null>
  /** What the device's clock says, in ms since 1970. Told to the server, never used for order. */
  now(): number
  /** Cryptographically random bytes. */
  random(length: number): Uint8Array
  /** Without them a locked device speaks without a name, and is told nothing. */
  readonly deviceKeys?: DeviceKeys
  /** Told to the server with the number of entries left to send. */
  readonly about?: {
    readonly version: string
    /** Rows that nothing can cut any more, and that the machine cannot count itself. */
    readonly uncut?: number
    readonly erased?: boolean
  }
  /** What this device speaks; the newest when absent. 1 is that of devices from before digests. */
  readonly protocol?: 1 | 2
}
