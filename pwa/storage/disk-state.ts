// What the parts of the disk share, and what they are given: how to make a summary, whom to tell, what time it is.
import type { Database } from './database.ts'
import type { Queue } from './queue.ts'
import type { KnownEntry, Rows } from './rows.ts'
import type { Summarised } from './summaries.ts'

/** What an unlocked device has and a locked one forgot. */
export interface Unlocked {
  readonly key: CryptoKey
  readonly rows: Rows
  /** The sitting that writes now. */
  readonly incarnation: string
  readonly summarise: Summarise
}

/**
 * One line of the lists from all entries of a dossier and the ids of those the server holds; null when there is
 * nothing to show of it. It must not throw: a dossier that can't be read may not stop the others.
 */
export type Summarise = (dossier: string, entries: readonly KnownEntry[], held: readonly string[]) => Summarised | null

export interface DiskState {
  readonly database: Database
  readonly queue: Queue
  unlocked: Unlocked | null
  /** ISO 8601 UTC. */
  now(): string
  /** Called after a commit that changed dossiers; `fromServer` when it was not this screen's own write. */
  changed(summaries: readonly Summarised[], fromServer: boolean): void
}
