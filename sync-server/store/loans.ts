// Devices that a unit has lent to another one, for some days or until they come back.
import type { Kysely } from 'kysely'
import { hearingChanged } from './directory-stamp.ts'
import type { Tables } from './schema.ts'
import { withdraw } from './withdrawals.ts'

/** The unit that the device is lent to today, by the server's calendar. */
export const lentTo = (
  { lent_to, lent_until }: Pick<Tables['devices'], 'lent_to' | 'lent_until'>,
  now: Date,
): string | null => (lent_until !== null && lent_until < now.toISOString().slice(0, 10) ? null : lent_to)

/** Who borrowed it no longer works on it. Nothing when it is in another loan by now. */
export const endLoan = async (
  db: Kysely<Tables>,
  { id, loan }: Pick<Tables['devices'], 'id' | 'loan'>,
  now: string,
): Promise<void> => {
  const device = await db
    .updateTable('devices')
    .set({ lent_to: null, lent_until: null, loan: null })
    .where('id', '=', id)
    .where('loan', '=', loan)
    .returning('unit')
    .executeTakeFirst()
  if (!device) return
  await hearingChanged(db)
  const guests = await db
    .selectFrom('agent_keys')
    .innerJoin('agents', 'agents.id', 'agent_keys.agent')
    .select('agents.id')
    .where('agent_keys.device', '=', id)
    .where('agent_keys.revoked_at', 'is', null)
    .where('agents.unit', '!=', device.unit)
    .execute()
  for (const { id: agent } of guests) await withdraw(db, { device: id, agent }, now)
}
