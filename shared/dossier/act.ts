// An act: a signed, dated event of a dossier that nobody can change. The act itself carries no signature:
// the packet that brings it signs the Merkle root of its entries (sync/SPEC.md, rule 2).
import type { Role } from '../access/directory.ts'
import type { ActKind } from '../procedure/workflow.ts'


export interface ActAuthor {
  readonly agent: string
  readonly device: string
  readonly unit: string
  readonly role: Role
}

export interface ActBody {
  readonly v: 1
  readonly dossier: string
  readonly kind: ActKind
  readonly by: ActAuthor
  /** What the device's clock said, ISO 8601 UTC. Never used for order. */
  readonly at: string
  /** Last server beacon seen: the act is not older than this. Null before the first contact. */
  readonly beacon: string | null
  /** Ids of the acts seen when this one was written (the heads of the graph), sorted. */
  readonly after: readonly string[]
  readonly payload: Readonly<Record<string, unknown>>
}

/** `id` = base64url of SHA-256 over the canonical bytes (RFC 8785) of the body. */
export interface Act extends ActBody {
  readonly id: string
}
