// The tables as types. Times are ISO 8601 UTC text, ids are text, JSON is text, bytes are bytes: nothing here differs
// between SQLite and PostgreSQL. Order never comes from a time or an auto-increment, only from `counters`.
import type { EntryKind, HeldReason } from '../../shared/sync/ports.ts'
import type { Role } from '../../shared/access/directory.ts'

export interface Tables {
  /** One JSON value each (meta.ts). */
  meta: { key: string; value: string }
  /** Locked counter rows: `entries`, `units`, `unit:<id>`, `site:<n>`, `backup`, `register:<office>:<year>:<series>`. */
  counters: { name: string; value: number }

  units: {
    id: string
    kind: 'point' | 'office'
    name: string
    site: number | null
    pivots: string
    phone: string | null
    position: number
  }
  agents: {
    id: string
    name: string
    role: Exclude<Role, 'system'>
    unit: string
    position: number
    revoked_at: string | null
  }
  devices: {
    id: string
    unit: string
    public_key: Uint8Array
    enrolled_at: string
    last_seen: string | null
    revoked_at: string | null
    /** As it last said of itself; what came since is taken off `unsent`. */
    version: string | null
    unsent: number | null
    /** The unit that it is lent to, the last day of it, and the act. */
    lent_to: string | null
    lent_until: string | null
    loan: string | null
    erase_ordered_at: string | null
    erased_at: string | null
  }
  /**
   * Whose trust ended, for good: a device's (`agent` empty), a person's (`device` empty), a person's on one device. The
   * `revoked_at` of other tables say the same of the rows that are there.
   */
  withdrawals: { device: string; agent: string; at: string }
  agent_keys: { device: string; agent: string; public_key: Uint8Array; enrolled_at: string; revoked_at: string | null }
  /** The code itself is never stored. */
  enrolment_codes: {
    hash: string
    agent: string
    created_at: string
    expires_at: string
    device: string | null
    agent_key: Uint8Array | null
    used_at: string | null
  }
  /** What limits remember (brakes.ts). `at` in milliseconds. */
  brakes: { name: string; count: number; at: number }
  reference_blocks: { device: string; site: number; number: number; first: number; last: number }

  incarnations: {
    id: string
    device: string
    agent: string
    public_key: Uint8Array
    n: number
    hash: string
    first_seen: string
    /** Seconds. */
    lasts: number
    /** Up to which packet the last two verified backups have it, and the last one alone. */
    stable_n: number
    backed_n: number
    /** The backup in which `stable_n` last grew, 0 for none. */
    stable_backup: number
    /** Up to which packet it was there when this life of the server began by a restore (restored-shape.ts). */
    restored_n: number
    /** 1: first seen after its device, its person or their key was withdrawn; what it wrote is set aside. */
    withdrawn: number
  }
  packets: { incarnation: string; n: number; hash: string; bytes: Uint8Array }
  /** The log. */
  entries: {
    /** Order of arrival. */
    position: number
    id: string
    dossier: string
    kind: EntryKind
    incarnation: string
    n: number
    /** Null when applied. */
    held: HeldReason | null
    /** Counter of the epoch in which it was written. */
    life: number
    /** Where its bytes are (contents.ts). */
    content: number
  }
  /** What entries say, many together, packed. `number` is the position of the first. */
  contents: { number: number; bytes: Uint8Array }
  /** `state` is null when the draft's entries say the same. */
  drafts: { dossier: string; state: Uint8Array | null; revision: number }
  /** `units` is a JSON list. */
  circulation: { dossier: string; units: string }
  /** `entry` is a position, `unit` a number of `digests`. */
  journal: { unit: number; seq: number; entry: number }
  /** Over everything in a unit's journal (shared/sync/digest.ts). `number` is what the journal calls the unit. */
  digests: { unit: string; number: number; value: Uint8Array }

  /** Every `id@version` ever offered here. */
  packs: { ref: string; json: string }

  /** Filed requests to look at on that day, `YYYY-MM-DD` or empty for now (awaited.ts). */
  awaited: { dossier: string; look_on: string }

  /** Acts that came and may have to be told the person (untold.ts). Times are ISO 8601 UTC. */
  untold: {
    act: string
    dossier: string
    came: string
    look_at: string
    tries: number
    /** The act of which the gateway has the message, while the dossier does not say so yet. */
    taken: string | null
  }

  /** Dossiers that are kept for a term, to look at on that day, `YYYY-MM-DD` or empty for now (retained.ts). */
  retained: { dossier: string; look_on: string }
  /** Those that wait for a person, as supervisors are told of them (keeping.ts): JSON, made anew whenever it is looked at. */
  keeping: { dossier: string; since: string; told: string }
  /** Dossiers that were emptied (erase.ts). `finished_at` null: packets or photographs of it are still there. */
  erasures: {
    dossier: string
    erased_at: string
    entries: number
    /** Grows when something of it comes late: what was being finished is then looked at again. */
    touched: number
    packets: number
    blobs: number
    finished_at: string | null
  }

  /** What a citizen may look up; everything else is folded from the acts. */
  lookups: { dossier: string; reference: string; token_hash: string; secret_hash: string }

  /** Photographs and sounds that came, by the SHA-256 of their bytes (blobs.ts). */
  blobs: {
    dossier: string
    hash: string
    /** In clear. */
    size: number
    type: string
    /** Who brought it, which says nothing of who took it. */
    device: string
    received_at: string
    /** Why it was not kept; null when it was. */
    refused: string | null
    /** When to look whether anything names it; null once an act does. */
    look_on: string | null
    /** Number of the first of the backups in a row that have it, 0 for none. */
    backed: number
    /** 1: in two of them. */
    stable: number
  }
}
