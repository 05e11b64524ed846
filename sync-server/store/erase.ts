// A dossier emptied, in the transaction that takes in the word that it was erased: whoever brings that word, and however
// often, the tables are left the same. Ids stay, so that what comes late is known; what they said does not.
// Packets and photographs are outside: finishing them is erasure/finish.ts's, and `erasures` says what is left to do.
import { sql, type Kysely } from 'kysely'
import * as v from 'valibot'
import { countIn } from '../../shared/sync/digest.ts'
import type { EntryId } from '../../shared/sync/ports.ts'
import { inChunks } from './chunks.ts'
import { emptyContents } from './contents.ts'
import type { Tables } from './schema.ts'

const unitList = v.array(v.string())

/** As the index has it: the rows found by a beginning are few, and the whole decides. */
const dossierStart = sql<string>`substr(dossier, 1, 8)`

/** `kept` are the entries that say it was erased. `now` is ISO 8601 UTC. */
export const eraseDossier = async (
  db: Kysely<Tables>,
  dossier: string,
  kept: readonly EntryId[],
  now: string,
): Promise<void> => {
  const all = await db
    .selectFrom('entries')
    .select(['id', 'held', 'position', 'content'])
    .where(dossierStart, '=', dossier.slice(0, 8))
    .where('dossier', '=', dossier)
    .execute()
  const gone = all.filter(({ id }) => !kept.includes(id))
  await emptyContents(db, gone)
  await takeOutOfDigests(
    db,
    dossier,
    gone.filter(({ held }) => held === null).map(({ id }) => id),
  )
  for (const chunk of inChunks(gone.map(({ position }) => position)))
    await db.updateTable('entries').set({ held: 'erased' }).where('position', 'in', chunk).execute()
  for (const table of ['drafts', 'lookups', 'awaited', 'retained', 'keeping', 'untold'] as const)
    await db.deleteFrom(table).where('dossier', '=', dossier).execute()
  await db
    .insertInto('erasures')
    .values({ dossier, erased_at: now, entries: gone.length, touched: 1, packets: 0, blobs: 0, finished_at: null })
    .onConflict((c) =>
      c
        .column('dossier')
        .doUpdateSet((eb) => ({ entries: gone.length, touched: eb('erasures.touched', '+', 1), finished_at: null })),
    )
    .execute()
}

/** Late rows of erased dossiers came: the packets that brought them are still whole. */
export const touchErasures = async (db: Kysely<Tables>, dossiers: ReadonlySet<string>): Promise<void> => {
  for (const chunk of inChunks([...dossiers]))
    await db
      .updateTable('erasures')
      .set((eb) => ({ touched: eb('touched', '+', 1), finished_at: null }))
      .where('dossier', 'in', chunk)
      .execute()
}

/** Packets that brought something of it. */
export const packetsThatSpokeOf = (
  db: Kysely<Tables>,
  dossier: string,
): Promise<readonly { readonly incarnation: string; readonly n: number }[]> =>
  db
    .selectFrom('entries')
    .select(['incarnation', 'n'])
    .distinct()
    .where(dossierStart, '=', dossier.slice(0, 8))
    .where('dossier', '=', dossier)
    .where('held', '=', 'erased')
    .where('n', '>', 0)
    .execute()

/** Every applied entry of a dossier is in the journal of each unit that sees it, once (SPEC rule 5). */
const takeOutOfDigests = async (db: Kysely<Tables>, dossier: string, ids: readonly EntryId[]): Promise<void> => {
  const row = await db.selectFrom('circulation').select('units').where('dossier', '=', dossier).executeTakeFirst()
  if (!row || ids.length === 0) return
  for (const unit of v.parse(unitList, JSON.parse(row.units))) {
    const before = await db.selectFrom('digests').select('value').where('unit', '=', unit).executeTakeFirst()
    if (!before) continue
    const value = new Uint8Array(before.value)
    // Counting a second time takes out.
    countIn(value, ids)
    await db.updateTable('digests').set({ value }).where('unit', '=', unit).execute()
  }
}
