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
  const { number, value } = (await journalOf(db, unit)) ?? (await openJournal(db, unit))
  const rows = lines.map(({ position: entry }, at) => ({ unit: number, seq: first + at, entry }))
  for (const chunk of inChunks(rows)) await db.insertInto('journal').values(chunk).execute()
  const digest = new Uint8Array(value)
  countIn(
    digest,
    lines.map(({ id }) => id),
  )
  await db.updateTable('digests').set({ value: digest }).where('unit', '=', unit).execute()
}

const journalOf = (db: Kysely<Tables>, unit: string): Promise<Tables['digests'] | undefined> =>
  db.selectFrom('digests').selectAll().where('unit', '=', unit).executeTakeFirst()

/** The journal of a unit that has none yet. */
export const openJournal = async (db: Kysely<Tables>, unit: string): Promise<Tables['digests']> => {
  const journal = { unit, number: await takeNumbers(db, 'units', 1), value: emptyDigest() }
  await db.insertInto('digests').values(journal).execute()
  return journal
}

export const digestOf = async (db: Kysely<Tables>, unit: string): Promise<UnitDigest> =>
  (await journalOf(db, unit))?.value ?? emptyDigest()

/** From the journal's own lines: what `digestOf` must be. */
export const countedAgain = async (db: Kysely<Tables>, unit: string): Promise<UnitDigest> => {
  const rows = await db
    .selectFrom('journal')
    .innerJoin('entries', 'entries.position', 'journal.entry')
    .innerJoin('digests', 'digests.number', 'journal.unit')
    .select('entries.id')
    .where('digests.unit', '=', unit)
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
  const journal = await journalOf(db, unit)
  if (!journal || inBuckets?.size === 0) return []
  const found = db
    .selectFrom('journal')
    .innerJoin('entries', 'entries.position', 'journal.entry')
    .select(['seq', 'id', 'dossier', 'kind', 'incarnation', 'n', 'position', 'content'])
    .where('unit', '=', journal.number)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
  if (!inBuckets) return withBytes(db, await found.execute())
  return withBytes(db, await found.where(sql`substr(id, 1, 1)`, 'in', bucketLetters(inBuckets)).execute())
}
