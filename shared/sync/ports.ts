// settled
// What the two sync machines are given from outside: keys, clock, random bytes, disks, the link. Adapters live in
// pwa/ and sync-server/; the simulation gives fakes. Nothing here touches the world by itself.
import type { Directory } from '../access/directory.ts'
import type { Act } from '../dossier/act.ts'
import type { ProcedurePack } from '../procedure/pack.ts'
import type { Result } from '../text/result.ts'

export type EntryKind = 'draft' | 'act'

/** The unit of synchronisation. `bytes` is a Yjs V1 update, or the canonical JSON of an act. */
export interface Entry {
  readonly dossier: string
  readonly kind: EntryKind
  readonly bytes: Uint8Array
}

/** base64url of SHA-256; equal content has an equal id wherever it was cut. */
export type EntryId = string

/** A signed batch of entries, the only thing that is ever synchronised. `header` is what is hashed and signed. */
export interface Packet {
  readonly header: Uint8Array
  /** P-256 ECDSA by the session key, 64 bytes r‖s. */
  readonly signature: Uint8Array
  /** The session's certificate; in the first packet of an incarnation only. */
  readonly certificate: Uint8Array | null
  /** Entries, compressed, sealed to the server (HPKE). */
  readonly body: Uint8Array
}

/** The last packet of a chain. `hash` is base64url SHA-256 of the packet's header; n starts at 1, 0 is "nothing yet". */
export interface Head {
  readonly incarnation: string
  readonly n: number
  readonly hash: string
}

export interface Epoch {
  readonly counter: number
  readonly random: string
}

export interface Held {
  readonly entry: EntryId
  /** Whose packet brought it. */
  readonly incarnation: string
  readonly dossier: string
  readonly reason: HeldReason
}
export type HeldReason =
  | 'guard'
  /** Builds on something the server lacks; looked at again when more of the dossier comes. */
  | 'pending'
  | 'key-not-allowed'
  /** The same clock of the same clientID came before with other content. */
  | 'clock-reused'
  | 'act-malformed'
  | 'act-not-allowed'
  | 'act-author'
  | 'after-submission'
  | 'not-in-circulation'
  | 'unknown-procedure'
  | 'too-large'
  /** A signed packet whose body does not open, kept whole: `dossier` is then the incarnation's id. */
  | 'unreadable'

/** Secrets of one unlock. The certificate is signed by the agent's key, which the server knows from enrolment. */
export interface SessionKeys {
  readonly device: string
  readonly agent: string
  readonly incarnation: string
  readonly certificate: Uint8Array
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

export interface Codec {
  /** Compress then seal to the server's key; `aad` binds the header. */
  seal(body: Uint8Array, aad: Uint8Array): Promise<Uint8Array>
}
export interface ServerCodec {
  /** Throws when the seal is broken. Never expands over `limit` bytes. */
  open(sealed: Uint8Array, aad: Uint8Array, limit: number): Promise<Uint8Array>
}
export interface Verifier {
  /** `publicKey` is the raw uncompressed P-256 point, 65 bytes. */
  verify(publicKey: Uint8Array, signature: Uint8Array, bytes: Uint8Array): Promise<boolean>
}

// ---------------------------------------------------------------- the device's disk

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
}

export interface OutboxPacket {
  readonly incarnation: string
  readonly n: number
  readonly hash: string
  readonly bytes: Uint8Array
}

/** Units the device follows: cursor per unit, valid in one epoch. */
export type Cursors = Readonly<Record<string, number>>

/** Entries that came from the server, to be kept and applied. */
export interface PulledEntry extends Entry {
  readonly id: EntryId
}

/** What one answer changes on the device. The machine has checked it: the disk writes it down as it is. */
export interface AppliedAnswer {
  readonly epoch: Epoch
  /** Own chains only, hashes already compared: `acked` becomes `n` exactly, and may go down after a restore of the server. */
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
}

/** Serials this device may give out alone, so that two kiosks offline never give the same reference. */
export interface ReferenceBlock {
  readonly site: number
  readonly from: number
  /** Inclusive. */
  readonly to: number
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
  /** Packets above `acked` of their chain, in the order in which they were cut (later chains build on earlier ones). */
  outbox(): Promise<readonly OutboxPacket[]>
  /** Kept packets of one chain with a number above `n`, by n; at most `limit`. Acknowledged ones are kept until `stable`. */
  packetsAfter(incarnation: string, n: number, limit: number): Promise<readonly OutboxPacket[]>
  syncState(): Promise<SyncState>
  /** Everything an answer changes, or nothing. */
  apply(answer: AppliedAnswer): Promise<void>
}

