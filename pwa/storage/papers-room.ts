// Which papers may leave this device: its own once they are in verified backups and nobody here works on their request any
// more, and copies of the server's that were opened longest ago. Nothing else is ever deleted to make room.
import type { Database, PaperRow } from './database.ts'

/** Copies for reading, beside those that are marked: about three hundred pages. */
export const mostFetchedBytes: number = 64 * 1024 * 1024

/** `needed`: somebody writes in that dossier here. Resolves with how many left. */
export const dropStablePapers = async (database: Database, needed: (dossier: string) => boolean): Promise<number> => {
  const stable = await database.papers.where('state').equals('stable').toArray()
  const leaving = stable.filter(({ dossier }) => !needed(dossier))
  if (leaving.length === 0) return 0
  await database.transaction('rw', [database.papers, database.paperFiles], async () => {
    await database.paperFiles.bulkDelete(leaving.map(({ id }) => id))
    await database.papers.bulkDelete(leaving.filter(({ sound }) => sound !== 1).map(({ id }) => id))
  })
  return leaving.length
}

/** Down to `most` bytes. */
export const evictFetched = async (database: Database, most: number): Promise<number> => {
  const fetched = await database.papers.where('state').equals('fetched').toArray()
  const leaving = oldestAbove(fetched, most)
  if (leaving.length === 0) return 0
  await database.transaction('rw', [database.papers, database.paperFiles], async () => {
    await database.papers.bulkDelete([...leaving])
    await database.paperFiles.bulkDelete([...leaving])
  })
  return leaving.length
}

export const oldestAbove = (
  fetched: readonly Pick<PaperRow, 'id' | 'bytes' | 'keptAt'>[],
  most: number,
): readonly string[] => {
  let kept = 0
  const newestFirst = fetched.toSorted((a, b) => b.keptAt - a.keptAt)
  return newestFirst.filter(({ bytes }) => (kept += bytes) > most).map(({ id }) => id)
}
