// What an erasure leaves to do outside its transaction: packets that spoke of the dossier lose their bodies, photographs
// and sounds their files, and the engine its log and the room between its rows. It can be killed anywhere and run again.
import { setImmediate as othersFirst } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { parseEntries } from '../../shared/sync/body.ts'
import { entryId } from '../../shared/sync/entry.ts'
import { limits } from '../../shared/sync/limits.ts'
import { parsePacket } from '../../shared/sync/packet.ts'
import type { EntryId } from '../../shared/sync/ports.ts'
import type { ServerCodec } from '../../shared/sync/server-ports.ts'
import type { BlobRoom } from '../blobs/take-in.ts'
import { removeBlob } from '../store/blobs.ts'
import { packetsThatSpokeOf } from '../store/erase.ts'
import type { Tables } from '../store/schema.ts'
import { encodeBare, isBare } from './bare-packet.ts'

export interface FinishWorld {
  readonly db: Kysely<Tables>
  readonly codec: ServerCodec
  readonly blobs: Pick<BlobRoom, 'store' | 'inTurn'>
  readonly log: Pick<Logger, 'info'>
  now(): Date
  /** What was deleted leaves the engine's log and the room between rows. */
  checkpoint(): Promise<void>
  /** The server is being stopped. */
  readonly closing?: AbortSignal
}

/** Dossiers in one round. */
const MOST = 500

/** How many dossiers nothing is left to do for. */
export const finishErasures = async (world: FinishWorld): Promise<number> => {
  const { db, log, now } = world
  const open = await db
    .selectFrom('erasures')
    .select(['dossier', 'touched'])
    .where('finished_at', 'is', null)
    .orderBy('erased_at')
    .limit(MOST)
    .execute()
  if (open.length === 0) return 0
  for (const { dossier } of open) {
    await othersFirst(null, { signal: world.closing })
    const [packets, blobs] = [await emptyPackets(world, dossier), await dropBlobs(world, dossier)]
    await db
      .updateTable('erasures')
      .set((eb) => ({ packets, blobs: eb('blobs', '+', blobs) }))
      .where('dossier', '=', dossier)
      .execute()
  }
  // Nothing is called finished before the log has let go of it.
  await world.checkpoint()
  for (const { dossier, touched } of open)
    await db
      .updateTable('erasures')
      .set({ finished_at: now().toISOString() })
      .where('dossier', '=', dossier)
      // Something came late meanwhile: it is finished in the next round.
      .where('touched', '=', touched)
      .execute()
  log.info({ dossiers: open.length }, 'packets and photographs of erased dossiers are gone')
  return open.length
}

/** How many packets speak of it; those that spoke of another erased dossier are bare already. */
const emptyPackets = async ({ db, codec }: FinishWorld, dossier: string): Promise<number> => {
  const places = await packetsThatSpokeOf(db, dossier)
  for (const { incarnation, n } of places) {
    const row = await db
      .selectFrom('packets')
      .select('bytes')
      .where('incarnation', '=', incarnation)
      .where('n', '=', n)
      .executeTakeFirst()
    if (!row || isBare(row.bytes)) continue
    const bytes = await bareOf(codec, row.bytes)
    await db.updateTable('packets').set({ bytes }).where('incarnation', '=', incarnation).where('n', '=', n).execute()
  }
  return places.length
}

const bareOf = async (codec: ServerCodec, bytes: Uint8Array): Promise<Uint8Array> => {
  const read = parsePacket(bytes)
  if (!read.ok) return new Uint8Array()
  const { packet, header } = read.value
  const body = await codec.open(packet.body, packet.header, limits.bodyBytes, header.protocol).catch(() => null)
  const entries = body && parseEntries(body, { limit: limits.bodyBytes, sitting: header })
  const ids: readonly EntryId[] = entries?.ok ? entries.value.map(entryId) : []
  return encodeBare(packet, ids)
}

const dropBlobs = async ({ db, blobs }: FinishWorld, dossier: string): Promise<number> => {
  const rows = await db.selectFrom('blobs').select(['dossier', 'hash']).where('dossier', '=', dossier).execute()
  for (const row of rows)
    await blobs.inTurn(row.hash, async () => {
      // The row first: killed in between, bytes without a row are found as strays, a row without bytes would be a lie.
      if (await removeBlob(db, row)) await blobs.store.remove(row.hash)
    })
  return rows.length
}
