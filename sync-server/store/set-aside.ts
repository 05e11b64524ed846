// What is set aside: entries of sittings first seen after their device, their person or their key was withdrawn (rule 7).
// Held as they came, until a supervisor says that they count.
import type { Kysely } from 'kysely'
import type { WaitingEntry } from '../../shared/sync/server-ports.ts'
import { chunked } from './chunks.ts'
import { withBytes } from './contents.ts'
import type { Tables } from './schema.ts'

/** How many entries, by device; those without any are left out. */
export const setAsideByDevice = async (db: Kysely<Tables>): Promise<ReadonlyMap<string, number>> => {
  const rows = await db
    .selectFrom('incarnations')
    .innerJoin('entries', 'entries.incarnation', 'incarnations.id')
    .select(['incarnations.device', (eb) => eb.fn.countAll<number>().as('count')])
    .where('incarnations.withdrawn', '=', 1)
    .where('entries.held', '=', 'revoked')
    .groupBy('incarnations.device')
    .execute()
  return new Map(rows.map(({ device, count }) => [device, Number(count)]))
}

/** The device's sittings count after all; what they wrote waits like anything that came too early, in order of arrival. */
export const admitWork = async (db: Kysely<Tables>, device: string): Promise<readonly WaitingEntry[]> => {
  const sittings = await db
    .updateTable('incarnations')
    .set({ withdrawn: 0 })
    .where('device', '=', device)
    .where('withdrawn', '=', 1)
    .returning('id')
    .execute()
  const rows = await chunked(
    sittings.map(({ id }) => id),
    (chunk) =>
      db
        .updateTable('entries')
        .set({ held: 'pending' })
        .where('incarnation', 'in', chunk)
        .where('held', '=', 'revoked')
        .returning(['id', 'dossier', 'kind', 'incarnation', 'n', 'position', 'content'])
        .execute(),
  )
  return withBytes(
    db,
    rows.toSorted((one, two) => one.position - two.position),
  )
}
