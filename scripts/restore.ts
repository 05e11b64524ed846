// `npm run restore -- --from <backup>`: brings a verified backup back, with the server stopped. The replaced folder is
// put aside, never deleted.
import { resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import type { ServerConfig } from '../sync-server/config.ts'
import { stopWith } from './stop-with.ts'

const help = `npm run restore -- --from SAUVEGARDE     un dossier « sauvegarde-… » fait par « npm run backup »
  --data DIR    le dossier de données (sinon DATA_DIR, sinon ./data)
Arrêtez le serveur avant. Le dossier remplacé est mis de côté, rien n'est effacé.`

try {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean' } },
  })
  if (values.help) console.log(help)
  else if (values.from === undefined) stopWith(help)
  else {
    const { explainConfig, parseConfig } = await import('../sync-server/config.ts')
    const config = parseConfig({ ...process.env, ...(values.data === undefined ? {} : { DATA_DIR: values.data }) })
    if (!config.ok) stopWith(explainConfig(config.error))
    else await restore(resolve(values.from), config.value)
  }
} catch (cause) {
  stopWith(cause instanceof TypeError && 'code' in cause ? `${cause.message}\n\n${help}` : cause)
}

async function restore(from: string, config: ServerConfig): Promise<void> {
  const { dataDir } = config
  const { restoreFolder } = await import('../sync-server/backup/restore.ts')
  const { openBlobStore } = await import('../sync-server/blobs/open-room.ts')
  const { backup, epoch, blobs, aside } = await restoreFolder(from, config, new Date(), (folder) =>
    openBlobStore({ dataDir: folder, s3: config.s3 ?? null }),
  )
  console.log(
    `La sauvegarde ${backup.number} du ${backup.at} est remise dans ${dataDir} (vie ${epoch.counter} du serveur).`,
  )
  if (aside.folder !== null) console.log(`Le dossier remplacé est gardé : ${aside.folder}`)
  if (aside.schema !== null) console.log(`Le schéma remplacé est gardé dans PostgreSQL : ${aside.schema}`)
  if (aside.folder !== null || aside.schema !== null)
    console.log(
      `Effacez ce qui est mis de côté dès que tout est revenu, avant ${config.backupKeepDays} jours : il contient ce qui a été effacé depuis.`,
    )
  if (blobs.kept + blobs.lost > 0) console.log(`${blobs.kept} photos et sons sont là, ${blobs.lost} manquent.`)
  console.log(
    'Démarrez le serveur (npm start). Chaque appareil rend de lui-même ce qui manque à sa prochaine synchronisation.',
  )
  console.log('Pour suivre ce qui revient : npm run restore:report')
}
