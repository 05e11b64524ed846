// Acts that have just come and may have to be told the person, each with when to look at its dossier. A list of what to
// look at, never of what is due: that is folded from the acts each time (shared/notice/due.ts). It holds no number and no
// text. What came before the commune sent anything is not in it.
import type { Kysely, Migration } from 'kysely'
import { sha256Url } from '../../shared/dossier/canonical.ts'
import { tellingKinds } from '../../shared/notice/citizen-message.ts'
import type { PulledEntry } from '../../shared/sync/ports.ts'
import { inChunks } from './chunks.ts'
import type { Tables } from './schema.ts'

/** Acts are canonical JSON: one look at the bytes tells most others apart. */
const marks = tellingKinds.map((kind) => `"kind":"${kind}"`)

/** `entries` have just been applied; `now` is ISO 8601 UTC. */
export const noteUntold = async (db: Kysely<Tables>, entries: readonly PulledEntry[], now: string): Promise<void> => {
  const rows = entries.flatMap(({ kind, dossier, bytes }) => {
    if (kind !== 'act') return []
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    if (!marks.some((mark) => text.includes(mark))) return []
    return [{ act: sha256Url(bytes), dossier, came: now, look_at: now, tries: 0, taken: null }]
  })
  for (const chunk of inChunks(rows))
    await db
      .insertInto('untold')
      .values(chunk)
      .onConflict((c) => c.column('act').doNothing())
      .execute()
}

/** Dossiers with something to look at now, the longest waiting first. */
export const untoldAt = async (db: Kysely<Tables>, now: string, most: number): Promise<readonly string[]> => {
  const found = db.selectFrom('untold').select('dossier').where('look_at', '<=', now).groupBy('dossier')
  const rows = await found
    .orderBy((eb) => eb.fn.min('look_at'))
    .orderBy('dossier')
    .limit(most)
    .execute()
  return rows.map(({ dossier }) => dossier)
}

/** All there is of one dossier. */
export const untoldOf = (db: Kysely<Tables>, dossier: string): Promise<readonly Tables['untold'][]> =>
  db.selectFrom('untold').selectAll().where('dossier', '=', dossier).orderBy('act').execute()

/** Before a try, so that a process that dies in it does not try again at once; also for what has to wait. */
export const lookAtUntold = async (
  db: Kysely<Tables>,
  acts: readonly string[],
  { at, tries }: { readonly at: string; readonly tries: number },
): Promise<void> => {
  for (const chunk of inChunks(acts))
    await db.updateTable('untold').set({ look_at: at, tries }).where('act', 'in', chunk).execute()
}

/** The gateway has the message about `told`: it is given to it no second time. */
export const noteTaken = async (db: Kysely<Tables>, act: string, told: string): Promise<void> => {
  await db.updateTable('untold').set({ taken: told }).where('act', '=', act).execute()
}

/** They were told, or never will be. What came since they were read stays. */
export const dropUntold = async (db: Kysely<Tables>, acts: readonly string[]): Promise<void> => {
  for (const chunk of inChunks(acts)) await db.deleteFrom('untold').where('act', 'in', chunk).execute()
}

export const countUntold = async (db: Kysely<Tables>): Promise<number> => {
  const { waiting } = await db
    .selectFrom('untold')
    .select((eb) => eb.fn.count<number | string>('dossier').distinct().as('waiting'))
    .executeTakeFirstOrThrow()
  return Number(waiting)
}

export const untoldShape = (): Migration => ({
  up: async (db: Kysely<Tables>) => {
    await db.schema
      .createTable('untold')
      .ifNotExists()
      .addColumn('act', 'text', (c) => c.primaryKey())
      .addColumn('dossier', 'text', (c) => c.notNull())
      .addColumn('came', 'text', (c) => c.notNull())
      .addColumn('look_at', 'text', (c) => c.notNull())
      .addColumn('tries', 'integer', (c) => c.notNull())
      .addColumn('taken', 'text')
      .execute()
  },
})
