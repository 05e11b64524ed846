// A backup while people work: a copy of the database, the keys and the days off in a folder of its own, photographs beside
// it, read back before it is called good. Only then do devices hear that what is in it is safe. A copy that is not good is
// left under a name that says so. Copies that have become too old go only once a new one is good.
import {
  closeSync,
  copyFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { keysPath } from '../accept/keys.ts'
import type { BlobStore } from '../blobs/blob-store.ts'
import { holidaysFile } from '../calendar.ts'
import { databaseFile } from '../data-folder.ts'
import { forgetBlobs, markBlobsBacked } from '../store/blobs.ts'
import { takeNumbers } from '../store/counters.ts'
import { readFact } from '../store/meta.ts'
import { markStable } from '../store/stable.ts'
import type { OpenSqlite } from '../store/sqlite.ts'
import { blobListFile, writeBlobList } from './blob-list.ts'
import { copyFolder } from './copies.ts'
import { copyBlobs } from './copy-blobs.ts'
import { countsOf, readCopy, type Counts } from './read-copy.ts'
import { manifestFile, sha256Of, type Manifest } from './manifest.ts'
import { nothingRemoved, removeOldCopies, type Removed } from './retention.ts'
import { toDisk } from './to-disk.ts'

export interface BackupDone {
  readonly folder: string
  readonly number: number
  readonly counts: Counts
  readonly blobs: Manifest['blobs']
  /** It lies on the disk it should outlive. */
  readonly sameDisk: boolean
  /** What was too old. */
  readonly removed: Removed
}

/** `where` cannot be written to, or the copy is not good. In words for the operator. */
export type BackupProblem =
  | { readonly type: 'place'; readonly where: string; readonly message: string }
  | { readonly type: 'not-good'; readonly where: string; readonly message: string }

/** `keepDays`: copies of the place that would get older than that are removed; null keeps everything. */
export const makeBackup = async (
  { db, copyTo }: Pick<OpenSqlite, 'db' | 'copyTo'>,
  dataDir: string,
  to: string,
  now: Date,
  store: BlobStore,
  keepDays: number | null = null,
): Promise<Result<BackupDone, BackupProblem>> => {
  const at = now.toISOString()
  const number = await takeNumbers(db, 'backup', 1)
  const commune = (await readFact(db, 'commune'))?.code ?? ''
  const folder = copyFolder(to, number, at)
  const unfinished = `${folder}.inachevee`
  const copy = databaseFile(unfinished)
  const least = await countsOf(db)
  try {
    mkdirSync(unfinished, { recursive: true, mode: 0o700 })
    // Made here for its mode.
    closeSync(openSync(copy, 'wx', 0o600))
    await copyTo(copy)
    copyFileSync(keysPath(dataDir), keysPath(unfinished))
    chmodSync(keysPath(unfinished), 0o600)
    if (existsSync(holidaysFile(dataDir))) copyFileSync(holidaysFile(dataDir), holidaysFile(unfinished))
  } catch (cause) {
    return err({ type: 'place', where: to, message: cause instanceof Error ? cause.message : String(cause) })
  }
  const read = await readCopy(copy, least)
  if (!read.ok) return err({ type: 'not-good', where: unfinished, message: read.error })
  const { counts, heads } = read.value
  let good: ReadonlySet<string>
  let blobs: Manifest['blobs']
  try {
    writeBlobList(
      unfinished,
      read.value.blobs.map(({ hash }) => hash),
    )
    good = await copyBlobs(store, to, read.value.blobs)
    blobs = { kept: good.size, lost: read.value.blobs.length - good.size }
    const manifest: Manifest = { version: 1, number, at, commune, sha256: await sha256Of(copy), counts, blobs }
    writeFileSync(manifestFile(unfinished), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
    toDisk(copy, keysPath(unfinished), blobListFile(unfinished), manifestFile(unfinished), unfinished)
    renameSync(unfinished, folder)
    toDisk(to)
  } catch (cause) {
    return err({ type: 'place', where: to, message: cause instanceof Error ? cause.message : String(cause) })
  }
  await markStable(db, heads, { number, at })
  await markBlobsBacked(db, good, number)
  // Whoever has them yet is told that they are unknown here, and sends them again.
  const lost = read.value.blobs.filter(({ hash }) => !good.has(hash))
  await forgetBlobs(
    db,
    lost.map(({ hash }) => hash),
  )
  const removed = keepDays === null ? nothingRemoved : await removeOldCopies(to, now, keepDays)
  return ok({ folder, number, counts, blobs, removed, sameDisk: statSync(folder).dev === statSync(dataDir).dev })
}
