// Starts everything the server is made of, in order, and stops it cleanly. A start that cannot succeed ends with one
// sentence that says what to do (StartProblem), never with a stack trace and never with a half-open data folder.
import type { Server } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { pino, type Logger } from 'pino'
import { createBodyReader } from './accept/body-reader/body-reader.ts'
import { createExaminer } from './accept/examiner/examiner.ts'
import { nationalHolidays } from './calendar.ts'
import { startCommunes } from './communes/start-communes.ts'
import type { ServerConfig } from './config.ts'
import { postgresOf } from './data-folder.ts'
import { demoLinks } from './demo-links.ts'
import { startHourly } from './hourly.ts'
import { nearUrl, stopListening, takePort, type RunningServer } from './listening.ts'
import { createLocks, type Locks } from './locks.ts'
import { explainPackProblem, readPacks } from './packs.ts'
import { dropRunningFile, writeRunningFile } from './running-file.ts'
import { openCommune, serveCommune, version, type OpenedCommune, type ServedCommune } from './served-commune.ts'
import { createPostgresLocks } from './store/postgres-locks.ts'

export type { RunningServer } from './listening.ts'

/** One commune, or many by name (`communes/`). */
export const startServer = async (config: ServerConfig): Promise<RunningServer> => {
  const log = openLog(config.logLevel)
  const { packs: offered, problems } = readPacks(config.packsDir)
  for (const line of problems.flatMap(explainPackProblem)) log.error(line)
  if (config.communes) return startCommunes(config, config.communes, offered, log)
  const opened = await openCommune(config, openLocks(config), offered, log)
  try {
    return await listen(config, opened, log)
  } catch (cause) {
    await opened.locks.close()
    await opened.folder.close()
    throw cause
  }
}

const listen = async (config: ServerConfig, opened: OpenedCommune, log: Logger): Promise<RunningServer> => {
  const { folder, locks, storage, packs } = opened
  const { dataDir } = config
  let stopping = false
  let url = ''
  const examiner = createExaminer()
  const bodies = createBodyReader()
  const parts = {
    log,
    examine: examiner.examine,
    readBody: bodies.readBody,
    holidaysOf: await nationalHolidays(config.country),
    isStopping: () => stopping,
  }
  const ready = await serveCommune(config, opened, parts, () => url)
  // The port is known once it is taken (0 takes any), and the app's addresses depend on it.
  let commune: ServedCommune | null = null
  const server = createAdaptorServer({
    fetch: (request, env) => commune?.fetch(request, env) ?? new Response(null, { status: 503 }),
  }) as Server
  // A new connection costs a slow link seconds: it is kept from one sync to the next.
  server.keepAliveTimeout = 75_000
  const port = await takePort(server, config)
  url = config.publicUrl ?? `http://localhost:${port}`
  const served = ready()
  commune = served
  served.board.attach(server)
  served.metrics.watchProcess()
  writeRunningFile(dataDir, nearUrl(config.host, port), log)
  log.info({ port, version, packs: packs.packs.length }, 'started')

  const hourly = startHourly(served.round, { locks, log })
  let closing: Promise<void> | null = null
  const close = async (): Promise<void> => {
    stopping = true
    log.info('stopping')
    // Whoever sends callers here looks at /readyz now and then.
    if (config.drainSeconds > 0) await pause(config.drainSeconds * 1000)
    await Promise.all([stopListening(server), served.board.close(), hourly.close()])
    examiner.close()
    bodies.close()
    await served.close()
    dropRunningFile(dataDir)
    log.info('stopped')
  }
  const links = (await storage.look()) === 'full' ? [] : await demoLinks(folder.db, url, new Date())
  return { url, links, close: () => (closing ??= close()) }
}

const openLocks = (config: ServerConfig): Locks => {
  const postgres = postgresOf(config)
  return createLocks(postgres ? createPostgresLocks(postgres) : undefined)
}

/** A log that cannot be written (its disk is full too) must not fail the request it speaks of: lines wait, then drop. */
const openLog = (level: string): Logger => {
  const destination = pino.destination({ dest: 2, sync: true, maxLength: 1024 * 1024 })
  destination.on('error', () => undefined)
  return pino({ level, base: null }, destination)
}
