// One commune as a process serves it, in two steps: its data are opened, then, once its address is known, it answers. What
// all communes of a process share is handed in; whatever is made here is this commune's alone and ends with it.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Hono } from 'hono'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { ServerPorts } from '../shared/sync/server-ports.ts'
import { keysPath } from './accept/keys.ts'
import { readTicket } from './accept/statement.ts'
import { createApp, type AppDeps } from './app.ts'
import { makeLiveCopy } from './backup/live-copy.ts'
import { makeBackup } from './backup/make-backup.ts'
import { openBlobRoom } from './blobs/open-room.ts'
import { createBoard, type Board } from './board/board.ts'
import { createCalendar, type HolidaysOf } from './calendar.ts'
import type { ServerConfig } from './config.ts'
import { openDataFolder, random, StartProblem, type DataFolder } from './data-folder.ts'
import { demoCommune } from './demo.ts'
import { makeDemoRecovery } from './demo-recovery.ts'
import { whileHolding, type Lock, type Locks } from './locks.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import { shelvePacks, type SharedShelf } from './packs.ts'
import { createKannelGateway } from './notify/sms-gateway.ts'
import { createTellingRound, startTelling } from './notify/start-telling.ts'
import { keepWritingSince } from './notify/writing-since.ts'
import { createRound, roundsInTurn, type DailyTurn } from './round.ts'
import { createBrakes } from './routes/brakes.ts'
import type { AppEnv } from './routes/context.ts'
import { syncPorts } from './routes/sync-ports.ts'
import { createDirectoryMemory } from './store/directory-stamp.ts'
import { createStorageGuard, diskOf, type StorageGuard } from './storage-guard.ts'
import { lastNumber } from './store/counters.ts'
import { readFact, writeFact } from './store/meta.ts'
import { isDemo, isSetUp, setUpCommune } from './store/people.ts'
import type { SharedPostgres } from './store/postgres-shared.ts'
import type { ProcedurePack } from '../shared/procedure/pack.ts'
import type { Tables } from './store/schema.ts'

/** What a process has once, whatever it serves. */
export interface ProcessParts {
  readonly log: Logger
  readonly examine: ServerPorts['examine']
  readonly readBody: ServerPorts['readBody']
  readonly holidaysOf: HolidaysOf
  readonly isStopping: () => boolean
  /** The files of the app; absent, read for this commune. */
  readonly staffApp?: Hono<AppEnv>
  /** Of this commune, among several. */
  readonly code?: string
}

/** The communes of a process share these, and only what is there is opened: nothing is made, no demonstration either. */
export interface SharedStores {
  /** Null: SQLite in each folder. */
  readonly postgres: SharedPostgres | null
  /** Of the disk that the folder is on. */
  readonly storageOf: (dataDir: string, folder: DataFolder) => StorageGuard
}

export interface OpenedCommune {
  readonly folder: DataFolder
  readonly locks: Locks
  readonly storage: StorageGuard
  readonly packs: SharedShelf
}

export interface ServedCommune {
  readonly fetch: ReturnType<typeof createApp>['fetch']
  readonly board: Board
  readonly deps: AppDeps
  readonly metrics: Metrics
  /** One hourly round. */
  round(closing: AbortSignal): Promise<void>
  /** Nobody asks any more: what is under way ends, and everything is let go. */
  close(): Promise<void>
}

/** Among the units of news, whose ids hold no colon. */
const newPacks = ':packs'

const now = (): Date => new Date()

/** Throws StartProblem. The locks end with it, whether it succeeds or not. */
export const openCommune = async (
  config: ServerConfig,
  locks: Locks,
  offered: readonly ProcedurePack[],
  log: Logger,
  shared?: SharedStores,
): Promise<OpenedCommune> => {
  // Several processes may start at once on a database that is still empty. One that does not answer is told of below.
  const start = await takeStart(locks, log).catch(() => null)
  const folder = await openDataFolder(config, shared && { postgres: shared.postgres }).catch(async (cause: unknown) => {
    await locks.close()
    throw cause
  })
  try {
    const storage =
      shared?.storageOf(config.dataDir, folder) ?? createStorageGuard(diskOf(config.dataDir, folder.checkpoint), log)
    await storage.look()
    if (!(await isSetUp(folder.db))) {
      if (config.production || shared) throw new StartProblem(noCommune)
      await setUpCommune(folder.db, demoCommune)
      await makeDemoRecovery(folder.db, config.dataDir)
    } else if (config.production && (await isDemo(folder.db))) throw new StartProblem(demoInProduction)
    await keepLease(folder.db, config)
    await keepWritingSince(folder.db, config.sms !== undefined, now())
    const { shelf: packs, changed } = await shelvePacks(folder.db, offered)
    for (const pack of changed) log.warn({ pack }, 'a pack changed under the same version: give it a new one')
    // Before this one answers: devices bring what they open with its procedures to whichever process.
    await folder.news.tell(new Set([newPacks])).catch(() => undefined)
    await start?.release()
    return { folder, locks, storage, packs }
  } catch (cause) {
    await locks.close()
    await folder.close()
    throw cause
  }
}

