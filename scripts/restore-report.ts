// `npm run restore:report`: what came back since the last restore, and which devices have not been heard yet.
import process from 'node:process'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import type { RestoreReport } from '../sync-server/backup/restore-report.ts'
import type { ServerConfig } from '../sync-server/config.ts'
import { askRunning, explainRefusal } from './ask-running.ts'
import { stopWith } from './stop-with.ts'

const help = `npm run restore:report     ce qui est revenu depuis la dernière restauration
  --data DIR    le dossier de données (sinon DATA_DIR, sinon ./data)`

try {
  const { values } = parseArgs({ options: { data: { type: 'string' }, help: { type: 'boolean' } } })
  if (values.help) console.log(help)
  else {
    const { explainConfig, parseConfig } = await import('../sync-server/config.ts')
    const config = parseConfig({ ...process.env, ...(values.data === undefined ? {} : { DATA_DIR: values.data }) })
    if (!config.ok) stopWith(explainConfig(config.error))
    else show(await reportOf(config.value))
  }
} catch (cause) {
  stopWith(cause instanceof TypeError && 'code' in cause ? `${cause.message}\n\n${help}` : cause)
}

async function reportOf(place: ServerConfig): Promise<RestoreReport | null> {
  const { reportShape } = await import('../sync-server/backup/restore-report.ts')
  const { reportOfFolder } = await import('../sync-server/folder-commands.ts')
  const running = await askRunning(place.dataDir, '/api/local/restore-report')
  if (!running) return reportOfFolder(place)
  if (!running.ok) stopWith(await explainRefusal(running))
  return v.parse(v.nullable(reportShape), await running.json())
}

function show(report: RestoreReport | null): void {
  if (!report) return console.log('Ce dossier de données n’a jamais été restauré.')
  const { at, backup, packets, entries, dossiers, blobs, devices } = report
  console.log(`Restauré le ${at} depuis la sauvegarde ${backup.number} du ${backup.at}. Depuis :`)
  console.log(`${packets.received} envois reçus, dont ${packets.cutBefore} préparés avant la restauration`)
  console.log(`${entries.own} écritures rendues par leurs auteurs, ${entries.witnessed} par d’autres appareils`)
  if (entries.held > 0) console.log(`${entries.held} écritures retenues, à examiner`)
  console.log(`${dossiers} dossiers concernés`)
  console.log(`${blobs.received} photos et sons reçus, ${blobs.lost} manquaient à la restauration`)
  const missing = devices.filter(({ heard }) => !heard)
  console.log(`${devices.length - missing.length} appareils sur ${devices.length} ont été entendus`)
  if (missing.length === 0) return
  console.log('Pas encore entendus (allumez-les et ouvrez une session, même sans rien écrire) :')
  for (const { id, unit, agents, lastSeen } of missing)
    console.log(`  ${id}  ${unit}  ${agents.join(', ')}  vu le ${lastSeen ?? 'jamais'}`)
}
