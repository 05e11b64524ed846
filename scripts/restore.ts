// `npm run restore -- --from <backup>`: brings a verified backup back, with the server stopped. The replaced folder is
// put aside, never deleted.
import { resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
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
    else await restore(resolve(values.from), config.value.dataDir)
  }
} catch (cause) {
  stopWith(cause instanceof TypeError && 'code' in cause ? `${cause.message}\n\n${help}` : cause)
}

async function restore(from: string, dataDir: string): Promise<void> {
  const { restoreFolder } = await import('../sync-server/backup/restore.ts')
  const { backup, epoch, aside } = await restoreFolder(from, dataDir, new Date())
  console.log(
    `La sauvegarde ${backup.number} du ${backup.at} est remise dans ${dataDir} (vie ${epoch.counter} du serveur).`,
  )
  if (aside !== null) console.log(`Le dossier remplacé est gardé : ${aside}`)
  console.log(
    'Démarrez le serveur (npm start). Chaque appareil rend de lui-même ce qui manque à sa prochaine synchronisation.',
  )
  console.log('Pour suivre ce qui revient : npm run restore:report')
}
