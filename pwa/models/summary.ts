// One line of a list: what a dossier is, without opening it. Made from its rows, sealed on disk, searched in memory.
import type { PublicState } from '../../shared/procedure/workflow.ts'
import type { KeepingLine } from './commune-line.ts'
import type { OfficeLine } from './office-line.ts'

export interface Summary extends OfficeLine {
  readonly id: string
  /** `id@version` of the pack. */
  readonly procedure: string
  readonly reference: string | null
  /** From the pack's titleRows; may be ''. */
  readonly title: string
  /** State of the pack's workflow. */
  readonly state: string
  readonly public: PublicState
  /** A decision in it has not been committed by the server yet. */
  readonly provisional: boolean
  /** Something of it is not yet received. */
  readonly kept: boolean
  readonly point: string
  /** Units that see it. */
  readonly circulation: readonly string[]
  readonly openedBy: string
  /** ISO 8601 UTC, all of them. */
  readonly openedAt: string
  readonly submittedAt: string | null
  readonly updatedAt: string
  readonly claimedBy: string | null
  /** Evidence asked for and not yet supplied. */
  readonly missing: readonly string[]
  /** Entries of this device that the server keeps without applying them, and that nobody has answered. */
  readonly held: number
  /** The same of other devices, as the dossier tells them; absent when there are none, or when it is closed. */
  readonly proposed?: number
  readonly conflict: boolean
  /** Of the token behind the receipt's link; absent before it is filed, and in lines made before this was known. */
  readonly tokenHash?: string
  /** Answers that only a person can send again; absent in lines made before this was known. */
  readonly stranded?: number
  /** When its first act was written that the server has not received, by the device's clock; absent when it has all. */
  readonly waitsSince?: string
  /** What was said of its keeping; absent when nothing was. */
  readonly keeping?: Pick<KeepingLine, 'words' | 'kept'>
}

/** Entries that the server holds, of this device and of others: what an office has to look at. */
export const heldIn = ({ held, proposed = 0 }: Pick<Summary, 'held' | 'proposed'>): number => held + proposed
