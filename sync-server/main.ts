// Starts everything the server is made of, in order, and stops it cleanly. A start that cannot succeed ends with one
// sentence that says what to do (StartProblem), never with a stack trace and never with a half-open data folder.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import type { Kysely } from 'kysely'
import { pino, type Logger } from 'pino'
import { toBase64Url } from '../shared/dossier/canonical.ts'
import { createBodyReader } from './accept/body-reader/body-reader.ts'
import { createExaminer } from './accept/examiner/examiner.ts'
import { readTicket } from './accept/statement.ts'
import { createApp, type AppDeps } from './app.ts'
import { makeBackup } from './backup/make-backup.ts'
import { createBoard } from './board/board.ts'
import type { ServerConfig } from './config.ts'
import { openDataFolder, random, StartProblem, type DataFolder } from './data-folder.ts'
import { demoCommune } from './demo.ts'
import { makeDemoRecovery } from './demo-recovery.ts'
import { explainPackProblem, readPacks, shelvePacks, type PackShelf } from './packs.ts'
import { enrolmentUrl } from './routes/local.ts'
import { createStorageGuard, diskOf, type StorageGuard } from './storage-guard.ts'
import { lastNumber } from './store/counters.ts'
import { addEnrolmentCode } from './store/enrolment.ts'
import { readFact, writeFact } from './store/meta.ts'
import { isDemo, isSetUp, setUpCommune, staffWithoutDevice } from './store/people.ts'
import type { Tables } from './store/schema.ts'

export interface EnrolmentLink {
  readonly agent: string
  readonly role: string
  readonly name: string
  readonly url: string
}

export interface RunningServer {
  /** Where browsers reach it, no trailing slash. */
  readonly url: string
  /** A demonstration's fresh enrolment links, for people without a device. Empty otherwise. */
  readonly links: readonly EnrolmentLink[]
  /** Lets requests end, writes the log back into the database, lets the data folder go. Once is enough. */
  close(): Promise<void>
}

/** Written while the server runs, so that `npm run link` finds it. */
export const runningFile = (dataDir: string): string => join(dataDir, 'running.json')
const now = (): Date => new Date()

export const startServer = async (config: ServerConfig): Promise<RunningServer> => {
  const log = openLog(config.logLevel)
  const folder = await openDataFolder(config.dataDir)
  try {
    const storage = createStorageGuard(diskOf(config.dataDir, folder.checkpoint), log)
    await storage.look()
    if (!(await isSetUp(folder.db))) {
      if (config.production) throw new StartProblem(noCommune)
      await setUpCommune(folder.db, demoCommune)
      await makeDemoRecovery(folder.db, config.dataDir)
    } else if (config.production && (await isDemo(folder.db))) throw new StartProblem(demoInProduction)
    await keepLease(folder.db, config)
    const packs = await loadPacks(folder.db, config.packsDir, log)
    return await listen(config, folder, storage, packs, log)
  } catch (cause) {
    await folder.close()
    throw cause
  }
}

const listen = async (
  config: ServerConfig,
  folder: DataFolder,
  storage: StorageGuard,
  packs: PackShelf,
  log: Logger,
): Promise<RunningServer> => {
  const { db, keys } = folder
  const board = createBoard({
    readTicket: (ticket) => readTicket(keys.secret, ticket, now()),
    seqOf: (unit) => lastNumber(db, `unit:${unit}`),
  })
  // The port is known once it is taken (0 takes any), and the app's addresses depend on it.
  let app: ReturnType<typeof createApp> | null = null
  const server = createAdaptorServer({
    fetch: (request, env) => app?.fetch(request, env) ?? new Response(null, { status: 503 }),
  }) as Server
  // A new connection costs a slow link seconds: it is kept from one sync to the next.
  server.keepAliveTimeout = 75_000
  board.attach(server)
  const port = await takePort(server, config)
  const url = config.publicUrl ?? `http://localhost:${port}`

  const examiner = createExaminer()
  const bodies = createBodyReader()
  const deps: AppDeps = {
    db,
    keys,
    packs,
    listsDir: join(config.packsDir, 'lists'),
    pwaDir: config.pwaDir,
    publicUrl: url,
    version,
    trustProxy: config.trustProxy,
    log,
    storage,
    backup: (to) => makeBackup(folder, config.dataDir, to, now()),
    readBody: bodies.readBody,
    examine: examiner.examine,
    now,
    random,
    pause: (ms) => pause(ms),
    onMoved: ({ units }) => {
      board.moved(units).catch((error: unknown) => log.error({ error: String(error) }, 'board not told'))
    },
  }
  app = createApp(deps)
  tellCommands(runningFile(config.dataDir), nearUrl(config.host, port), log)
  log.info({ port, version, packs: packs.packs.length }, 'started')

  let closing: Promise<void> | null = null
  const close = async (): Promise<void> => {
    await board.close()
    await stopListening(server)
    examiner.close()
    bodies.close()
    await folder.close()
    rmSync(runningFile(config.dataDir), { force: true })
    log.info('stopped')
  }
  const links = (await storage.look()) === 'full' ? [] : await demoLinks(db, url)
  return { url, links, close: () => (closing ??= close()) }
}

