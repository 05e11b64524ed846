// settled
// What the two sync machines are given from outside: keys, clock, random bytes, disks, the link. Adapters live in
// pwa/ and sync-server/; the simulation gives fakes. Nothing here touches the world by itself.
import type { Agent, Directory } from '../access/directory.ts'
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
  /** Builds on something the server lacks; looked at again when more of the dossier comes. Its author goes on seeing it. */
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
  /** Looking at it on a throw-away document did not end, or ended the process that looked. */
  | 'unexaminable'
  /** Of a sitting first seen after its device, its person or their key was withdrawn: set aside until a supervisor admits it. */
  | 'revoked'
  /** Its dossier was erased: only its id is kept, and nobody is told of it but by the act that says so. */
  | 'erased'

/** What the server tells a device that it recognises, at every contact. Absent orders mean that nobody was recognised. */
export interface DeviceOrders {
  /** Not trusted any more: it sends what it has, then empties itself. */
  readonly revoked: boolean
  /** It sends what it has, then empties itself, and says so (`DeviceTold.erased`). */
  readonly erase: boolean
  /** Days without contact after which reading locks. */
  readonly leaseDays: number
  /** The unit that it is lent to, null when it is at home. */
  readonly lentTo: string | null
}
export const leaseDaysUnlessTold = 45

