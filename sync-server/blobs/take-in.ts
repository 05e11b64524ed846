// The last step of an upload: opened, looked at, asked after, kept, written down; only then is it said to be here. A
// server that is killed in between does the step again, from the file as it lies there.
//
//   sealed file ─open─► bytes ─look, scan─► kept in the store ─► row committed ─► file dropped ─► "received"
//        │                       └─► refused: the sealed file set aside, a row that says why ─► "refused"
//        └─► spoiled: dropped, to be sent anew
import { Readable } from 'node:stream'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { readUploadId, uploadId, type BlobStanding, type UploadPlace } from '../../shared/blob/blob-request.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'
import type { ServerKeys } from '../accept/keys.ts'
import { openBlob } from '../accept/open-blob.ts'
import { addBlob, blobOf, standingOf } from '../store/blobs.ts'
import type { Tables } from '../store/schema.ts'
import type { BlobStore } from './blob-store.ts'
import type { Scan } from './clamd.ts'
import { lookAt } from './look-at.ts'
import type { Uploads } from './uploads.ts'

export interface BlobRoom {
  readonly store: BlobStore
  readonly uploads: Uploads
  /** Null: no antivirus was named. */
  readonly scan: Scan | null
  /** Bytes of one hash are never taken in and removed at the same time, by whatever process. A few at once, since each is in memory whole. */
  readonly inTurn: <T>(hash: string, work: () => Promise<T>) => Promise<T>
}

export interface TakeInWorld {
  readonly db: Kysely<Tables>
  readonly keys: Pick<ServerKeys, 'sealing'>
  readonly blobs: BlobRoom
  readonly log: Pick<Logger, 'info' | 'warn'>
  now(): Date
}

/** `spoiled`: not what was promised, dropped. `later`: what has come is kept, and nobody could say whether it is harmful. */
export type TakeInProblem = 'spoiled' | 'later'

const DAY_MS = 24 * 3_600_000
/** What nothing names by then goes. */
const NAMED_WITHIN_MS = 7 * DAY_MS
/** What was refused stays for whoever wants to know why. */
const ASIDE_MS = 30 * DAY_MS

/** `id` names a whole upload, or one that was taken in already. */
export const takeIn = async (world: TakeInWorld, id: string): Promise<Result<BlobStanding, TakeInProblem>> => {
  const place = readUploadId(id)
  if (!place) throw new TypeError('not the name of an upload')
  return world.blobs.inTurn(place.hash, () => inItsTurn(world, place, id))
}

const inItsTurn = async (
  world: TakeInWorld,
  place: UploadPlace,
  id: string,
): Promise<Result<BlobStanding, TakeInProblem>> => {
  const { db, keys, log } = world
  const { store, uploads, scan } = world.blobs
  const known = await blobOf(db, place.dossier, place.hash)
  if (known) {
    await uploads.drop(id)
    return ok(standingOf(known))
  }
  const file = await uploads.read(id)
  const opened = file ? await openBlob(keys, place, file) : err('gone' as const)
  if (!opened.ok) {
    log.warn({ device: place.device, problem: opened.error }, 'a blob came spoiled')
    await uploads.drop(id)
    return err('spoiled')
  }
  const bytes = opened.value
  const looked = await lookAt(bytes)
  if (!looked.ok) return refuse(world, place, bytes.length, looked.error)
  const scanned = scan ? await scan(bytes) : ok(undefined)
  if (!scanned.ok) {
    if (scanned.error === 'harmful') return refuse(world, place, bytes.length, 'harmful')
    log.warn('the antivirus does not answer: papers wait')
    return err('later')
  }
  if ((await store.find(place.hash))?.size !== bytes.length) {
    const put = await store.put(place.hash, bytes.length, Readable.from([bytes]))
    if (!put.ok) throw new Error('bytes changed in memory')
  }
  await note(world, place, { size: bytes.length, type: looked.value.type, refused: null, after: NAMED_WITHIN_MS })
  await uploads.drop(id)
  return ok('received')
}

const refuse = async (
  world: TakeInWorld,
  place: UploadPlace,
  size: number,
  why: string,
): Promise<Result<BlobStanding, TakeInProblem>> => {
  const { uploads } = world.blobs
  const id = uploadId(place.device, place.dossier, place.hash)
  await uploads.setAside(id, asideName(place))
  await note(world, place, { size, type: '', refused: why, after: ASIDE_MS })
  await uploads.drop(id)
  world.log.warn({ device: place.device, why }, 'a blob was refused and set aside')
  return ok('refused')
}

/** Of the sealed file in the folder of what was refused. */
export const asideName = ({ dossier, hash }: Pick<UploadPlace, 'dossier' | 'hash'>): string => `${dossier}.${hash}`

interface Noted {
  readonly size: number
  readonly type: string
  readonly refused: string | null
  readonly after: number
}

const note = async (
  { db, now }: TakeInWorld,
  { device, dossier, hash }: UploadPlace,
  { after, ...said }: Noted,
): Promise<void> => {
  const at = now()
  const look_on = new Date(at.getTime() + after).toISOString()
  await addBlob(db, { ...said, dossier, hash, device, received_at: at.toISOString(), look_on })
}
