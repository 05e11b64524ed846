// Blocks of serials a device may give out alone, so that two kiosks offline never give the same reference.
import type { Kysely } from 'kysely'
import type { ReferenceBlock } from '../../shared/sync/ports.ts'
import { takeNumbers } from './counters.ts'
import type { Tables } from './schema.ts'

/** Weeks without network at ten requests a day. A site has 100 blocks; then the oldest serials come round again. */
const BLOCK = 100
const SERIALS = 10_000

/**
 * The next block for a device of that unit; null when the unit gives out no references. A block that was given is never
 * given again before the site has gone round, even if its answer was lost on the way.
 */
export const takeReferences = async (
  db: Kysely<Tables>,
  device: string,
  unit: string,
): Promise<ReferenceBlock | null> => {
  const point = await db.selectFrom('units').select('site').where('id', '=', unit).executeTakeFirst()
  if (!point || point.site === null) return null
  const number = await takeNumbers(db, `site:${point.site}`, 1)
  const from = ((number - 1) * BLOCK) % SERIALS
  const block = { site: point.site, from, to: from + BLOCK - 1 }
  await db
    .insertInto('reference_blocks')
    .values({ device, site: block.site, number, first: block.from, last: block.to })
    .execute()
  return block
}

/** The device's newest block, or its first one: what enrolment answers, also when the first answer was lost. */
export const referencesOf = async (
  db: Kysely<Tables>,
  device: string,
  unit: string,
): Promise<ReferenceBlock | null> => {
  const newest = await db
    .selectFrom('reference_blocks')
    .select(['site', 'first as from', 'last as to'])
    .where('device', '=', device)
    .orderBy('number', 'desc')
    .executeTakeFirst()
  return newest ?? takeReferences(db, device, unit)
}

/** Leaves out the next blocks of each point that has given any: a lost record may have given them already. */
export const passOverBlocks = async (db: Kysely<Tables>, count: number): Promise<void> => {
  await db
    .updateTable('counters')
    .set((eb) => ({ value: eb('value', '+', count) }))
    .where('name', 'like', 'site:%')
    .execute()
}
