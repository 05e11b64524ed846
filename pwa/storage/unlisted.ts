// Dossiers with entries and without a line: what an older app kept and could not read yet. A newer one makes their lines.
import type { Database } from './database.ts'

/** Reads three indexes and no row, but takes a step for each dossier: a minute for ten thousand on an old machine. */
export const dossiersWithoutLine = async (database: Database): Promise<readonly string[]> => {
  const listed = new Set<unknown>([
    ...(await database.summaries.toCollection().primaryKeys()),
    ...(await database.linePages.orderBy('dossiers').uniqueKeys()),
  ])
  const all = await database.rows.orderBy('dossier').uniqueKeys()
  return all.filter((id): id is string => typeof id === 'string' && !listed.has(id))
}
