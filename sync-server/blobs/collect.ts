// What nobody wants goes: blobs that nothing names a week after they came, files of refused ones, uploads that nobody
// finished. What an act names is never looked at again. Bytes without a row are strays.ts's.
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { blobsToLookAt, lookAtBlobOn, removeBlob, type BlobRow } from '../store/blobs.ts'
import type { Tables } from '../store/schema.ts'
import { namedBy } from './named.ts'
import { asideName, type BlobRoom } from './take-in.ts'

export interface CollectWorld {
  readonly db: Kysely<Tables>
  readonly blobs: Pick<BlobRoom, 'store' | 'uploads' | 'inTurn'>
  readonly log: Pick<Logger, 'info'>
  now(): Date
}

/** Those that were named for now are looked at again after as long. */
const AGAIN_MS = 7 * 24 * 3_600_000
/** At once: the rest waits for the next round. */
const MOST = 500

/** How many blobs went. */
export const collectBlobs = async (world: CollectWorld): Promise<number> => {
  const { db, blobs, log, now } = world
  const expired = await blobs.uploads.expire()
  const found = await blobsToLookAt(db, now().toISOString(), MOST)
  let gone = 0
  for (const row of found)
    if (await blobs.inTurn(row.hash, () => (row.refused === null ? look(world, row) : letGo(world, row)))) gone++
  if (expired + gone > 0) log.info({ expired, gone }, 'uploads nobody finished, blobs nothing named')
  return gone
}

const look = async ({ db, blobs, now }: CollectWorld, row: BlobRow): Promise<boolean> => {
  const named = await namedBy(db, row.dossier, row.hash)
  if (named !== 'by-nothing') {
    await lookAtBlobOn(db, row, named === 'for-good' ? null : new Date(now().getTime() + AGAIN_MS).toISOString())
    return false
  }
  // The row first: killed in between, bytes without a row are in nobody's way, a row without bytes would be a lie.
  if (await removeBlob(db, row)) await blobs.store.remove(row.hash)
  return true
}

/** The word stays, the file does not. */
const letGo = async ({ db, blobs }: CollectWorld, row: BlobRow): Promise<boolean> => {
  await blobs.uploads.dropAside(asideName(row))
  await lookAtBlobOn(db, row, null)
  return false
}
