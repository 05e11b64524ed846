// `npm run backup -- --to <folder>`: a verified copy of the data folder, while people work. A running server makes it;
// when none runs, the folder is opened here. Copies that have become too old go once the new one is good.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import type { ListedCommune } from '../sync-server/communes/communes-file.ts'
import type { ServerConfig } from '../sync-server/config.ts'
import type { Removed } from '../sync-server/backup/retention.ts'
import { askRunning, explainRefusal } from './ask-running.ts'
import { stopWith } from './stop-with.ts'

const help = `npm run backup -- --to DOSSIER     une sauvegarde vérifiée, dans un nouveau dossier sous celui-là (sinon BACKUP_DIR)
  --keep JOURS  les copies plus anciennes sont effacées ensuite, jamais la dernière bonne (sinon BACKUP_KEEP_DAYS, 30)
  --data DIR    le dossier de données (sinon DATA_DIR, sinon ./data)
npm run backup -- --tidy DOSSIER     n'en fait pas : efface d'un dossier de copies apportées celles qui sont trop anciennes
Donnez un dossier d'un autre disque, mieux d'une autre machine : la copie contient les clés du serveur.`

try {
  const { values } = parseArgs({
    options: {
      to: { type: 'string' },
      keep: { type: 'string' },
      tidy: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) console.log(help)
  else {
    const { explainConfig, parseConfig } = await import('../sync-server/config.ts')
    const config = parseConfig({
      ...process.env,
      ...(values.data === undefined ? {} : { DATA_DIR: values.data }),
      ...(values.keep === undefined ? {} : { BACKUP_KEEP_DAYS: values.keep }),
    })
    const to = values.to ?? (config.ok ? config.value.backupDir : undefined)
    if (!config.ok) stopWith(explainConfig(config.error))
    else if (values.tidy !== undefined) await tidy(resolve(values.tidy), config.value.backupKeepDays)
    else if (to === undefined) stopWith(help)
    else if (config.value.communes) backUpEach(config.value.communes.communes, resolve(to), config.value.backupKeepDays)
    else await backUp(config.value, resolve(to))
  }
} catch (cause) {
  stopWith(cause instanceof TypeError && 'code' in cause ? `${cause.message}\n\n${help}` : cause)
}

/** Each in a process of its own: one that fails keeps no other from its copy. */
function backUpEach(communes: readonly ListedCommune[], to: string, keep: number): void {
  for (const { code } of communes) {
    console.log(`${code} :`)
    const words = ['--to', join(to, code), '--keep', String(keep)]
    const env = { ...process.env, COMMUNE: code }
    const { status } = spawnSync(process.execPath, [import.meta.filename, ...words], { env, stdio: 'inherit' })
    if (status !== 0) process.exitCode = 1
  }
}

async function backUp(config: ServerConfig, to: string): Promise<void> {
  const { dataDir, backupKeepDays: keep } = config
  const { backupFolder } = await import('../sync-server/folder-commands.ts')
  const { blobsShape } = await import('../sync-server/backup/manifest.ts')
  const { countsShape } = await import('../sync-server/backup/read-copy.ts')
  const shape = v.variant('ok', [
    v.object({
      ok: v.literal(true),
      value: v.object({
        folder: v.string(),
        number: v.number(),
        counts: countsShape,
        blobs: blobsShape,
        sameDisk: v.boolean(),
        removed: v.object({ copies: v.number(), blobs: v.number(), problem: v.nullable(v.string()) }),
      }),
    }),
    v.object({
      ok: v.literal(false),
      error: v.object({ type: v.picklist(['place', 'not-good']), where: v.string(), message: v.string() }),
    }),
  ])
  const running = await askRunning(dataDir, '/api/local/backup', { to, keep })
  if (running && !running.ok) stopWith(await explainRefusal(running))
  const answer = v.parse(shape, running ? await running.json() : await backupFolder(config, to, keep))
  if (!answer.ok) {
    const { type, where, message } = answer.error
    stopWith(
      type === 'place'
        ? `Rien n'a pu être écrit dans « ${where} » (${message}). Vérifiez le dossier, ses droits et la place, puis relancez.${running ? reachOfUnit(where) : ''}`
        : `La sauvegarde n'est PAS bonne : ${message}. La copie est gardée dans « ${where} » pour être examinée. N'effacez pas les sauvegardes précédentes, et relancez.`,
    )
    return
  }
  const { folder, number, counts, blobs, sameDisk, removed } = answer.value
  console.log(`Sauvegarde ${number} faite et vérifiée : ${folder}`)
  console.log(`${counts.packets} envois, ${counts.entries} écritures, ${counts.devices} appareils.`)
  if (blobs.kept + blobs.lost > 0) {
    console.log(`${blobs.kept} photos et sons, dans le dossier « papiers » à côté : gardez les deux ensemble.`)
    if (blobs.lost > 0) console.log(`ATTENTION : ${blobs.lost} photos ou sons ne sont plus lisibles sur ce serveur.`)
  }
  if (sameDisk)
    console.log('ATTENTION : elle est sur le même disque que les données. Copiez ce dossier sur un autre disque.')
  sayRemoved(removed, keep)
  for (const aside of replacedFolders(dataDir))
    console.log(
      `« ${aside} » a été mis de côté par une restauration. Effacez-le quand vous n’en avez plus besoin, avant ${keep} jours.`,
    )
  console.log(`Pour y revenir : npm run restore -- --from ${folder}`)
}

/** Node says ENOENT of a place that systemd keeps read-only. */
function reachOfUnit(where: string): string {
  return existsSync(where)
    ? ` C'est le serveur qui écrit. Lancé par systemd, il n'atteint que les dossiers de son unité : sudo systemctl edit morchid, puis [Service] et ReadWritePaths=${where}, et redémarrez-le.`
    : ''
}

/** On a machine that fetches copies and has no server. */
async function tidy(place: string, keep: number): Promise<void> {
  const { tidyPlace } = await import('../sync-server/backup/retention.ts')
  const tidied = await tidyPlace(place, new Date(), keep)
  if (!tidied.ok)
    return stopWith(
      `La copie « ${tidied.error} » n'est plus celle qui avait été vérifiée : rien n'a été effacé. Reprenez-la du serveur.`,
    )
  sayRemoved(tidied.value, keep)
  if (tidied.value.copies === 0 && tidied.value.problem === null) console.log(`Aucune copie de plus de ${keep} jours.`)
}

/** Folders that `npm run restore` has replaced: they hold what was erased since, and nothing removes them but people. */
function replacedFolders(dataDir: string): readonly string[] {
  const folder = resolve(dataDir)
  return readdirSync(dirname(folder))
    .filter((name) => name.startsWith(`${basename(folder)}.remplace-`))
    .map((name) => join(dirname(folder), name))
}

function sayRemoved(removed: Removed, keep: number): void {
  if (removed.copies > 0)
    console.log(
      `Effacé pour tenir la limite de ${keep} jours : copies ${removed.copies}, photos et sons ${removed.blobs}.`,
    )
  if (removed.problem !== null)
    console.log(
      `ATTENTION : des copies de plus de ${keep} jours n’ont pas pu être effacées (${removed.problem}). Effacez-les à la main : ce qui a été effacé des dossiers s’y trouve encore.`,
    )
  if (removed.problem !== null) process.exitCode = 1
}