/** `url` is known once the port is taken. On a failure what was opened stays open. */
export const serveCommune = async (
  config: ServerConfig,
  { folder, locks, storage, packs }: OpenedCommune,
  parts: ProcessParts,
  url: () => string,
  daily: DailyTurn = roundsInTurn(),
): Promise<() => ServedCommune> => {
  const { db, keys } = folder
  const { dataDir, country } = config
  const { log } = parts
  const blobs = await openBlobRoom({ dataDir, s3: config.s3 ?? null, clamd: config.clamd ?? null, locks })
  const board = createBoard({
    readTicket: (ticket) => readTicket(keys.secret, ticket, now()),
    seqOf: (unit) => lastNumber(db, `unit:${unit}`),
    publicUrl: url,
  })
  const metrics = createMetrics(parts.code)
  return () => {
    const deps: AppDeps = {
      db,
      keys,
      packs,
      listsDir: join(config.packsDir, 'lists'),
      pwaDir: config.pwaDir,
      publicUrl: url(),
      version,
      trustProxy: config.trustProxy,
      log,
      storage,
      memory: createDirectoryMemory(now),
      readiness: { isStopping: parts.isStopping, keysThere: () => existsSync(keysPath(dataDir)) },
      metrics,
      metricsWord: config.metricsWord ?? null,
      messages: config.sms ? { gateway: createKannelGateway(config.sms), country, zone: config.timeZone } : null,
      brakes: createBrakes({ db, secret: keys.secret, log }),
      blobs,
      backup: (to, keepDays) =>
        whileHolding(locks, 'backup', () => makeBackup(folder, dataDir, to, now(), blobs.store, keepDays)),
      liveCopy: (to) => makeLiveCopy(folder, dataDir, to),
      readBody: parts.readBody,
      examine: parts.examine,
      now,
      checkpoint: folder.checkpoint,
      calendar: createCalendar({ country, holidaysOf: parts.holidaysOf, dataDir, now, log }),
      random,
      pause: (ms) => pause(ms),
      onMoved: ({ units }) => {
        folder.news.tell(units).catch((error: unknown) => log.warn({ error: String(error) }, 'boards are not told'))
      },
    }
    const app = createApp(deps, parts.staffApp)
    const stopHearing = folder.news.listen((units) => {
      const heard = units.size === 0 || units.has(newPacks) ? [packs.learn(), board.moved(units)] : [board.moved(units)]
      Promise.all(heard).catch((error: unknown) => log.warn({ error: String(error) }, 'news was not understood'))
    })
    const ports = syncPorts(deps)
    const tell = createTellingRound(deps, ports, locks)
    const telling = tell && startTelling(tell, log)
    return {
      fetch: app.fetch,
      board,
      deps,
      metrics,
      round: createRound(deps, ports, daily, tell),
      close: async () => {
        stopHearing()
        await telling?.close()
        await board.close()
        await locks.close()
        await folder.close()
      },
    }
  }
}

export const version = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version

const takeStart = async (locks: Locks, log: Logger): Promise<Lock | null> => {
  const free = await locks.tryTake('start')
  if (!free) log.info('another process is starting: this one waits for it')
  return free ?? locks.take('start')
}

/** Not written when it is there already: on a full disk the server starts all the same. */
const keepLease = async (db: Kysely<Tables>, { leaseDays }: ServerConfig): Promise<void> => {
  if (leaseDays === undefined || leaseDays === (await readFact(db, 'lease-days'))) return
  await writeFact(db, 'lease-days', leaseDays)
}

const noCommune =
  "Aucune commune dans ce dossier de données. En production la démonstration ne démarre pas d'elle-même. Si le dossier est perdu, remettez une sauvegarde (npm run restore) ; une nouvelle commune : npm run init."

const demoInProduction =
  'Ce dossier de données est celui de la démonstration. En production, donnez un autre dossier (DATA_DIR) et lancez « npm run init ».'
