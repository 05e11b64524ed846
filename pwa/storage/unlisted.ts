// Dossiers with entries and without a line: what an older app kept and could not read yet. A newer one makes their lines.
import type { Database } from './database.ts'

/** Reads two indexes and no row. */
export const dossiersWithoutLine = async (database: Database): Promise<readonly string[]> => {
  const listed = new Set<string>(await database.summaries.toCollection().primaryKeys())
  const all = await database.rows.orderBy('dossier').uniqueKeys()
  return all.filter((id): id is string => typeof id === 'string' && !listed.has(id))
}
