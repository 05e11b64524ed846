// settled
// What travels between the two sync machines, and what both are given from outside. Their disks and the rest of what
// each is given: client-ports.ts, server-ports.ts.

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

export interface Verifier {
  /** `publicKey` is the raw uncompressed P-256 point, 65 bytes. */
  verify(publicKey: Uint8Array, signature: Uint8Array, bytes: Uint8Array): Promise<boolean>
}

export interface OutboxPacket {
  readonly incarnation: string
  readonly n: number
  readonly hash: string
  readonly bytes: Uint8Array
}

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

/** Serials this device may give out alone, so that two kiosks offline never give the same reference. */
export interface ReferenceBlock {
  readonly site: number
  readonly from: number
  /** Inclusive. */
  readonly to: number
}
