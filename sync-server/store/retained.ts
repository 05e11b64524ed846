// Dossiers that are kept for a term, each with the day on which to look whether it is over. A list of what to look at,
// never of what is due: that is folded from the acts each time (shared/dossier/retention.ts).
import type { Kysely } from 'kysely'
import type { PulledEntry } from '../../shared/sync/ports.ts'
import { inChunks } from './chunks.ts'
import type { Tables } from './schema.ts'

/** What may begin a term, end it or stop it. Acts are canonical JSON: one look at the bytes tells most others apart. */
const marks = [
  'opened',
  'submitted',
  'decided',
  'settled',
  'issued',
  'handed-over',
  'withdrawn',
  'reopened',
  'retention-held',
  'retention-released',
  'disposal-decided',
  'archived',
].map((kind) => `"kind":"${kind}"`)

/** `entries` have just been applied. */
export const noteRetained = async (db: Kysely<Tables>, entries: readonly PulledEntry[]): Promise<void> => {
  const dossiers = new Set<string>()
  for (const { kind, dossier, bytes } of entries) {
    if (kind !== 'act' || dossiers.has(dossier)) continue
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    if (marks.some((mark) => text.includes(mark))) dossiers.add(dossier)
  }
  const rows = [...dossiers].map((dossier) => ({ dossier, look_on: '' }))
  for (const chunk of inChunks(rows))
    await db
      .insertInto('retained')
      .values(chunk)
      .onConflict((c) => c.column('dossier').doUpdateSet({ look_on: '' }))
      .execute()
}

/** To be looked at by that day, `YYYY-MM-DD`. */
export const retainedOn = async (db: Kysely<Tables>, day: string, most: number): Promise<readonly string[]> => {
  const found = db.selectFrom('retained').select('dossier').where('look_on', '<=', day)
  return (await found.orderBy('look_on').orderBy('dossier').limit(most).execute()).map(({ dossier }) => dossier)
}

/** Before it is looked at: what comes in meanwhile marks it anew. `until` is when to look again after a crash. */
export const takeUpRetained = async (db: Kysely<Tables>, dossier: string, until: string): Promise<void> => {
  await db.updateTable('retained').set({ look_on: until }).where('dossier', '=', dossier).execute()
}

/** After it. What was marked anew since it was taken up stays so. */
export const lookAtRetainedOn = async (db: Kysely<Tables>, dossier: string, day: string): Promise<void> => {
  await db
    .updateTable('retained')
    .set({ look_on: day })
    .where('dossier', '=', dossier)
    .where('look_on', '!=', '')
    .execute()
}
