// The doctor in a folder that no server holds: opens it as a server would, looks, lets it go.
import { existsSync } from 'node:fs'
import { keysPath } from '../accept/keys.ts'
import { createScan } from '../blobs/clamd.ts'
import { openBlobStore } from '../blobs/open-room.ts'
import type { ServerConfig } from '../config.ts'
import { openDataFolder } from '../data-folder.ts'
import { createKannelGateway } from '../notify/sms-gateway.ts'
import { examineStore } from './examine-store.ts'
import { bad, watch, why, type Finding } from './finding.ts'

const notRunning = watch('Serveur', 'ne tourne pas ici', 'npm start')

/** A folder without keys is not opened: that would make some. */
export const examineFolder = async (config: ServerConfig, isDeep: boolean): Promise<readonly Finding[]> => {
  if (!existsSync(keysPath(config.dataDir))) return [notRunning]
  const folder = await openDataFolder(config)
  try {
    const scan = config.clamd === undefined ? null : createScan(config.clamd)
    const store = await openBlobStore({ dataDir: config.dataDir, s3: config.s3 ?? null })
    const gateway = config.sms === undefined ? null : createKannelGateway(config.sms)
    const world = { db: folder.db, store, scan, gateway, isDeep, now: () => new Date() }
    return [notRunning, ...(await examineStore(world))]
  } catch (cause) {
    return [notRunning, bad('Photos et sons', why(cause), 'Corrigez, puis relancez')]
  } finally {
    await folder.close()
  }
}
