// How long copies are kept (ADR 28): what is erased must be gone from the copies too, so a copy goes before it is as old
// as the promise, counted on one backup a day. The newest verified copy of a commune never goes, however old it is.
import { randomUUID } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { keysPath } from '../accept/keys.ts'
import { openFolderStore } from '../blobs/folder-store.ts'
import { databaseFile } from '../data-folder.ts'
import { copiesIn, unfinishedIn, type Copy } from './copies.ts'
import { poolOf } from './copy-blobs.ts'
import { sha256Of } from './manifest.ts'
import { readBlobList } from './blob-list.ts'

const DAY = 86_400_000

export interface Removed {
  readonly copies: number
  /** Photographs and sounds that no copy of the place speaks of any more. */
  readonly blobs: number
  /** Why not everything that was too old could go. */
  readonly problem: string | null
}
export const nothingRemoved: Removed = { copies: 0, blobs: 0, problem: null }

/** The next backup, which is the next chance to remove anything, may come half a day late. */
const NEXT = 1.5 * DAY

/** True for what would be older than `days` by then. */
export const isTooOld = (at: string, now: Date, days: number): boolean =>
  now.getTime() + NEXT > Date.parse(at) + days * DAY

/** Those to remove. `copies` may be of several communes: the newest of each stays. */
export const copiesToRemove = (copies: readonly Copy[], now: Date, days: number): readonly Copy[] => {
  const newest = newestOfEach(copies)
  return copies.filter((copy) => !newest.has(copy) && isTooOld(copy.manifest.at, now, days))
}

/** The newest of each commune. */
const newestOfEach = (copies: readonly Copy[]): ReadonlySet<Copy> => {
  const newest = new Map<string, Copy>()
  for (const copy of copies) {
    const known = newest.get(copy.manifest.commune)
    if (!known || copy.manifest.at > known.manifest.at) newest.set(copy.manifest.commune, copy)
  }
  return new Set(newest.values())
}

/** Only right after a backup was verified in this place: there is a good one then. That one is good whatever happens here. */
export const removeOldCopies = async (place: string, now: Date, days: number): Promise<Removed> => {
  const tooOld = [
    ...copiesToRemove(copiesIn(place), now, days),
    ...unfinishedIn(place).filter(({ at }) => isTooOld(at, now, days)),
  ]
  let copies = 0
  try {
    for (const { folder } of tooOld) {
      rmSync(folder, { recursive: true, force: true })
      copies++
    }
    return { copies, blobs: await sweepPool(place), problem: null }
  } catch (cause) {
    return { copies, blobs: 0, problem: cause instanceof Error ? cause.message : String(cause) }
  }
}

/** Where copies were brought by something else: those that stay are read first. Gives the folder of one that is not good. */
export const tidyPlace = async (place: string, now: Date, days: number): Promise<Result<Removed, string>> => {
  for (const { folder, manifest } of newestOfEach(copiesIn(place))) {
    const file = databaseFile(folder)
    if (!existsSync(keysPath(folder)) || !existsSync(file) || (await sha256Of(file)) !== manifest.sha256)
      return err(folder)
  }
  return ok(await removeOldCopies(place, now, days))
}

/** One copy that does not say what it needs, and everything stays: it may need any of them. */
const sweepPool = async (place: string): Promise<number> => {
  if (!existsSync(poolOf(place))) return 0
  const needed = new Set<string>()
  for (const { folder, manifest } of copiesIn(place)) {
    const hashes = readBlobList(folder)
    if (hashes?.length !== manifest.blobs.kept + manifest.blobs.lost) return 0
    for (const hash of hashes) needed.add(hash)
  }
  // Another backup may be at work here.
  for (const { folder } of unfinishedIn(place)) for (const hash of readBlobList(folder) ?? []) needed.add(hash)
  const pool = await openFolderStore(poolOf(place), randomUUID)
  let removed = 0
  for await (const { hash } of pool.all())
    if (!needed.has(hash)) {
      await pool.remove(hash)
      removed++
    }
  return removed
}