/** Not written when it is there already: on a full disk the server starts all the same. */
const keepLease = async (db: Kysely<Tables>, { leaseDays }: ServerConfig): Promise<void> => {
  if (leaseDays === undefined || leaseDays === (await readFact(db, 'lease-days'))) return
  await writeFact(db, 'lease-days', leaseDays)
}

/** A log that cannot be written (its disk is full too) must not fail the request it speaks of: lines wait, then drop. */
const openLog = (level: string): Logger => {
  const destination = pino.destination({ dest: 2, sync: true, maxLength: 1024 * 1024 })
  destination.on('error', () => undefined)
  return pino({ level, base: null }, destination)
}

/** On a full disk the server starts all the same: people can read. */
const tellCommands = (path: string, url: string, log: Logger): void => {
  try {
    writeFileSync(path, JSON.stringify({ pid: process.pid, url }))
  } catch (error) {
    log.warn({ error: String(error) }, 'commands on this machine will not find the server')
  }
}

/** How a command on this machine reaches the server, whatever it listens on. */
const nearUrl = (host: string, port: number): string => {
  const near = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `http://${near.includes(':') ? `[${near}]` : near}:${port}`
}

const version = (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string })
  .version

const loadPacks = async (db: Kysely<Tables>, dir: string, log: Logger): Promise<PackShelf> => {
  const { packs, problems } = readPacks(dir)
  for (const line of problems.flatMap(explainPackProblem)) log.error(line)
  const { shelf, changed } = await shelvePacks(db, packs)
  for (const pack of changed) log.warn({ pack }, 'a pack changed under the same version: give it a new one')
  return shelf
}

/** Codes are kept as hashes only: each start of a demonstration makes new ones for whoever has no device. */
const demoLinks = async (db: Kysely<Tables>, url: string): Promise<readonly EnrolmentLink[]> => {
  if (!(await isDemo(db))) return []
  const links: EnrolmentLink[] = []
  for (const { id, role, name } of await staffWithoutDevice(db)) {
    const code = toBase64Url(random(16))
    await addEnrolmentCode(db, id, code, now())
    links.push({ agent: id, role, name, url: enrolmentUrl(url, code, true) })
  }
  return links
}

const takePort = (server: Server, { port, host }: ServerConfig): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why: Record<string, string> = {
        EADDRINUSE: `Le port ${port} est déjà pris. Arrêtez l'autre programme, ou choisissez-en un autre : PORT=8788 npm start`,
        EACCES: `Le port ${port} est réservé au système. Choisissez-en un au-dessus de 1023 : PORT=8787 npm start`,
        EADDRNOTAVAIL: `L'adresse « ${host} » n'est pas celle de cette machine. Vérifiez HOST.`,
      }
      const message = why[error.code ?? '']
      reject(message === undefined ? error : new StartProblem(message))
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })

/** Requests under way may end; idle and stuck connections do not keep the folder locked. */
const stopListening = async (server: Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), 3000)
  await closed
  clearTimeout(cut)
}

const noCommune =
  "Aucune commune dans ce dossier de données. En production la démonstration ne démarre pas d'elle-même : lancez « npm run init »."

const demoInProduction =
  'Ce dossier de données est celui de la démonstration. En production, donnez un autre dossier (DATA_DIR) et lancez « npm run init ».'
