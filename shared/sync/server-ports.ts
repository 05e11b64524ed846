// settled
// What the server machine (server.ts) is given from outside: its disk in transactions, examiners, clock, receipts. Adapters
// live in sync-server/; the simulation gives fakes. Nothing here touches the world by itself.
import type { Agent, Directory } from '../access/directory.ts'
import type { Act } from '../dossier/act.ts'
import type { ProcedurePack } from '../procedure/pack.ts'
import type { Result } from '../text/result.ts'
import type {
  DeviceOrders,
  DeviceTold,
  EntryId,
  Epoch,
  Head,
  Held,
  HeldReason,
  OutboxPacket,
  PulledEntry,
  ReferenceBlock,
  UnitDigest,
  Verifier,
} from './ports.ts'

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
