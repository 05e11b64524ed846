// Since when the commune writes to people. What was said under screens that said "nothing is sent" is told nobody later:
// a gateway that is set for the first time, or again, begins with what comes after.
import type { Kysely } from 'kysely'
import { readFact, writeFact } from '../store/meta.ts'
import type { Tables } from '../store/schema.ts'

/** At each start. Nothing is written when nothing has changed: on a full disk the server starts all the same. */
export const keepWritingSince = async (db: Kysely<Tables>, isOn: boolean, now: Date): Promise<void> => {
  const since = await readFact(db, 'messages-since')
  if (isOn && since === null) await writeFact(db, 'messages-since', now.toISOString())
  if (isOn || since === null) return
  await db.deleteFrom('untold').execute()
  await db.deleteFrom('meta').where('key', '=', 'messages-since').execute()
}
