// What each unit hears of, in numbers without gaps, and the digest of it (shared/sync/digest.ts). An entry may stand in
// a journal once only: the digest would take it out again.
import { sql, type Kysely } from 'kysely'
import { bucketLetters, countIn, emptyDigest } from '../../shared/sync/digest.ts'
import type { EntryId, UnitDigest, WaitingEntry } from '../../shared/sync/ports.ts'
import { withBytes } from './contents.ts'
import { takeNumbers } from './counters.ts'
import { inChunks } from './chunks.ts'
import type { Tables } from './schema.ts'

export interface JournalLine {
  readonly id: EntryId
  readonly position: number
}

export const appendToJournal = async (
  db: Kysely<Tables>,
  unit: string,
  lines: readonly JournalLine[],
): Promise<void> => {
  if (lines.length === 0) return
  const first = await takeNumbers(db, `unit:${unit}`, lines.length)
  const rows = lines.map(({ position: entry }, at) => ({ unit, seq: first + at, entry }))
  for (const chunk of inChunks(rows)) await db.insertInto('journal').values(chunk).execute()
  const value = new Uint8Array(await digestOf(db, unit))
  countIn(
    value,
    lines.map(({ id }) => id),
  )
  await db
    .insertInto('digests')
    .values({ unit, value })
    .onConflict((c) => c.column('unit').doUpdateSet({ value }))
    .execute()
}

export const digestOf = async (db: Kysely<Tables>, unit: string): Promise<UnitDigest> =>
  (await db.selectFrom('digests').select('value').where('unit', '=', unit).executeTakeFirst())?.value ?? emptyDigest()

/** From the journal's own lines: what `digestOf` must be. */
export const countedAgain = async (db: Kysely<Tables>, unit: string): Promise<UnitDigest> => {
  const rows = await db
    .selectFrom('journal')
    .innerJoin('entries', 'entries.position', 'journal.entry')
    .select('entries.id')
    .where('unit', '=', unit)
    .execute()
  const digest = emptyDigest()
  countIn(
    digest,
    rows.map(({ id }) => id),
  )
  return digest
}

/** By seq, above `seq`; with `inBuckets`, only entries of those. */
export const journalSince = async (
  db: Kysely<Tables>,
  unit: string,
  seq: number,
  limit: number,
  inBuckets?: ReadonlySet<number>,
): Promise<readonly (WaitingEntry & { readonly seq: number })[]> => {
  const found = db
    .selectFrom('journal')
    .innerJoin('entries', 'entries.position', 'journal.entry')
    .select(['seq', 'id', 'dossier', 'kind', 'incarnation', 'n', 'content', 'start', 'length'])
    .where('unit', '=', unit)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
  if (!inBuckets) return withBytes(db, await found.execute())
  if (inBuckets.size === 0) return []
  return withBytes(db, await found.where(sql`substr(id, 1, 1)`, 'in', bucketLetters(inBuckets)).execute())
}