/** The device's own key, made at enrolment: for what is sent while nobody has unlocked. */
export interface DeviceKeys {
  readonly device: string
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/** What a device tells of itself, when it changed since the last answer. Null: nothing new. */
export interface DeviceTold {
  /** The app it runs, at most 40 characters. */
  readonly version: string | null
  /** Entries written on it that are neither here nor in this request. */
  readonly unsent: number | null
  /** Everything is sent, and it empties itself now, as it was ordered to. */
  readonly erased: boolean
}

/** Secrets of one unlock. The certificate is signed by the agent's key, which the server knows from enrolment. */
export interface SessionKeys {
  readonly device: string
  readonly agent: string
  readonly incarnation: string
  readonly certificate: Uint8Array
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

export interface Codec {
  /** Compress as the header's protocol says, then seal to the server's key; `aad` binds the header. */
  seal(body: Uint8Array, aad: Uint8Array, protocol: 1 | 2): Promise<Uint8Array>
}
export interface ServerCodec {
  /** Throws when the seal is broken. Never expands over `limit` bytes. */
  open(sealed: Uint8Array, aad: Uint8Array, limit: number, protocol: 1 | 2): Promise<Uint8Array>
}
/** What a packet's header says of its body; `root` is the Merkle root over the ids of its entries (rule 2). */
export interface BodyHeader {
  readonly root: string
  readonly count: number
  readonly device: string
  readonly incarnation: string
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
  /** The server has other packets under these numbers: nothing of it is sent any more (rule 3). */
  readonly forked?: boolean
  /** Packets up to here are in backups and may be gone from this disk. */
  readonly stable?: number
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

/**
 * The server's word that it once gave these entries to a unit: kept with them, shown again to a server that has lost
 * them (rule 4). `receipt` is a MAC of the server over epoch, unit and ids, 32 bytes.
 */
export interface WitnessPage {
  readonly epoch: Epoch
  readonly unit: string
  readonly ids: readonly EntryId[]
  readonly receipt: Uint8Array
}

/** 64 buckets of 16 bytes, one after the other (digest.ts). */
export type UnitDigest = Uint8Array

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

// ---------------------------------------------------------------- the server's disk

export interface Incarnation extends Head {
  readonly device: string
  readonly agent: string
  readonly publicKey: Uint8Array
  /** The server's clock when the certificate first came, ISO 8601; the certificate's `lasts` counts from here. */
  readonly firstSeen: string
  /** Seconds during which the session may read; 0 when a former key of its person certified it. */
  readonly lasts: number
  /** First seen after its device, its person or their key was withdrawn: what it wrote is set aside. */
  readonly withdrawn?: true
}

/** `former`: given up by a person who enrolled again. `withdrawn`: not trusted since the device, the person or it was withdrawn. */
export interface KnownKey {
  readonly publicKey: Uint8Array
  readonly standing: 'current' | 'former' | 'withdrawn'
}

export interface StoredDevice {
  readonly publicKey: Uint8Array
  readonly orders: DeviceOrders
}

/** Which packet brought an entry. The server's own acts come from `server`, witnessed ones from `witness`, both n = 0. */
export interface EntryOrigin {
  readonly incarnation: string
  readonly n: number
}

/** Draft updates of one dossier, each on top of the state that the last accepted one left. */
export interface ExamineJob {
  readonly dossier: string
  /** The merged draft they build on; null when there is none. */
  readonly state: Uint8Array | null
  /** `author` null: a witnessed update, whose author was checked when it first came. */
  readonly updates: readonly { readonly bytes: Uint8Array; readonly author: DraftAuthor | null }[]
}

/** Who may have written a draft update. */
export interface DraftAuthor {
  readonly device: string
  readonly incarnation: string
  readonly agent: string
}

/** The state after the update, or why it is held. */
export type ExamineVerdict = Result<Uint8Array, HeldReason>

/** Everything the server machine (server.ts) works with. */
export interface ServerPorts {
  /** Runs alone; commits and fsyncs when `work` resolves, rolls everything back when it throws. */
  transaction<T>(work: (tx: ServerTx) => Promise<T>): Promise<T>
  /** Reads what is committed, each time what is there then: for what may grow meanwhile and is looked at again. */
  look<T>(work: (tx: ServerLook) => Promise<T>): Promise<T>
  readonly codec: ServerCodec
  readonly verifier: Verifier
  /** What an opened body holds; null when it is not what its header says. A big one takes long: not beside the disk. */
  readBody(opened: Uint8Array, header: BodyHeader): Promise<readonly PulledEntry[] | null>
  /**
   * Guard and throw-away documents, where a hostile update can hurt nobody (rule 8). `device` asks: one device never
   * takes the room of another. One verdict per update.
   */
  examine(device: string, jobs: readonly ExamineJob[]): Promise<readonly (readonly ExamineVerdict[])[]>
  /** The server's clock, ISO 8601 UTC. */
  now(): string
  /** A signed statement of the server's time, given to devices to quote. Printable ASCII, at most 200 characters. */
  beacon(): Promise<string>
  /** 32 bytes that only this server can make over these: the receipt of a page (rule 4). */
  receipt(bytes: Uint8Array): Promise<Uint8Array>
  /** The packs the server offers or once offered; `version` changes with them, at most 64 characters. */
  packs(): { readonly version: string; readonly packs: readonly ProcedurePack[] }
}

export type ServerLook = Pick<ServerTx, 'incarnation' | 'knownKeys' | 'device'>

/** A dossier as the store has it; one that nobody has opened is empty. */
export interface StoredDossier {
  /** Applied ones, in order of arrival. */
  readonly acts: readonly Act[]
  /** The merged Yjs state, null when there is none yet. */
  readonly draft: Uint8Array | null
  /** Grows by one with each saved state: two states of one dossier never share a number. 0 for none. */
  readonly revision: number
  readonly circulation: readonly string[]
}

/** An entry on its way into the log. A held one has a reason, and is in no unit's journal. */
export interface LogEntry extends PulledEntry {
  readonly origin: EntryOrigin
  readonly held: HeldReason | null
}

export interface WaitingEntry extends PulledEntry, EntryOrigin {}

/** Bytes of null: whoever asks has them. */
export interface JournalRow extends Omit<WaitingEntry, 'bytes'> {
  readonly seq: number
  readonly bytes: Uint8Array | null
}

/** Where official numbers stand one after the other: an office, a year, a life of the server (rule 13). */
export interface Register {
  readonly office: string
  readonly year: number
  readonly series: string
}

/** One open transaction of the server. Commit is fsync'd before the answer leaves. Lists are one statement each. */
export interface ServerTx {
  epoch(): Promise<Epoch>
  /** The agent's public key on that device, null when unknown or revoked. */
  agentKey(device: string, agent: string): Promise<Uint8Array | null>
  /** Every key the agent signed with on that device, the present one first. */
  knownKeys(device: string, agent: string): Promise<readonly KnownKey[]>
  /** Also of somebody who has left: their work from before counts. */
  agentOf(agent: string): Promise<Agent | null>
  /** Null when it was never enrolled. */
  device(id: string): Promise<StoredDevice | null>
  incarnation(id: string): Promise<Incarnation | null>
  saveIncarnation(incarnation: Incarnation): Promise<void>
  savePackets(packets: readonly OutboxPacket[]): Promise<void>
  /** Hash of an accepted packet; null when there is none with that number. */
  packetHash(incarnation: string, n: number): Promise<string | null>
  /** Those of these that are in the log, with the reason why they are held (null when applied). */
  knownEntries(ids: readonly EntryId[]): Promise<ReadonlyMap<EntryId, HeldReason | null>>
  /** One for each id that is asked. */
  dossiers(ids: readonly string[]): Promise<ReadonlyMap<string, StoredDossier>>
  /** Appends to the log in this order. None of them is in it. */
  saveEntries(entries: readonly LogEntry[]): Promise<void>
  /** A held entry of the log: applied after all (null), or held for another reason. */
  settleEntry(id: EntryId, held: HeldReason | null): Promise<void>
  heldOf(incarnations: readonly string[]): Promise<readonly Held[]>
  /** Entries of these dossiers held for one of judge.ts's `waitingReasons`, in order of arrival. */
  pendingOf(dossiers: readonly string[]): Promise<readonly WaitingEntry[]>
  /** The dossier's new state; its revision grows by one. */
  saveDrafts(drafts: readonly { readonly dossier: string; readonly state: Uint8Array }[]): Promise<void>
  /** Ids of a dossier's applied entries, in order of arrival. */
  entriesOf(dossier: string): Promise<readonly EntryId[]>
  saveCirculation(dossier: string, units: readonly string[]): Promise<void>
  /** Gives the next seq of the unit's locked counter to each entry, and counts them into the unit's digest. */
  journal(unit: string, entries: readonly EntryId[]): Promise<void>
  /**
   * By seq, above `seq`; with `inBuckets`, only entries of those (digest.ts). What whoever asks `has` comes without its
   * bytes.
   */
  entriesSince(
    unit: string,
    seq: number,
    limit: number,
    inBuckets?: ReadonlySet<number>,
    has?: (origin: EntryOrigin) => boolean,
  ): Promise<readonly JournalRow[]>
  /**
   * Nothing of what these entries say stays, `kept` excepted, nor the draft; their ids do, held as `erased`, in no
   * unit's journal and counted in no digest.
   */
  erase(dossier: string, kept: readonly EntryId[]): Promise<void>
  seqOf(unit: string): Promise<number>
  /** Over everything in the unit's journal (digest.ts). */
  digestOf(unit: string): Promise<UnitDigest>
  /** Those that acts are judged by. */
  people(): Promise<Pick<Directory, 'units' | 'agents'>>
  /**
   * What this agent may see of the commune (devices for supervisors only); `version` changes with the content. Null for
   * whoever has that version already.
   */
  directory(
    agent: string,
    known: string | null,
  ): Promise<{ readonly version: string; readonly directory: Directory | null }>
  /** Takes the next block of serials for the device's point; null when the unit gives out no references. */
  takeReferences(device: string, unit: string): Promise<ReferenceBlock | null>
  /**
   * For the supervisor's list of devices: it was in contact, or others brought its packets. `told` is its own word, null
   * when nothing is new; `came` are new entries of it that it had counted as unsent.
   */
  deviceSeen(
    device: string,
    at: string,
    heard: { readonly told: DeviceTold | null; readonly came: number },
  ): Promise<void>
  /** Sittings of the device count after all: their entries, set aside until now, are `pending` from here on. */
  admitWork(device: string): Promise<readonly WaitingEntry[]>
  /** Takes the next number of the register's locked counter; the first is 1. */
  takeNumber(register: Register): Promise<number>
  /** Of a number that came back: it is not given again. */
  passNumber(register: Register, n: number): Promise<void>
  /** When a restore began the present life, ISO 8601; null in a first life. */
  lifeBegan(): Promise<string | null>
  /** Number of the last verified backup, 0 for none. */
  backup(): Promise<number>
  /**
   * Up to which packet the device's chains are in the last two verified backups, for those that got further in a backup
   * with a number above `since`.
   */
  stableOf(device: string, since: number): Promise<readonly Head[]>
}
