// What lies under the store: SQLite in the data folder (sqlite.ts) or PostgreSQL elsewhere (postgres.ts). Whoever asks
// for more than this asks for one of them by name.
import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

export interface StoreEngine {
  readonly name: 'sqlite' | 'postgres'
  /** Transactions of one commune follow each other, on either engine: what one reads cannot change under it. */
  readonly db: Kysely<Tables>
  /** What was written or deleted leaves the log and the rows it lay in, as far as the engine can: a file of its size. */
  checkpoint(): Promise<void>
  /** A whole and consistent copy in a new SQLite file, while the work goes on. */
  copyTo(path: string): Promise<void>
  readonly news: News
  close(): Promise<void>
}

/** Which units moved, wherever it was written. */
export interface News {
  /** After COMMIT. Nothing for no unit. */
  tell(units: ReadonlySet<string>): Promise<void>
  /** Gives what stops it. No unit: news may have been lost, anything may have moved. */
  listen(heard: (units: ReadonlySet<string>) => void): () => void
}

/** Within this process. */
export const createNearNews = (): News => {
  const listeners = new Set<(units: ReadonlySet<string>) => void>()
  return {
    tell: async (units) => {
      if (units.size > 0) for (const heard of listeners) heard(units)
    },
    listen: (heard) => {
      listeners.add(heard)
      return () => void listeners.delete(heard)
    },
  }
}
