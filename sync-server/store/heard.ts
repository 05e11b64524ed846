// What an office may lack: when the devices of each unit were last heard, and how much they said to have kept. Coarse on
// purpose: what changes here makes the directory a new one, which is then sent again to every office.
import type { Kysely } from 'kysely'
import type { UnitHeard } from '../../shared/access/directory.ts'
import { lentTo } from './loans.ts'
import type { Tables } from './schema.ts'

/** A quarter of a day: a unit that works moves the directory twice in office hours. */
const STEP_MS = 6 * 3_600_000

/** In the order of the units. What a device is lent for, it is heard for. */
export const unitsHeard = async (db: Kysely<Tables>, now: Date): Promise<readonly UnitHeard[]> => {
  const units = await db.selectFrom('units').select('id').orderBy('position').execute()
  const devices = await db
    .selectFrom('devices')
    .select(['unit', 'last_seen', 'unsent', 'lent_to', 'lent_until'])
    .where('revoked_at', 'is', null)
    .where('erased_at', 'is', null)
    .execute()
  return units.map(({ id }) => {
    const own = devices.filter((device) => (lentTo(device, now) ?? device.unit) === id)
    const seen = own.flatMap(({ last_seen: at }) => at ?? []).sort()
    return {
      unit: id,
      lastSeen: floored(seen.at(-1)),
      unsent: own.reduce((sum, { unsent }) => sum + (unsent ?? 0), 0),
    }
  })
}

/** What of one device makes what offices are told another thing. */
export const heardOf = ({ last_seen, unsent }: Pick<Tables['devices'], 'last_seen' | 'unsent'>): string =>
  `${floored(last_seen ?? undefined)} ${(unsent ?? 0) > 0}`

const floored = (at: string | undefined): string | null =>
  at === undefined ? null : new Date(Math.floor(Date.parse(at) / STEP_MS) * STEP_MS).toISOString()

/** What of it makes the directory a new one. */
export const steadyHeard = ({ unit, lastSeen, unsent }: UnitHeard): object => ({ unit, lastSeen, waits: unsent > 0 })
