// `npm run backup -- --to <folder>`: a verified copy of the data folder, while people work. A running server makes it;
// when none runs, the folder is opened here.
import { resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { askRunning, explainRefusal } from './ask-running.ts'
import { stopWith } from './stop-with.ts'

const help = `npm run backup -- --to DOSSIER     une sauvegarde vérifiée, dans un nouveau dossier sous celui-là
  --data DIR    le dossier de données (sinon DATA_DIR, sinon ./data)
Donnez un dossier d'un autre disque, mieux d'une autre machine : la copie contient les clés du serveur.`

try {
  const { values } = parseArgs({
    options: { to: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean' } },
  })
  if (values.help) console.log(help)
  else if (values.to === undefined) stopWith(help)
  else {
    const { explainConfig, parseConfig } = await import('../sync-server/config.ts')
    const config = parseConfig({ ...process.env, ...(values.data === undefined ? {} : { DATA_DIR: values.data }) })
    if (!config.ok) stopWith(explainConfig(config.error))
    else await backUp(config.value.dataDir, resolve(values.to))
  }
} catch (cause) {
  stopWith(cause instanceof TypeError && 'code' in cause ? `${cause.message}\n\n${help}` : cause)
}

async function backUp(dataDir: string, to: string): Promise<void> {
  const { backupFolder } = await import('../sync-server/folder-commands.ts')
  const { countsShape } = await import('../sync-server/backup/read-copy.ts')
  const shape = v.variant('ok', [
    v.object({
      ok: v.literal(true),
      value: v.object({ folder: v.string(), number: v.number(), counts: countsShape, sameDisk: v.boolean() }),
    }),
    v.object({
      ok: v.literal(false),
      error: v.object({ type: v.picklist(['place', 'not-good']), where: v.string(), message: v.string() }),
    }),
  ])
  const running = await askRunning(dataDir, '/api/local/backup', { to })
  if (running && !running.ok) stopWith(await explainRefusal(running))
  const answer = v.parse(shape, running ? await running.json() : await backupFolder(dataDir, to))
  if (!answer.ok) {
    const { type, where, message } = answer.error
    stopWith(
      type === 'place'
        ? `Rien n'a pu être écrit dans « ${where} » (${message}). Vérifiez le dossier, ses droits et la place, puis relancez.`
        : `La sauvegarde n'est PAS bonne : ${message}. La copie est gardée dans « ${where} » pour être examinée. N'effacez pas les sauvegardes précédentes, et relancez.`,
    )
    return
  }
  const { folder, number, counts, sameDisk } = answer.value
  console.log(`Sauvegarde ${number} faite et vérifiée : ${folder}`)
  console.log(`${counts.packets} envois, ${counts.entries} écritures, ${counts.devices} appareils.`)
  if (sameDisk)
    console.log('ATTENTION : elle est sur le même disque que les données. Copiez ce dossier sur un autre disque.')
  console.log(`Pour y revenir : npm run restore -- --from ${folder}`)
}
