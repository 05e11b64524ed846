// Many communes in one process, each opened when it is first asked for by its name. The process has one of what costs memory
// or connections: the program, its port, the examining processes, the app's files, a PostgreSQL pool. Nothing of a commune
// is kept outside what `openCommune` gave, so that nothing of one can show in another.
import { existsSync, statSync } from 'node:fs'
import type { Server } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import type { Logger } from 'pino'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import { createBodyReader } from '../accept/body-reader/body-reader.ts'
import { createExaminer } from '../accept/examiner/examiner.ts'
import { nationalHolidays, type HolidaysOf } from '../calendar.ts'
import { configOfOne, type ServerConfig } from '../config.ts'
import { explainPostgres, StartProblem } from '../data-folder.ts'
import { roundOnce } from '../hourly.ts'
import { nearUrl, stopListening, takePort, type RunningServer } from '../listening.ts'
import { createLocks, type Locks } from '../locks.ts'
import { pageOfSeveral, createProcessMetrics } from '../metrics/metrics.ts'
import { readState } from '../metrics/read-state.ts'
import { roundsInTurn, type DailyTurn } from '../round.ts'
import { pwaRoutes } from '../routes/pwa.ts'
import { dropRunningFile, writeRunningFile } from '../running-file.ts'
import { openCommune, serveCommune, version, type ServedCommune } from '../served-commune.ts'
import { createStorageGuard, diskOf, type StorageGuard } from '../storage-guard.ts'
import { openSharedPostgres, type SharedPostgres } from '../store/postgres-shared.ts'
import { createByName } from './by-name.ts'
import type { ListedCommune, ListedCommunes } from './communes-file.ts'
import { createOpenings } from './openings.ts'
import { processRoutes, refusal } from './process-routes.ts'
import { startRounds } from './staggered-rounds.ts'

interface Served extends ServedCommune {
  readonly locks: Locks
  readonly log: Logger
}

const OPENED_AT_ONCE = 4
const RETRY_MS = 5000
const SWEEP_MS = 15_000

