// Requests that may still wait for an answer, each with the day on which to look whether the law has answered in its
// place. A list of what to look at, never of what is true: the acts say that.
import type { Kysely, Migration } from 'kysely'
import type { PulledEntry } from '../../shared/sync/ports.ts'
import { inChunks } from './chunks.ts'
import type { Tables } from './schema.ts'

/** Filed, or filed and open again. Acts are canonical JSON: one look at the bytes tells most others apart. */
const marks = ['"kind":"submitted"', '"kind":"reopened"']

/** `entries` have just been applied. */
export const noteAwaited = async (db: Kysely<Tables>, entries: readonly PulledEntry[]): Promise<void> => {
  const dossiers = new Set<string>()
  for (const { kind, dossier, bytes } of entries) {
    if (kind !== 'act') continue
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    if (marks.some((mark) => text.includes(mark))) dossiers.add(dossier)
  }
  const rows = [...dossiers].map((dossier) => ({ dossier, look_on: '' }))
  for (const chunk of inChunks(rows))
    await db
      .insertInto('awaited')
      .values(chunk)
      .onConflict((c) => c.column('dossier').doUpdateSet({ look_on: '' }))
      .execute()
}

/** To be looked at on that day, `YYYY-MM-DD`; all of them when null. */
export const awaitedOn = async (db: Kysely<Tables>, day: string | null): Promise<readonly string[]> => {
  const found = db.selectFrom('awaited').select('dossier').orderBy('dossier')
  const rows = await (day === null ? found : found.where('look_on', '<=', day)).execute()
  return rows.map(({ dossier }) => dossier)
}

/** Before it is looked at: what comes in meanwhile marks it anew. `until` is when to look again after a crash. */
export const takeUp = async (db: Kysely<Tables>, dossier: string, until: string): Promise<void> => {
  await db.updateTable('awaited').set({ look_on: until }).where('dossier', '=', dossier).execute()
}

/** After it. Null: not before it is open again. What was marked anew since it was taken up stays so. */
export const lookAgainOn = async (db: Kysely<Tables>, dossier: string, day: string | null): Promise<void> => {
  if (day === null) await db.deleteFrom('awaited').where('dossier', '=', dossier).where('look_on', '!=', '').execute()
  else
    await db
      .updateTable('awaited')
      .set({ look_on: day })
      .where('dossier', '=', dossier)
      .where('look_on', '!=', '')
      .execute()
}

/** Every request that was ever filed is looked at once. */
export const awaitedShape = (): Migration => ({
  up: async (db: Kysely<Tables>) => {
    await db.schema
      .createTable('awaited')
      .ifNotExists()
      .addColumn('dossier', 'text', (c) => c.primaryKey())
      .addColumn('look_on', 'text', (c) => c.notNull())
      .execute()
    const noted = db.selectFrom('awaited').select('dossier')
    await db
      .insertInto('awaited')
      .columns(['dossier', 'look_on'])
      .expression((eb) =>
        eb
          .selectFrom('lookups')
          .select(['dossier', eb.val('').as('look_on')])
          .where('dossier', 'not in', noted),
      )
      .execute()
  },
})
