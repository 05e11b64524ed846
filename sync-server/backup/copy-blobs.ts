// Photographs in a backup. They never change, so all backups of one place share a folder of them, `papiers`, beside their
// own: what is there already is not copied again, and a stick that knows no links can hold it. Read back before it is
// called good: each file once more with the second backup that has it, since the first wrote it.
import { randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import { existsSync } from 'node:fs'
import type { BlobStore } from '../blobs/blob-store.ts'
import { counted, OtherBytes } from '../blobs/counted.ts'
import { openFolderStore } from '../blobs/folder-store.ts'
import { pipeline } from 'node:stream/promises'

export interface WantedBlob {
  readonly hash: string
  readonly size: number
  /** In two verified backups: its file need not be read again. */
  readonly isStable: boolean
}

/** `place`: where backups are made. */
export const poolOf = (place: string): string => join(place, 'papiers')

/** The hashes that lie in the pool now, each as promised. The others are neither here nor there any more. */
export const copyBlobs = async (
  store: BlobStore,
  place: string,
  wanted: readonly WantedBlob[],
): Promise<ReadonlySet<string>> => {
  const good = new Set<string>()
  if (wanted.length === 0) return good
  const pool = await openFolderStore(poolOf(place), randomUUID)
  for (const blob of wanted) {
    if ((await isThere(pool, blob)) || (await copy(store, pool, blob))) good.add(blob.hash)
    // Damaged here and nowhere else: only out of the way can it come again.
    else await store.remove(blob.hash)
  }
  return good
}

/** From the pool beside a backup, or in it, into a store: the hashes that are in the store afterwards. */
export const bringBlobsBack = async (
  backup: string,
  store: BlobStore,
  wanted: readonly WantedBlob[],
): Promise<ReadonlySet<string>> => {
  const back = new Set<string>()
  const place = [backup, dirname(backup)].find((folder) => existsSync(poolOf(folder)))
  const pool = place === undefined ? null : await openFolderStore(poolOf(place), randomUUID)
  for (const blob of wanted) {
    const isHere = (await store.find(blob.hash))?.size === blob.size
    if (isHere || (pool && (await copy(pool, store, blob)))) back.add(blob.hash)
  }
  // Later backups of the place had more: devices may bring back acts that name it (strays.ts).
  if (pool)
    for await (const blob of pool.all())
      if (!back.has(blob.hash) && !(await store.find(blob.hash))) await copy(pool, store, blob)
  return back
}

const isThere = async (pool: BlobStore, { hash, size, isStable }: WantedBlob): Promise<boolean> => {
  if ((await pool.find(hash))?.size !== size) return false
  if (isStable) return true
  const bytes = await pool.read(hash)
  if (!bytes) return false
  try {
    await pipeline(bytes, counted(hash, size), async (all) => {
      for await (const _ of all);
    })
    return true
  } catch (cause) {
    if (!(cause instanceof OtherBytes)) throw cause
    await pool.remove(hash)
    return false
  }
}

const copy = async (
  from: BlobStore,
  to: BlobStore,
  { hash, size }: Pick<WantedBlob, 'hash' | 'size'>,
): Promise<boolean> => {
  const bytes = await from.read(hash)
  return bytes !== null && (await to.put(hash, size, bytes)).ok
}
