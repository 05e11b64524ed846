// A backup becomes the data folder, and the server begins a new life in it (rule 4); with a PostgreSQL, its database
// becomes the commune's schema there. What they replace is put aside, never deleted: it may hold what the copy lacks.
// Nothing is touched before the copy has been checked.
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import type { Epoch } from '../../shared/sync/ports.ts'
import { keysPath } from '../accept/keys.ts'
import type { BlobStore } from '../blobs/blob-store.ts'
import { openBlobStore } from '../blobs/open-room.ts'
import { holidaysFile } from '../calendar.ts'
import { databaseFile, openDataFolder, random, StartProblem, type DataPlace } from '../data-folder.ts'
import { allKept, forgetBlobs } from '../store/blobs.ts'
import { beginNewLife } from '../store/meta.ts'
import { bringBlobsBack } from './copy-blobs.ts'
import { readManifest, sha256Of, type Manifest } from './manifest.ts'
import { restoreTarget, type Aside } from './restore-target.ts'
import { toDisk } from './to-disk.ts'

export interface Restored {
  readonly backup: Manifest
  readonly epoch: Epoch
  readonly blobs: BlobsBack
  readonly aside: Aside
}

/** Photographs and sounds that the copy speaks of. The lost ones are forgotten: devices that have them send them again. */
export interface BlobsBack {
  readonly kept: number
  readonly lost: number
}

/**
 * `place`: a data folder, or one whose database is in a PostgreSQL. `storeIn`: where blobs go, for a data folder.
 * Throws StartProblem, and has changed nothing then.
 */
export const restoreFolder = async (
  from: string,
  place: string | DataPlace,
  now: Date,
  storeIn: (dataDir: string) => Promise<BlobStore> = (dir) => openBlobStore({ dataDir: dir, s3: null }),
): Promise<Restored> => {
  const backup = await checkedBackup(from)
  const target = restoreTarget(typeof place === 'string' ? { dataDir: place } : place)
  const fresh = `${target.folder}.restauration`
  const { epoch, blobs } = await prepare(from, fresh, storeIn, {
    past: await target.life(),
    random: toBase64Url(random(8)),
    at: now.toISOString(),
    backup: { number: backup.number, at: backup.at },
  })
  try {
    // Asked again: what was copied may have taken minutes.
    await target.life()
    return { backup, epoch, blobs, aside: await target.replaceWith(fresh, now) }
  } catch (cause) {
    rmSync(fresh, { recursive: true, force: true })
    throw cause
  }
}

type Life = Omit<Parameters<typeof beginNewLife>[1], 'blobsLost'>

/** The new folder, whole, beside the one it will replace. */
const prepare = async (
  from: string,
  fresh: string,
  storeIn: (dataDir: string) => Promise<BlobStore>,
  life: Life,
): Promise<Pick<Restored, 'epoch' | 'blobs'>> => {
  rmSync(fresh, { recursive: true, force: true })
  try {
    copyFiles(from, fresh)
    if (existsSync(holidaysFile(from))) copyFileSync(holidaysFile(from), holidaysFile(fresh))
    const folder = await openDataFolder(fresh)
    const wanted = await allKept(folder.db)
    const back = await bringBlobsBack(resolve(from), await storeIn(fresh), wanted)
    const lost = wanted.filter(({ hash }) => !back.has(hash)).map(({ hash }) => hash)
    await forgetBlobs(folder.db, lost)
    const epoch = await beginNewLife(folder.db, { ...life, blobsLost: lost.length })
    await folder.close()
    toDisk(databaseFile(fresh), keysPath(fresh), fresh)
    return { epoch, blobs: { kept: back.size, lost: lost.length } }
  } catch (cause) {
    rmSync(fresh, { recursive: true, force: true })
    if (cause instanceof StartProblem) throw cause
    throw new StartProblem(
      `La copie n'a pas pu être préparée dans « ${fresh} » (${cause instanceof Error ? cause.message : String(cause)}). Vérifiez la place et les droits ; rien n'a été changé.`,
    )
  }
}

/** A backup's database and keys in a folder where they may be opened: what was verified stays as it lies. */
export const copyVerified = async (from: string, to: string): Promise<void> => {
  await checkedBackup(from)
  copyFiles(from, to)
}

const copyFiles = (from: string, to: string): void => {
  mkdirSync(to, { recursive: true, mode: 0o700 })
  copyFileSync(databaseFile(from), databaseFile(to))
  copyFileSync(keysPath(from), keysPath(to))
}

const checkedBackup = async (from: string): Promise<Manifest> => {
  const manifest = readManifest(from)
  if (!manifest)
    throw new StartProblem(
      `« ${from} » n'est pas une sauvegarde : il y manque backup.json. Donnez un dossier « sauvegarde-… » fait par « npm run backup ».`,
    )
  if (!existsSync(keysPath(from)))
    throw new StartProblem(`Il manque keys.json dans « ${from} ». Prenez une autre sauvegarde ; rien n'a été changé.`)
  if (!existsSync(databaseFile(from)) || (await sha256Of(databaseFile(from))) !== manifest.sha256)
    throw new StartProblem(
      `La base de « ${from} » n'est plus celle qui avait été vérifiée. Prenez une autre sauvegarde ; rien n'a été changé.`,
    )
  return manifest
}
