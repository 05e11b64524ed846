// What came back since the last restore: which devices were heard, what they offered again, what colleagues' devices
// witnessed, and who is still missing. It only counts; nothing is decided by it.
import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { parsePacket } from '../../shared/sync/packet.ts'
import { packetsSinceRestore } from '../store/chains.ts'
import { readFact } from '../store/meta.ts'
import type { Tables } from '../store/schema.ts'

const count = v.number()
export const reportShape = v.object({
  at: v.string(),
  backup: v.object({ number: count, at: v.string() }),
  /** `cutBefore`: by their devices' clocks, before the restore. These came back; the others are new work. */
  packets: v.object({ received: count, cutBefore: count }),
  /** `witnessed` came from another device than its author's. */
  entries: v.object({ own: count, witnessed: count, held: count }),
  dossiers: count,
  /** Photographs and sounds: what neither the copy nor the store had, and what came since. */
  blobs: v.object({ lost: count, received: count }),
  devices: v.array(
    v.object({
      id: v.string(),
      unit: v.string(),
      agents: v.array(v.string()),
      lastSeen: v.nullable(v.string()),
      heard: v.boolean(),
    }),
  ),
})
export type RestoreReport = v.InferOutput<typeof reportShape>

/** Null when this folder was never restored. */
export const restoreReport = async (db: Kysely<Tables>): Promise<RestoreReport | null> => {
  const restore = await readFact(db, 'restore')
  if (!restore) return null
  const { counter, at, backup, blobsLost = 0 } = restore
  const rows = await db
    .selectFrom('entries')
    .select(['incarnation', 'dossier', 'held'])
    .where('life', '>=', counter)
    .where('incarnation', '<>', 'server')
    .execute()
  const witnessed = rows.filter(({ incarnation }) => incarnation === 'witness').length
  return {
    at,
    backup,
    packets: await packetsSince(db, at),
    entries: {
      own: rows.length - witnessed,
      witnessed,
      held: rows.filter(({ held }) => held !== null).length,
    },
    dossiers: new Set(rows.map(({ dossier }) => dossier)).size,
    blobs: { lost: blobsLost, received: await receivedSince(db, at) },
    devices: await devicesSince(db, at),
  }
}

const PAGE = 100

const packetsSince = async (db: Kysely<Tables>, at: string): Promise<RestoreReport['packets']> => {
  let [received, cutBefore] = [0, 0]
  await packetsSinceRestore(db, PAGE, (packets) => {
    for (const bytes of packets) {
      received++
      const packet = parsePacket(bytes)
      if (packet.ok && packet.value.header.deviceTime < Date.parse(at)) cutBefore++
    }
  })
  return { received, cutBefore }
}

const receivedSince = async (db: Kysely<Tables>, at: string): Promise<number> => {
  const row = await db
    .selectFrom('blobs')
    .select(db.fn.countAll<number>().as('rows'))
    .where('received_at', '>=', at)
    .where('refused', 'is', null)
    .executeTakeFirstOrThrow()
  return row.rows
}

const devicesSince = async (db: Kysely<Tables>, at: string): Promise<RestoreReport['devices']> => {
  const devices = await db
    .selectFrom('devices')
    .select(['id', 'unit', 'last_seen'])
    .where('revoked_at', 'is', null)
    .orderBy('enrolled_at')
    .execute()
  const keys = await db.selectFrom('agent_keys').select(['device', 'agent']).where('revoked_at', 'is', null).execute()
  return devices.map(({ id, unit, last_seen }) => ({
    id,
    unit,
    agents: keys.filter(({ device }) => device === id).map(({ agent }) => agent),
    lastSeen: last_seen,
    heard: last_seen !== null && last_seen >= at,
  }))
}
