// What the parts of the disk share, and what they are given: how to make a summary, whom to tell, what time it is.
import type { Comparison } from './comparison.ts'
import type { Database } from './database.ts'
import type { Queue } from './queue.ts'
import type { Rows } from './rows.ts'
import type { Summarise, Summarised } from './summaries.ts'

/** What an unlocked device has and a locked one forgot. */
export interface Unlocked {
  readonly key: CryptoKey
  readonly rows: Rows
  readonly comparison: Comparison
  /** The sitting that writes now. */
  readonly incarnation: string
  readonly summarise: Summarise
}

export interface DiskState {
  readonly database: Database
  readonly queue: Queue
  unlocked: Unlocked | null
  /** ISO 8601 UTC. */
  now(): string
  /** Called after a commit that changed dossiers; `fromServer` when it was not this screen's own write. */
  changed(summaries: readonly Summarised[], fromServer: boolean): void
}
