// Devices as the server knows them: what it tells one that asks, what one told of itself, what supervisors see of all.
import type { Kysely } from 'kysely'
import type { DeviceSeen } from '../../shared/access/directory.ts'
import { leaseDaysUnlessTold, type DeviceTold, type StoredDevice } from '../../shared/sync/ports.ts'
import { readFact } from './meta.ts'
import type { Tables } from './schema.ts'
import { setAsideByDevice } from './set-aside.ts'
import { withdraw } from './withdrawals.ts'

/** What nobody has said of a device yet. */
export const newDevice = {
  revoked_at: null,
  version: null,
  unsent: null,
  lent_to: null,
  lent_until: null,
  loan: null,
  erase_ordered_at: null,
  erased_at: null,
} as const

/** The unit that the device is lent to today, by the server's calendar. */
export const lentTo = (
  { lent_to, lent_until }: Pick<Tables['devices'], 'lent_to' | 'lent_until'>,
  now: Date,
): string | null => (lent_until !== null && lent_until < now.toISOString().slice(0, 10) ? null : lent_to)

/** Its key and its orders, also when it is not trusted any more: it must hear of it. */
export const deviceById = async (db: Kysely<Tables>, id: string, now: Date): Promise<StoredDevice | null> => {
  const row = await db.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const leaseDays = (await readFact(db, 'lease-days')) ?? leaseDaysUnlessTold
  return {
    publicKey: row.public_key,
    orders: {
      revoked: row.revoked_at !== null,
      erase: row.erase_ordered_at !== null,
      leaseDays,
      lentTo: lentTo(row, now),
    },
  }
}

/**
 * It was in contact, or its packets were brought. `told` is its own word; `came` are entries of it that it counted as
 * unsent before.
 */
export const markSeen = async (
  db: Kysely<Tables>,
  id: string,
  now: string,
  { told, came }: { readonly told: DeviceTold | null; readonly came: number },
): Promise<void> => {
  const row = await db.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return
  const erased = told?.erased && row.erased_at === null ? now : row.erased_at
  const unsent = told?.unsent ?? (row.unsent === null ? null : Math.max(0, row.unsent - came))
  await db
    .updateTable('devices')
    .set({ last_seen: now, version: told?.version ?? row.version, unsent, erased_at: erased })
    .where('id', '=', id)
    .execute()
  // Its keys are gone with everything else: it comes back as a new device, or as nobody.
  if (erased !== null && row.revoked_at === null) await withdraw(db, { device: id, agent: '' }, now)
  else if (row.lent_to !== null && lentTo(row, new Date(now)) === null) await endLoan(db, row, now)
}

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

/** The withdrawn ones too: a supervisor wants to know whether they were emptied, and what they still bring. */
export const devicesSeen = async (db: Kysely<Tables>): Promise<readonly DeviceSeen[]> => {
  const rows = await db.selectFrom('devices').selectAll().orderBy('enrolled_at').orderBy('id').execute()
  const keys = await db.selectFrom('agent_keys').select(['device', 'agent']).where('revoked_at', 'is', null).execute()
  const setAside = await setAsideByDevice(db)
  return rows.map((row) => ({
    id: row.id,
    unit: row.unit,
    agents: keys.filter(({ device }) => device === row.id).map(({ agent }) => agent),
    enrolledAt: row.enrolled_at,
    lastSeen: row.last_seen,
    ...said('version', row.version),
    ...said('unsent', row.unsent),
    ...said('lentTo', row.lent_to),
    ...said('lentUntil', row.lent_until),
    ...said('eraseOrderedAt', row.erase_ordered_at),
    ...said('erasedAt', row.erased_at),
    ...said('revokedAt', row.revoked_at),
    ...said('setAside', setAside.get(row.id) ?? null),
  }))
}

const said = <K extends string, T>(name: K, value: T | null): { readonly [key in K]?: T } =>
  value === null ? {} : ({ [name]: value } as { readonly [key in K]: T })

/** Enough to see that a kiosk went silent; finer, and the directory would be sent again at every sync. */
const SEEN_STEP_MS = 600_000

/** What of it makes the directory a new one: to a quarter of what moves, a supervisor on a slow link need not listen. */
export const steadyDevice = ({ lastSeen, unsent, ...device }: DeviceSeen): object => ({
  ...device,
  lastSeen: lastSeen && Math.floor(Date.parse(lastSeen) / SEEN_STEP_MS),
  waits: unsent === undefined ? null : unsent > 0,
})
