// The real server on a scratch place, with nothing of what the operator's environment says of the real one: it must not
// reach the live database, the blobs in S3, people's telephones, nor the network.
import process from 'node:process'
import type { DataPlace } from '../data-folder.ts'
import { launchServer, type ServerProcess } from '../faults/server-process.ts'

/** An empty variable counts as absent. */
const noOperator: Readonly<Record<string, string>> = {
  HOST: '127.0.0.1',
  NODE_ENV: '',
  PUBLIC_URL: '',
  TRUST_PROXY: '',
  BACKUP_DIR: '',
  CLAMD_SOCKET: '',
  S3_BUCKET: '',
  METRICS_WORD: '',
  SMS_GATEWAY_URL: '',
  SMS_GATEWAY_USER: '',
  SMS_GATEWAY_PASSWORD: '',
  SMS_FROM: '',
  DRAIN_SECONDS: '',
}

/** It ends with this process, however that ends. */
export const launchScratch = ({ dataDir, databaseUrl = '', databaseSchema = '' }: DataPlace): ServerProcess => {
  const server = launchServer({
    dataDir,
    env: { ...noOperator, DATABASE_URL: databaseUrl, DATABASE_SCHEMA: databaseSchema },
  })
  const killAtExit = (): void => void server.kill()
  process.once('exit', killAtExit)
  const forget = (): void => void process.off('exit', killAtExit)
  server.ended.then(forget, forget)
  return server
}
