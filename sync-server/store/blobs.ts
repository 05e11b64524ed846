// What the server knows of each blob: whose dossier it came for, what it is, whether backups have it, and when to look
// whether anything names it. Never the bytes.
//
//   came ──named by an act──► kept for good        came, refused: kept as a word, so that it need not come again
//     └──nothing names it after a while──► gone, and its bytes when no other dossier has the same
import type { Kysely, Migration } from 'kysely'
import type { BlobStanding } from '../../shared/blob/blob-request.ts'
import { chunked, inChunks } from './chunks.ts'
import type { Tables } from './schema.ts'

export type BlobRow = Tables['blobs']
export type NewBlob = Pick<
  BlobRow,
  'dossier' | 'hash' | 'size' | 'type' | 'device' | 'received_at' | 'refused' | 'look_on'
>

/** The first time counts. */
export const addBlob = async (db: Kysely<Tables>, blob: NewBlob): Promise<void> => {
  await db
    .insertInto('blobs')
    .values({ ...blob, backed: 0, stable: 0 })
    .onConflict((c) => c.columns(['dossier', 'hash']).doNothing())
    .execute()
}

export const blobOf = async (db: Kysely<Tables>, dossier: string, hash: string): Promise<BlobRow | null> =>
  (await db
    .selectFrom('blobs')
    .selectAll()
    .where('dossier', '=', dossier)
    .where('hash', '=', hash)
    .executeTakeFirst()) ?? null

export const standingOf = (row: Pick<BlobRow, 'refused' | 'stable'> | null | undefined): BlobStanding => {
  if (!row) return 'unknown'
  if (row.refused !== null) return 'refused'
  return row.stable === 1 ? 'stable' : 'received'
}

/** Of each pair of dossier and hash, in that order. */
export const standingsOf = async (
  db: Kysely<Tables>,
  asked: readonly (readonly [dossier: string, hash: string])[],
): Promise<readonly BlobStanding[]> => {
  const rows = await chunked([...new Set(asked.map(([, hash]) => hash))], (hashes) =>
    db.selectFrom('blobs').select(['dossier', 'hash', 'refused', 'stable']).where('hash', 'in', hashes).execute(),
  )
  const found = new Map(rows.map((row) => [`${row.dossier}/${row.hash}`, row]))
  return asked.map(([dossier, hash]) => standingOf(found.get(`${dossier}/${hash}`)))
}

/** Bytes that a device has brought since then. */
export const broughtSince = async (db: Kysely<Tables>, device: string, since: string): Promise<number> => {
  const row = await db
    .selectFrom('blobs')
    .select((eb) => eb.fn.sum<number | null>('size').as('bytes'))
    .where('device', '=', device)
    .where('received_at', '>=', since)
    .executeTakeFirstOrThrow()
  return Number(row.bytes ?? 0)
}

/** To be looked at by then, the ones that have waited longest first. */
export const blobsToLookAt = (db: Kysely<Tables>, now: string, most: number): Promise<readonly BlobRow[]> =>
  db.selectFrom('blobs').selectAll().where('look_on', '<=', now).orderBy('look_on').limit(most).execute()

/** Null: never again. */
export const lookAtBlobOn = async (
  db: Kysely<Tables>,
  { dossier, hash }: Pick<BlobRow, 'dossier' | 'hash'>,
  on: string | null,
): Promise<void> => {
  await db.updateTable('blobs').set({ look_on: on }).where('dossier', '=', dossier).where('hash', '=', hash).execute()
}

/** Whether its bytes have lost their last dossier. */
export const removeBlob = async (
  db: Kysely<Tables>,
  { dossier, hash }: Pick<BlobRow, 'dossier' | 'hash'>,
): Promise<boolean> => {
  await db.deleteFrom('blobs').where('dossier', '=', dossier).where('hash', '=', hash).execute()
  return (await keptHashes(db, [hash])).length === 0
}

/** Those that some dossier keeps. */
export const keptHashes = async (db: Kysely<Tables>, among: readonly string[]): Promise<readonly string[]> => {
  const rows = await chunked(among, (hashes) =>
    db.selectFrom('blobs').select('hash').distinct().where('hash', 'in', hashes).where('refused', 'is', null).execute(),
  )
  return rows.map(({ hash }) => hash)
}

/** Each once: what a backup must hold. */
export const allKept = async (
  db: Kysely<Tables>,
): Promise<readonly { readonly hash: string; readonly size: number; readonly isStable: boolean }[]> => {
  const rows = await db
    .selectFrom('blobs')
    .select(['hash', 'size', (eb) => eb.fn.min('stable').as('stable')])
    .where('refused', 'is', null)
    .groupBy(['hash', 'size'])
    .orderBy('hash')
    .execute()
  return rows.map(({ hash, size, stable }) => ({ hash, size, isStable: Number(stable) === 1 }))
}

/**
 * A verified backup has these. Stable once two have them, as with packets: the older may be the one that is brought
 * back. What this one lacks begins again.
 */
export const markBlobsBacked = async (
  db: Kysely<Tables>,
  hashes: ReadonlySet<string>,
  number: number,
): Promise<void> => {
  await db.transaction().execute(async (tx) => {
    const rows = await tx.selectFrom('blobs').select(['hash', 'backed', 'stable']).distinct().execute()
    const first = rows.filter(({ hash, backed }) => backed === 0 && hashes.has(hash))
    const again = rows.filter(({ hash, backed, stable }) => backed > 0 && stable === 0 && hashes.has(hash))
    const lacking = rows.filter(({ hash, backed }) => backed > 0 && !hashes.has(hash))
    const set = async (some: typeof rows, to: Partial<Pick<BlobRow, 'backed' | 'stable'>>): Promise<void> => {
      for (const chunk of inChunks(some.map(({ hash }) => hash)))
        await tx.updateTable('blobs').set(to).where('hash', 'in', chunk).execute()
    }
    await set(again, { stable: 1 })
    await set(first, { backed: number })
    await set(lacking, { backed: 0, stable: 0 })
  })
}

/** What this server has no bytes of any more: devices that still have them are told `unknown`, and send them again. */
export const forgetBlobs = async (db: Kysely<Tables>, hashes: readonly string[]): Promise<void> => {
  for (const chunk of inChunks(hashes))
    await db.deleteFrom('blobs').where('hash', 'in', chunk).where('refused', 'is', null).execute()
}

export const blobsShape = (): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('blobs')
      .ifNotExists()
      .addColumn('dossier', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('size', 'integer', (c) => c.notNull())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('device', 'text', (c) => c.notNull())
      .addColumn('received_at', 'text', (c) => c.notNull())
      .addColumn('refused', 'text')
      .addColumn('look_on', 'text')
      .addColumn('backed', 'integer', (c) => c.notNull())
      .addColumn('stable', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('blobs_pk', ['dossier', 'hash'])
      .execute()
    await db.schema.createIndex('blobs_hash').ifNotExists().on('blobs').column('hash').execute()
    await db.schema.createIndex('blobs_device').ifNotExists().on('blobs').columns(['device', 'received_at']).execute()
    await db.schema.createIndex('blobs_look_on').ifNotExists().on('blobs').column('look_on').execute()
  },
})
