// Everything about blobs that one running server has: where they are kept, those on their way, and who examines them.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { StartProblem } from '../data-folder.ts'
import { createLocks, whileHolding, type Locks } from '../locks.ts'
import { createTurns } from '../turns.ts'
import type { BlobStore } from './blob-store.ts'
import { createScan } from './clamd.ts'
import { openFolderStore } from './folder-store.ts'
import type { S3Place } from './s3-store.ts'
import type { BlobRoom } from './take-in.ts'
import { openUploads } from './uploads.ts'

export interface BlobPlaces {
  readonly dataDir: string
  /** Null: in the data folder. */
  readonly s3: S3Place | null
  /** Path or `host:port` of a ClamAV daemon; null: nobody is asked. */
  readonly clamd: string | null
  /** Of all processes that keep blobs in the same place; this one alone unless given. */
  readonly locks?: Locks
}

/** Taken in at once: each is in memory whole, a few times over. */
const AT_ONCE = 2

/** Throws StartProblem when the bucket cannot be reached. */
export const openBlobStore = async ({ dataDir, s3 }: Pick<BlobPlaces, 'dataDir' | 's3'>): Promise<BlobStore> => {
  if (!s3) return openFolderStore(join(dataDir, 'blobs'), randomUUID)
  // Most servers never need its client, which is large.
  const { openS3Store } = await import('./s3-store.ts')
  return openS3Store(s3).catch((cause: unknown) => {
    throw new StartProblem(
      `Le compartiment « ${s3.bucket} » ne répond pas (${cause instanceof Error ? cause.name : String(cause)}). Vérifiez S3_BUCKET, S3_ENDPOINT, S3_REGION et les deux clés.`,
    )
  })
}

export const openBlobRoom = async (places: BlobPlaces): Promise<BlobRoom> => {
  const { dataDir, clamd, locks = createLocks() } = places
  const inTurn = createTurns(AT_ONCE)
  return {
    store: await openBlobStore(places),
    uploads: await openUploads(dataDir, locks),
    scan: clamd === null ? null : createScan(clamd),
    inTurn: (hash, work) => inTurn([hash], () => whileHolding(locks, `blob:${hash}`, work)),
  }
}
