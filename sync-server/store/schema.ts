// The tables as types. Times are ISO 8601 UTC text, ids are text, JSON is text, bytes are bytes: nothing here differs
// between SQLite and PostgreSQL. Order never comes from a time or an auto-increment, only from `counters`.
import type { EntryKind, HeldReason } from '../../shared/sync/ports.ts'
import type { Role } from '../../shared/access/directory.ts'

export interface Tables {
  /** commune, demo, epoch: one JSON value each. */
  meta: { key: string; value: string }
  /** Locked counter rows: `unit:<id>`, `dossier:<id>`, `site:<n>`. */
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
  }
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
  }
  packets: { incarnation: string; n: number; hash: string; bytes: Uint8Array }
  entries: {
    id: string
    dossier: string
    kind: EntryKind
    bytes: Uint8Array
    incarnation: string
    n: number
    /** Null when applied. */
    held: HeldReason | null
    /** Order of arrival inside the dossier. */
    position: number
  }
  drafts: { dossier: string; state: Uint8Array }
  circulation: { dossier: string; unit: string }
  journal: { unit: string; seq: number; entry: string }

  /** Every `id@version` ever offered here. */
  packs: { ref: string; json: string }

  /** What a citizen may look up; everything else is folded from the acts. */
  lookups: { dossier: string; reference: string; token_hash: string; secret_hash: string }
}
