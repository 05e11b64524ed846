// Bytes in the store without a row: a kill between the two left them, or a restore that brought back an older copy of the
// rows. Those that acts name, perhaps because devices brought the acts back, get their row again; the others go, but not
// while acts may still come.
import { buffer } from 'node:stream/consumers'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { addBlob } from '../store/blobs.ts'
import { inChunks } from '../store/chunks.ts'
import { appliedOf } from '../store/log.ts'
import { readFact } from '../store/meta.ts'
import type { Tables } from '../store/schema.ts'
import type { StoredBlob } from './blob-store.ts'
import { lookAt } from './look-at.ts'
import type { BlobRoom } from './take-in.ts'

export interface StraysWorld {
  readonly db: Kysely<Tables>
  readonly blobs: Pick<BlobRoom, 'store' | 'inTurn'>
  readonly log: Pick<Logger, 'info'>
  now(): Date
}

const DAY_MS = 24 * 3_600_000
/** Bytes are there a moment before their row. */
const ROW_WITHIN_MS = 7 * DAY_MS
/** As long, after a restore, devices may bring back acts that name them. */
const ACTS_WITHIN_MS = 90 * DAY_MS

export interface Strays {
  readonly adopted: number
  readonly gone: number
}

export const settleStrays = async (world: StraysWorld): Promise<Strays> => {
  const { db, blobs, log, now } = world
  const rows = await db.selectFrom('blobs').select('hash').distinct().execute()
  const known = new Set(rows.map(({ hash }) => hash))
  const strays: StoredBlob[] = []
  for await (const blob of blobs.store.all()) if (!known.has(blob.hash)) strays.push(blob)
  if (strays.length === 0) return { adopted: 0, gone: 0 }
  const naming = await dossiersNaming(db, new Set(strays.map(({ hash }) => hash)))
  const restored = await readFact(db, 'restore')
  const mayGo = restored === null || now().getTime() - Date.parse(restored.at) > ACTS_WITHIN_MS
  const before = new Date(now().getTime() - ROW_WITHIN_MS).toISOString()
  let [adopted, gone] = [0, 0]
  for (const stray of strays)
    await blobs.inTurn(stray.hash, async () => {
      const dossiers = naming.get(stray.hash)
      if (dossiers) adopted += await adopt(world, stray, dossiers)
      else if (mayGo && stray.storedAt <= before && (await isStray(db, stray.hash))) {
        await blobs.store.remove(stray.hash)
        gone++
      }
    })
  if (adopted + gone > 0) log.info({ adopted, gone }, 'bytes without a row')
  return { adopted, gone }
}

/** Meanwhile it may have come with a row. */
const isStray = async (db: Kysely<Tables>, hash: string): Promise<boolean> =>
  (await db.selectFrom('blobs').select('hash').where('hash', '=', hash).executeTakeFirst()) === undefined

/** It was examined when it came; what it is was in the row. */
const adopt = async (
  { db, blobs }: StraysWorld,
  { hash, size, storedAt }: StoredBlob,
  dossiers: ReadonlySet<string>,
): Promise<number> => {
  const found = await blobs.store.read(hash)
  const looked = found && (await lookAt(new Uint8Array(await buffer(found))))
  if (!looked?.ok) return 0
  const { type } = looked.value
  for (const dossier of dossiers)
    await addBlob(db, { dossier, hash, size, type, device: '', received_at: storedAt, refused: null, look_on: null })
  return 1
}

/** The dossiers whose acts say one of these hashes. Reads every act: for rare days. */
const dossiersNaming = async (
  db: Kysely<Tables>,
  hashes: ReadonlySet<string>,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const rows = await db.selectFrom('circulation').select('dossier').execute()
  const naming = new Map<string, Set<string>>()
  for (const chunk of inChunks(rows.map(({ dossier }) => dossier)))
    for (const { dossier, bytes } of await appliedOf(db, chunk, 'act'))
      for (const [, word = ''] of Buffer.from(bytes)
        .toString()
        .matchAll(/"([\w-]{43})"/g))
        if (hashes.has(word)) naming.set(word, (naming.get(word) ?? new Set()).add(dossier))
  return naming
}