/** Throws StartProblem. */
export const startCommunes = async (
  config: ServerConfig,
  { communes, connections, idleMinutes }: ListedCommunes,
  offered: readonly ProcedurePack[],
  log: Logger,
): Promise<RunningServer> => {
  const holidaysOf = remembered(await nationalHolidays(config.country))
  const postgres = await openDatabase(config, communes, connections)
  const [examiner, bodies] = [createExaminer({ groupOf: communeOfDevice }), createBodyReader()]
  const staffApp = pwaRoutes(config)
  const byCode = new Map(communes.map((one) => [one.code, one]))
  /** A commune is closed between two rounds, and has its long one once a day all the same. */
  const daily = new Map<string, DailyTurn>(communes.map(({ code }) => [code, roundsInTurn()]))
  let stopping = false

  const storage = guardOf(
    config.dataDir,
    async () => {
      await Promise.all([...openings.open().values()].map(({ deps }) => deps.checkpoint()))
    },
    log,
  )
  const open = async (code: string): Promise<Served> => {
    const listed = byCode.get(code)
    if (!listed) throw new Error('a commune that is not listed')
    const own = configOfOne(config, listed)
    const ownLog = log.child({ commune: code })
    const locks = createLocks(postgres?.locksOf(listed.schema))
    const parts = {
      log: ownLog,
      holidaysOf,
      staffApp,
      isStopping: () => stopping,
      readBody: bodies.readBody,
      examine: (device: string, jobs: Parameters<typeof examiner.examine>[1]) =>
        examiner.examine(`${code}|${device}`, jobs),
      code,
    }
    const opened = await openCommune(own, locks, offered, ownLog, {
      postgres,
      storageOf: (dataDir, folder) =>
        isSameDisk(dataDir, config.dataDir) ? storage : createStorageGuard(diskOf(dataDir, folder.checkpoint), ownLog),
    })
    try {
      const ready = await serveCommune(own, opened, parts, () => listed.publicUrl, daily.get(code))
      writeRunningFile(listed.dataDir, near, ownLog, listed.names[0])
      return { ...ready(), locks, log: ownLog }
    } catch (cause) {
      await locks.close()
      await opened.folder.close()
      throw cause
    }
  }
  const openings = createOpenings<Served>({
    open: (code) =>
      open(code).catch((cause: unknown) => {
        log.error({ commune: code, error: String(cause) }, 'a commune does not open')
        throw cause
      }),
    close: (served) => served.close(),
    now: () => performance.now(),
    idleMs: idleMinutes * 60_000,
    atOnce: OPENED_AT_ONCE,
    retryMs: RETRY_MS,
  })
  const ofAll = createProcessMetrics()
  const ofProcess = processRoutes({
    version,
    storage,
    metricsWord: config.metricsWord ?? null,
    isStopping: () => stopping,
    communes: () => ({ listed: communes.length, open: openings.open().size, failing: openings.failing() }),
    databaseAnswers: async () => postgres === null || postgres.answers(),
    metricsPage: async () => {
      const told = []
      for (const code of openings.open().keys()) {
        const inside = await openings.enter(code, 'quietly').catch(() => null)
        if (!inside) continue
        const { deps, metrics } = inside.value
        told.push(await readState(deps).then(metrics.told).finally(inside.leave))
      }
      return pageOfSeveral(ofAll.registry, told)
    },
  })
  const byName = createByName({
    communes,
    openings,
    trustProxy: config.trustProxy,
    ofProcess: ofProcess.fetch,
    closed: refusal('commune-closed', RETRY_MS / 1000).fetch,
  })
  const server = createAdaptorServer({ fetch: (request, env) => byName.fetch(request, env) }) as Server
  // A new connection costs a slow link seconds: it is kept from one sync to the next.
  server.keepAliveTimeout = 75_000
  server.on('upgrade', byName.upgrade)
  const port = await takePort(server, config).catch(async (cause: unknown) => {
    await postgres?.close()
    throw cause
  })
  const near = nearUrl(config.host, port)
  const present = communes.filter(({ dataDir }) => existsSync(dataDir))
  for (const { dataDir, names } of present) writeRunningFile(dataDir, near, log, names[0])
  log.info({ port, version, communes: communes.length, packs: offered.length }, 'started')

  const rounds = startRounds({
    codes: communes.map(({ code }) => code),
    log,
    told: ofAll.round,
    round: async (code, closing) => {
      const inside = await openings.enter(code, 'quietly')
      try {
        await roundOnce(inside.value.round, inside.value, closing)
      } finally {
        inside.leave()
      }
      await openings.sweep()
    },
  })
  const sweeping = setInterval(() => void openings.sweep(), SWEEP_MS)
  sweeping.unref()

  let closing: Promise<void> | null = null
  const close = async (): Promise<void> => {
    stopping = true
    log.info('stopping')
    if (config.drainSeconds > 0) await pause(config.drainSeconds * 1000)
    clearInterval(sweeping)
    const boards = [...openings.open().values()].map(({ board }) => board.close())
    await Promise.all([stopListening(server), rounds.close(), ...boards])
    await openings.close()
    examiner.close()
    bodies.close()
    await postgres?.close()
    for (const { dataDir } of communes) dropRunningFile(dataDir)
    log.info('stopped')
  }
  return { url: near, links: [], close: () => (closing ??= close()) }
}

const openDatabase = async (
  { databaseUrl: url }: ServerConfig,
  communes: readonly ListedCommune[],
  connections: number,
): Promise<SharedPostgres | null> => {
  if (url === undefined) return null
  const opened = await openSharedPostgres({ url, connections, schemas: communes.map(({ schema }) => schema) })
  if (!opened.ok) throw new StartProblem(explainPostgres({ schema: '' }, opened.error))
  return opened.value
}

/** Devices of two communes may have one name. */
const communeOfDevice = (device: string): string => device.slice(0, device.indexOf('|'))

/** Asked for by each commune that opens. */
const remembered = (holidaysOf: HolidaysOf): HolidaysOf => {
  const years = new Map<number, readonly string[]>()
  return (year) => {
    const known = years.get(year) ?? holidaysOf(year)
    years.set(year, known)
    return known
  }
}

/** One reserve for all folders on the disk. Throws StartProblem. */
const guardOf = (dataDir: string, checkpoint: () => Promise<void>, log: Logger): StorageGuard => {
  if (!existsSync(dataDir)) throw new StartProblem(`Le dossier « ${dataDir} » n'existe pas. Vérifiez DATA_DIR.`)
  return createStorageGuard(diskOf(dataDir, checkpoint), log)
}

const isSameDisk = (one: string, other: string): boolean => statSync(one).dev === statSync(other).dev
