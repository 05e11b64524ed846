// Who writes, and with what: the one person whose sitting is open, and everything an act needs that is not in the
// dossier itself. Clock and directory come through here, so that models are tested without either.
import type { Agent, Directory } from '../../shared/access/directory.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'

export interface Writer {
  readonly me: Agent
  readonly device: string
  readonly incarnation: string
  /** ISO 8601 UTC. */
  now(): string
  /** Last server beacon seen; null before the first contact. */
  beacon(): string | null
  directory(): Directory
  packs(): readonly ProcedurePack[]
  /** By `id@version`. */
  packOf(ref: string): ProcedurePack | null
  /** Something durable was written: there is something to send, an act sooner than a draft nobody else looks at. */
  wrote(what: 'draft' | 'act', dossier: string): void
}
