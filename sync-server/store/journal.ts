// What each unit hears of, in numbers without gaps, and the digest of it (shared/sync/digest.ts). An entry may stand in
// a journal once only: the digest would take it out again.
import { sql, type Kysely } from 'kysely'
import { bucketLetters, countIn, emptyDigest } from '../../shared/sync/digest.ts'
import type { EntryId, UnitDigest } from '../../shared/sync/ports.ts'
import type { EntryOrigin, JournalRow } from '../../shared/sync/server-ports.ts'
import { withBytes } from './contents.ts'
import { chunked, inChunks } from './chunks.ts'
import { takeEach, takeNumbers } from './counters.ts'
import type { Tables } from './schema.ts'

export interface JournalLine {
  readonly id: EntryId
  readonly position: number
}

export type Journal = Tables['digests']

/** New lines for units, all in as many statements as for one. Returns their journals as they are then. */
export const appendToJournals = async (
  db: Kysely<Tables>,
  units: ReadonlyMap<string, readonly JournalLine[]>,
): Promise<readonly Journal[]> => {
  if (units.size === 0) return []
  const known = new Map((await journalsOf(db, [...units.keys()])).map((journal) => [journal.unit, journal]))
  const missing = [...units.keys()].filter((unit) => !known.has(unit))
  for (const journal of await newJournals(db, missing)) known.set(journal.unit, journal)
  const first = await takeEach(db, new Map([...units].map(([unit, lines]) => [`unit:${unit}`, lines.length])))
  const rows: Tables['journal'][] = []
  const after: Journal[] = []
  for (const [unit, lines] of units) {
    const { number, value } = known.get(unit) ?? { number: 0, value: emptyDigest() }
    const from = first.get(`unit:${unit}`) ?? 0
    for (const [at, { position: entry }] of lines.entries()) rows.push({ unit: number, seq: from + at, entry })
    const digest = new Uint8Array(value)
    countIn(
      digest,
      lines.map(({ id }) => id),
    )
    after.push({ unit, number, value: digest })
  }
  for (const chunk of inChunks(after))
    await db
      .insertInto('digests')
      .values(chunk)
      .onConflict((c) => c.column('unit').doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })))
      .execute()
  for (const chunk of inChunks(rows)) await db.insertInto('journal').values(chunk).execute()
  return after
}

/** Lines of erased entries stay, so that numbers have no gap; nobody reads them. */
const notErased = sql<boolean>`(held is null or held <> 'erased')`

export const journalOf = async (db: Kysely<Tables>, unit: string): Promise<Journal | null> =>
  (await db.selectFrom('digests').selectAll().where('unit', '=', unit).executeTakeFirst()) ?? null

const journalsOf = (db: Kysely<Tables>, units: readonly string[]): Promise<readonly Journal[]> =>
  chunked(units, (chunk) => db.selectFrom('digests').selectAll().where('unit', 'in', chunk).execute())

/** For units that have none yet. Not written. */
const newJournals = async (db: Kysely<Tables>, units: readonly string[]): Promise<readonly Journal[]> => {
  if (units.length === 0) return []
  const first = await takeNumbers(db, 'units', units.length)
  return units.map((unit, at) => ({ unit, number: first + at, value: emptyDigest() }))
}

export const openJournal = async (db: Kysely<Tables>, unit: string): Promise<void> => {
  await db
    .insertInto('digests')
    .values([...(await newJournals(db, [unit]))])
    .execute()
}

export const digestOf = async (db: Kysely<Tables>, unit: string): Promise<UnitDigest> =>
  (await journalOf(db, unit))?.value ?? emptyDigest()

/** From the journal's own lines: what `digestOf` must be. */
export const countedAgain = async (db: Kysely<Tables>, unit: string): Promise<UnitDigest> => {
  const digest = emptyDigest()
  const journal = await journalOf(db, unit)
  if (!journal) return digest
  for (let seq: number | undefined = 0; seq !== undefined;) {
    const rows: { seq: number; id: EntryId }[] = await db
      .selectFrom('journal')
      .innerJoin('entries', 'entries.position', 'journal.entry')
      .select(['seq', 'entries.id'])
      .where('unit', '=', journal.number)
      .where('seq', '>', seq)
      .where(notErased)
      .orderBy('seq')
      .limit(LINES)
      .execute()
    countIn(
      digest,
      rows.map(({ id }) => id),
    )
    seq = rows.at(-1)?.seq
  }
  return digest
}

/** Counted at once: the journal of a unit may be longer than memory. */
const LINES = 20_000

export interface JournalWish {
  readonly seq: number
  readonly limit: number
  readonly inBuckets: ReadonlySet<number> | undefined
  /** What whoever asks has: not worth unpacking. */
  readonly has: ((origin: EntryOrigin) => boolean) | undefined
}

/** By seq, above `seq`; with `inBuckets`, only entries of those. */
export const journalSince = async (
  db: Kysely<Tables>,
  journal: Journal | null,
  { seq, limit, inBuckets, has = () => false }: JournalWish,
): Promise<readonly JournalRow[]> => {
  if (!journal || inBuckets?.size === 0) return []
  const found = db
    .selectFrom('journal')
    .innerJoin('entries', 'entries.position', 'journal.entry')
    .select(['seq', 'id', 'dossier', 'kind', 'incarnation', 'n', 'position', 'content'])
    .where('unit', '=', journal.number)
    .where('seq', '>', seq)
    .where(notErased)
    .orderBy('seq')
    .limit(limit)
  const rows = await (inBuckets ? found.where(sql`substr(id, 1, 1)`, 'in', bucketLetters(inBuckets)) : found).execute()
  const read = await withBytes(
    db,
    rows.filter((row) => !has(row)),
  )
  const bytes = new Map(read.map((row) => [row.seq, row.bytes]))
  return rows.map((row) => ({ ...row, bytes: bytes.get(row.seq) ?? null }))
}
