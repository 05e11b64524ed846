// A backup while people work: a copy of the database and the keys in a folder of its own, read back before it is called
// good. Only then do devices hear that what is in it is safe. A copy that is not good is left under a name that says so.
import { closeSync, copyFileSync, chmodSync, mkdirSync, openSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { keysPath } from '../accept/keys.ts'
import { databaseFile } from '../data-folder.ts'
import { takeNumbers } from '../store/counters.ts'
import { markStable } from '../store/stable.ts'
import type { OpenSqlite } from '../store/sqlite.ts'
import { countsOf, readCopy, type Counts } from './read-copy.ts'
import { manifestFile, sha256Of, type Manifest } from './manifest.ts'
import { toDisk } from './to-disk.ts'

export interface BackupDone {
  readonly folder: string
  readonly number: number
  readonly counts: Counts
  /** It lies on the disk it should outlive. */
  readonly sameDisk: boolean
}

/** `where` cannot be written to, or the copy is not good. In words for the operator. */
export type BackupProblem =
  | { readonly type: 'place'; readonly where: string; readonly message: string }
  | { readonly type: 'not-good'; readonly where: string; readonly message: string }

export const makeBackup = async (
  { db, copyTo }: Pick<OpenSqlite, 'db' | 'copyTo'>,
  dataDir: string,
  to: string,
  now: Date,
): Promise<Result<BackupDone, BackupProblem>> => {
  const at = now.toISOString()
  const number = await takeNumbers(db, 'backup', 1)
  const folder = join(to, `sauvegarde-${String(number).padStart(6, '0')}-${at.replaceAll(':', '-')}`)
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
  } catch (cause) {
    return err({ type: 'place', where: to, message: cause instanceof Error ? cause.message : String(cause) })
  }
  const read = await readCopy(copy, least)
  if (!read.ok) return err({ type: 'not-good', where: unfinished, message: read.error })
  const { counts, heads } = read.value
  try {
    const manifest: Manifest = { version: 1, number, at, sha256: await sha256Of(copy), counts }
    writeFileSync(manifestFile(unfinished), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
    toDisk(copy, keysPath(unfinished), manifestFile(unfinished), unfinished)
    renameSync(unfinished, folder)
    toDisk(to)
  } catch (cause) {
    return err({ type: 'place', where: to, message: cause instanceof Error ? cause.message : String(cause) })
  }
  await markStable(db, heads, { number, at })
  return ok({ folder, number, counts, sameDisk: statSync(folder).dev === statSync(dataDir).dev })
}
