// What the two sync machines are given from outside: keys, clock, random bytes, disks, the link. Adapters live in
// pwa/ and sync-server/; the simulation gives fakes. Nothing here touches the world by itself.
import type { Directory } from '../access/directory.ts'
import type { Act } from '../dossier/act.ts'

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
  readonly dossier: string
  readonly reason: HeldReason
}
export type HeldReason =
  | 'guard' | 'pending' | 'key-not-allowed' | 'act-malformed' | 'act-not-allowed' | 'act-author' | 'after-submission' | 'unknown-procedure' | 'too-large'

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

export interface AppliedAnswer {
  readonly epoch: Epoch
  readonly heads: readonly Head[]
  readonly held: readonly Held[]
  readonly entries: readonly PulledEntry[]
  readonly cursors: Cursors
  readonly beacon: string
  readonly directory: Directory | null
  readonly packsVersion: string
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
  /** Writes the packet to the outbox, moves the chain and marks the rows as carried, together. */
  saveCut(packet: OutboxPacket, chain: Chain, rowKeys: readonly number[]): Promise<void>
  /** Packets above `acked` of their chain, by incarnation then n. */
  outbox(): Promise<readonly OutboxPacket[]>
  syncState(): Promise<{ readonly epoch: Epoch | null; readonly cursors: Cursors; readonly beacon: string | null; readonly referencesLeft: number }>
  /** Everything an answer changes, or nothing. */
  apply(answer: AppliedAnswer): Promise<void>
}

// ---------------------------------------------------------------- the server's disk

export interface Incarnation extends Head {
  readonly device: string
  readonly agent: string
  readonly publicKey: Uint8Array
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
  saveEntry(id: EntryId, entry: Entry, from: { readonly incarnation: string; readonly n: number }, held: HeldReason | null): Promise<void>
  heldOf(incarnation: string): Promise<readonly Held[]>
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
  entriesSince(unit: string, seq: number, limit: number): Promise<readonly (PulledEntry & { readonly seq: number })[]>
  seqOf(unit: string): Promise<number>
}