export interface SyncState {
  readonly epoch: Epoch | null
  readonly cursors: Cursors
  readonly beacon: string | null
  readonly directoryVersion: string | null
  /** Serials not given out yet; more are asked for when few are left. */
  readonly referencesLeft: number
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
  /** One round trip of POST /api/sync. Never throws for what a network does. */
  send(request: Uint8Array): Promise<Result<Uint8Array, LinkFailure>>
  /** Keys of the session a chain belongs to: the open one, or one a crash left sealed on the disk; null when not to be had. */
  keysOf(incarnation: string): Promise<SessionKeys | null>
  /** What the device's clock says, in ms since 1970. Told to the server, never used for order. */
  now(): number
  /** Cryptographically random bytes. */
  random(length: number): Uint8Array
}

// ---------------------------------------------------------------- the server's disk

export interface Incarnation extends Head {
  readonly device: string
  readonly agent: string
  readonly publicKey: Uint8Array
  /** The server's clock when the certificate first came, ISO 8601; the certificate's `lasts` counts from here. */
  readonly firstSeen: string
  /** Seconds during which the session may read. */
  readonly lasts: number
}

/** Which packet brought an entry; the server's own acts come from `{incarnation: 'server', n: 0}`. */
export interface EntryOrigin {
  readonly incarnation: string
  readonly n: number
}

/** Everything the server machine (server.ts) works with. */
export interface ServerPorts {
  /** Runs alone; commits and fsyncs when `work` resolves, rolls everything back when it throws. */
  transaction<T>(work: (tx: ServerTx) => Promise<T>): Promise<T>
  readonly codec: ServerCodec
  readonly verifier: Verifier
  /** The server's clock, ISO 8601 UTC. */
  now(): string
  /** A signed statement of the server's time, given to devices to quote. Printable ASCII, at most 200 characters. */
  beacon(): Promise<string>
  /** The packs the server offers or once offered; `version` changes with them, at most 64 characters. */
  packs(): { readonly version: string; readonly packs: readonly ProcedurePack[] }
}

/** One open transaction of the server. Commit is fsync'd before the answer leaves. */
export interface ServerTx {
  epoch(): Promise<Epoch>
  /** The agent's public key on that device, null when unknown or revoked. */
  agentKey(device: string, agent: string): Promise<Uint8Array | null>
  agentOf(agent: string): Promise<{ readonly role: Act['by']['role']; readonly unit: string } | null>
  incarnation(id: string): Promise<Incarnation | null>
  saveIncarnation(incarnation: Incarnation): Promise<void>
  savePacket(packet: OutboxPacket): Promise<void>
  knowsEntry(id: EntryId): Promise<boolean>
  /** Appends to the log; a held entry has a reason and is in no unit's journal. */
  saveEntry(id: EntryId, entry: Entry, from: EntryOrigin, held: HeldReason | null): Promise<void>
  heldOf(incarnation: string): Promise<readonly Held[]>
  /** Entries of a dossier held as `pending`, in order of arrival. */
  pendingOf(dossier: string): Promise<readonly (PulledEntry & EntryOrigin)[]>
  /** A pending entry: applied after all (null), or held for another reason. */
  settleEntry(id: EntryId, held: HeldReason | null): Promise<void>
  /** Hash of an accepted packet; null when there is none with that number. */
  packetHash(incarnation: string, n: number): Promise<string | null>
  acts(dossier: string): Promise<readonly Act[]>
  /** The dossier's merged Yjs state, null when it has none yet. */
  draft(dossier: string): Promise<Uint8Array | null>
  saveDraft(dossier: string, state: Uint8Array): Promise<void>
  /** All entry ids of a dossier that were applied, in order of arrival. */
  entriesOf(dossier: string): Promise<readonly EntryId[]>
  circulation(dossier: string): Promise<readonly string[]>
  saveCirculation(dossier: string, units: readonly string[]): Promise<void>
  /** Gives the next seq of the unit's locked counter to each entry. */
  journal(unit: string, entries: readonly EntryId[]): Promise<void>
  /** By seq, above `seq`. */
  entriesSince(
    unit: string,
    seq: number,
    limit: number,
  ): Promise<readonly (PulledEntry & EntryOrigin & { readonly seq: number })[]>
  seqOf(unit: string): Promise<number>
  /** What this agent may see of the commune (devices for supervisors only); `version` changes with the content. */
  directory(agent: string): Promise<{ readonly version: string; readonly directory: Directory }>
  /** Takes the next block of serials for the device's point; null when the unit gives out no references. */
  takeReferences(device: string, unit: string): Promise<ReferenceBlock | null>
  /** For the supervisor's list of devices. */
  deviceSeen(device: string, at: string): Promise<void>
}
