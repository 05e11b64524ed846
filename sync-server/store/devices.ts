// Devices as the server knows them: what it tells one that asks, what one told of itself, what supervisors see of all.
import type { Kysely } from 'kysely'
import type { DeviceSeen } from '../../shared/access/directory.ts'
import type { DeviceTold } from '../../shared/sync/ports.ts'
import type { StoredDevice } from '../../shared/sync/server-ports.ts'
import { hearingChanged } from './directory-stamp.ts'
import { heardOf } from './heard.ts'
import { endLoan, lentTo } from './loans.ts'
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

type DeviceRow = Tables['devices']

export const deviceRow = async (db: Kysely<Tables>, id: string): Promise<DeviceRow | null> =>
  (await db.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirst()) ?? null

/** Its key and its orders, also when it is not trusted any more: it must hear of it. */
export const storedDevice = (row: DeviceRow, leaseDays: number, now: Date): StoredDevice => ({
  publicKey: row.public_key,
  orders: {
    revoked: row.revoked_at !== null,
    erase: row.erase_ordered_at !== null,
    leaseDays,
    lentTo: lentTo(row, now),
  },
})

/** Whoever only asks whether there is news is not written down each time: that would be a sync of the disk for nothing. */
const NOTED_EVERY_MS = 60_000

/**
 * It was in contact, or its packets were brought. `told` is its own word; `came` are entries of it that it counted as
 * unsent before. `noted`: in its own row. `news`: others are told another thing now.
 */
export const markSeen = async (
  db: Kysely<Tables>,
  row: DeviceRow,
  now: string,
  { told, came }: { readonly told: DeviceTold | null; readonly came: number },
): Promise<'nothing' | 'noted' | 'news'> => {
  const { id } = row
  const { version, unsent, erased_at } = {
    version: told?.version ?? row.version,
    unsent: told?.unsent ?? (row.unsent === null ? null : Math.max(0, row.unsent - came)),
    erased_at: told?.erased && row.erased_at === null ? now : row.erased_at,
  }
  const loanIsOver = row.lent_to !== null && lentTo(row, new Date(now)) === null
  const isNews = version !== row.version || unsent !== row.unsent || erased_at !== row.erased_at || loanIsOver
  const after = { ...row, last_seen: now, unsent }
  const since = row.last_seen === null ? Infinity : Date.parse(now) - Date.parse(row.last_seen)
  if (!isNews && since >= 0 && since < NOTED_EVERY_MS && heardOf(row) === heardOf(after)) return 'nothing'
  await db.updateTable('devices').set({ last_seen: now, version, unsent, erased_at }).where('id', '=', id).execute()
  const isHeard = heardOf(row) !== heardOf(after) || erased_at !== row.erased_at || loanIsOver
  if (isHeard) await hearingChanged(db)
  // Its keys are gone with everything else: it comes back as a new device, or as nobody.
  if (erased_at !== null && row.revoked_at === null) await withdraw(db, { device: id, agent: '' }, now)
  else if (loanIsOver) await endLoan(db, row, now)
  return isHeard ? 'news' : 'noted'
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
