// The few facts of the whole data folder: which commune it serves, whether it is a demonstration, its epoch.
import type { Kysely } from 'kysely'
import * as v from 'valibot'
import type { Commune } from '../../shared/access/directory.ts'
import type { Epoch } from '../../shared/sync/ports.ts'
import type { Tables } from './schema.ts'

const l10n = v.object({ fr: v.string(), ar: v.string() })
const shapes = {
  epoch: v.object({ counter: v.pipe(v.number(), v.integer()), random: v.string() }),
  commune: v.object({ code: v.string(), name: l10n, province: l10n }),
  demo: v.boolean(),
}
type Facts = { epoch: Epoch; commune: Commune; demo: boolean }

export const readFact = async <K extends keyof Facts>(db: Kysely<Tables>, key: K): Promise<Facts[K] | null> => {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  return row ? (v.parse(shapes[key], JSON.parse(row.value)) as Facts[K]) : null
}

export const writeFact = async <K extends keyof Facts>(db: Kysely<Tables>, key: K, fact: Facts[K]): Promise<void> => {
  const value = JSON.stringify(fact)
  await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((c) => c.column('key').doUpdateSet({ value }))
    .execute()
}

/** The life number of this data folder: made once, and again only by a restore. `random` is 16 bytes in base64url. */
export const ensureEpoch = async (db: Kysely<Tables>, random: string): Promise<Epoch> => {
  const known = await readFact(db, 'epoch')
  if (known) return known
  const epoch = { counter: 1, random }
  await writeFact(db, 'epoch', epoch)
  return epoch
}
