// Chains of packets as the server has them: whose they are, how far they came, what of them is in backups.
import type { Kysely } from 'kysely'
import type { Head, OutboxPacket } from '../../shared/sync/ports.ts'
import type { Incarnation } from '../../shared/sync/server-ports.ts'
import { inChunks } from './chunks.ts'
import type { Tables } from './schema.ts'

const columns = [
  'id as incarnation',
  'device',
  'agent',
  'public_key as publicKey',
  'n',
  'hash',
  'first_seen as firstSeen',
  'lasts',
  'withdrawn',
] as const

export const incarnationById = async (db: Kysely<Tables>, id: string): Promise<Incarnation | null> => {
  const row = await db.selectFrom('incarnations').select(columns).where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const { withdrawn, ...sitting } = row
  return withdrawn ? { ...sitting, withdrawn: true } : sitting
}

/** What is known of a sitting stays; only its head moves. */
export const saveIncarnation = async (db: Kysely<Tables>, given: Incarnation): Promise<void> => {
  const { incarnation: id, device, agent, publicKey, n, hash, firstSeen, lasts } = given
  const withdrawn = given.withdrawn ? 1 : 0
  const noBackup = { stable_n: 0, backed_n: 0, stable_backup: 0, restored_n: 0 }
  await db
    .insertInto('incarnations')
    .values({ id, device, agent, public_key: publicKey, n, hash, first_seen: firstSeen, lasts, withdrawn, ...noBackup })
    .onConflict((c) => c.column('id').doUpdateSet({ n, hash }))
    .execute()
}

export const savePackets = async (db: Kysely<Tables>, packets: readonly OutboxPacket[]): Promise<void> => {
  const rows = packets.map(({ incarnation, n, hash, bytes }) => ({ incarnation, n, hash, bytes }))
  for (const chunk of inChunks(rows)) await db.insertInto('packets').values(chunk).execute()
}

export const packetHash = async (db: Kysely<Tables>, incarnation: string, n: number): Promise<string | null> => {
  const packet = db.selectFrom('packets').select('hash').where('incarnation', '=', incarnation).where('n', '=', n)
  return (await packet.executeTakeFirst())?.hash ?? null
}

/** The device's chains that got further in a backup after `since`, and how far. */
export const stableOf = (db: Kysely<Tables>, device: string, since: number): Promise<readonly Head[]> =>
  db
    .selectFrom('incarnations')
    .innerJoin('packets', (join) =>
      join.onRef('packets.incarnation', '=', 'incarnations.id').onRef('packets.n', '=', 'incarnations.stable_n'),
    )
    .select(['incarnations.id as incarnation', 'incarnations.stable_n as n', 'packets.hash'])
    .where('device', '=', device)
    .where('stable_backup', '>', since)
    .where('stable_n', '>', 0)
    .execute()

/** Packets that came since this life began by a restore, many at a time, in no order that means anything. */
export const packetsSinceRestore = async (
  db: Kysely<Tables>,
  most: number,
  look: (packets: readonly Uint8Array[]) => void,
): Promise<void> => {
  for (let last = { incarnation: '', n: 0 }; ;) {
    const { incarnation, n } = last
    const page = await db
      .selectFrom('packets')
      .innerJoin('incarnations', 'incarnations.id', 'packets.incarnation')
      .select(['packets.incarnation', 'packets.n', 'packets.bytes'])
      .whereRef('incarnations.n', '>', 'incarnations.restored_n')
      .whereRef('packets.n', '>', 'incarnations.restored_n')
      .where((eb) =>
        eb.or([
          eb('packets.incarnation', '>', incarnation),
          eb.and([eb('packets.incarnation', '=', incarnation), eb('packets.n', '>', n)]),
        ]),
      )
      .orderBy('packets.incarnation')
      .orderBy('packets.n')
      .limit(most)
      .execute()
    look(page.map(({ bytes }) => bytes))
    last = page.at(-1) ?? last
    if (page.length < most) return
  }
}
