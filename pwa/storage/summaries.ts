// One sealed line a dossier, so that lists and search never open a document. Read once at unlock, kept in memory.
import type { Database, SummaryRow } from './database.ts'
import { openJson, sealJson } from './seal.ts'

/** The models say what is in it; the disk only needs to know whose it is. */
export interface Summarised {
  readonly id: string
}

export const sealSummary = async (key: CryptoKey, summary: Summarised): Promise<SummaryRow> => ({
  dossier: summary.id,
  sealed: await sealJson(key, { table: 'summaries', dossier: summary.id, number: 0 }, summary),
})

/** Written by this device under this key, so of the shape it gave them. */
export const openSummaries = async (database: Database, key: CryptoKey): Promise<readonly Summarised[]> => {
  const rows = await database.summaries.toArray()
  return Promise.all(
    rows.map(async ({ dossier, sealed }) => {
      const place = { table: 'summaries', dossier, number: 0 } as const
      return (await openJson(key, place, sealed)) as Summarised
    }),
  )
}
