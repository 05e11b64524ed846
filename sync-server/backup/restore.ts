// A backup becomes the data folder, and the server begins a new life in it (rule 4). The folder it replaces is put
// aside, never deleted: it may hold what the copy lacks. Nothing is touched before the copy has been checked.
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import type { Epoch } from '../../shared/sync/ports.ts'
import { keysPath } from '../accept/keys.ts'
import { databaseFile, openDataFolder, random, StartProblem } from '../data-folder.ts'
import { beginNewLife, readFact } from '../store/meta.ts'
import type { Tables } from '../store/schema.ts'
import { openSqlite } from '../store/sqlite.ts'
import { readManifest, sha256Of, type Manifest } from './manifest.ts'
import { toDisk } from './to-disk.ts'

export interface Restored {
  readonly backup: Manifest
  readonly epoch: Epoch
  /** Where the replaced folder is now; null when there was none. */
  readonly aside: string | null
}

/** Throws StartProblem, and has changed nothing then. */
export const restoreFolder = async (from: string, dataDir: string, now: Date): Promise<Restored> => {
  const backup = await checkedBackup(from)
  const target = resolve(dataDir)
  const stamp = now.toISOString().replaceAll(':', '-')
  const fresh = `${target}.restauration`
  const past = await counterOf(target)

  const epoch = await prepare(from, fresh, {
    past,
    random: toBase64Url(random(8)),
    at: now.toISOString(),
    backup: { number: backup.number, at: backup.at },
  })

  const aside = existsSync(target) ? `${target}.remplace-${stamp}` : null
  // Asked again: what was copied may have taken minutes.
  await counterOf(target)
  try {
    if (aside !== null) renameSync(target, aside)
  } catch (cause) {
    throw new StartProblem(
      `« ${target} » ne peut pas être remplacé (${cause instanceof Error ? cause.message : String(cause)}). Si c'est un point de montage, donnez un dossier à l'intérieur : --data ${target}/donnees`,
    )
  }
  renameSync(fresh, target)
  toDisk(dirname(target))
  return { backup, epoch, aside }
}

/** Packets are never deleted: SQLite numbers their rows in order. */
const lastPacketOf = async (db: Kysely<Tables>): Promise<number> => {
  const { rows } = await sql<{ last: number | null }>`SELECT max(rowid) AS last FROM packets`.execute(db)
  return rows[0]?.last ?? 0
}

type Life = Omit<Parameters<typeof beginNewLife>[1], 'lastPacket'>

/** The new folder, whole, beside the one it will replace. */
const prepare = async (from: string, fresh: string, life: Life): Promise<Epoch> => {
  rmSync(fresh, { recursive: true, force: true })
  try {
    mkdirSync(fresh, { recursive: true, mode: 0o700 })
    copyFileSync(databaseFile(from), databaseFile(fresh))
    copyFileSync(keysPath(from), keysPath(fresh))
    const folder = await openDataFolder(fresh)
    const epoch = await beginNewLife(folder.db, { ...life, lastPacket: await lastPacketOf(folder.db) })
    await folder.close()
    toDisk(databaseFile(fresh), keysPath(fresh), fresh)
    return epoch
  } catch (cause) {
    rmSync(fresh, { recursive: true, force: true })
    if (cause instanceof StartProblem) throw cause
    throw new StartProblem(
      `La copie n'a pas pu être préparée dans « ${fresh} » (${cause instanceof Error ? cause.message : String(cause)}). Vérifiez la place et les droits ; rien n'a été changé.`,
    )
  }
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

/** Which life the folder had; null when nobody can say. Throws StartProblem when a server holds it. */
const counterOf = async (dataDir: string): Promise<number | null> => {
  const file = databaseFile(dataDir)
  if (!existsSync(file)) return null
  const opened = openSqlite(file)
  if (!opened.ok) {
    if (opened.error.type === 'damaged') return null
    throw new StartProblem(
      `Un serveur Morchid utilise « ${dataDir} ». Arrêtez-le (Ctrl-C), puis relancez la restauration ; rien n'a été changé.`,
    )
  }
  try {
    return (await readFact(opened.value.db, 'epoch'))?.counter ?? null
  } catch {
    // A database of another shape or a damaged one: it is put aside as it is.
    return null
  } finally {
    await opened.value.close()
  }
}
