// A whole server in memory for tests: real routes, a real database, real keys; the clock and the waiting are fakes, and drafts
// are examined in this process.
import { readBody } from '../../shared/sync/read-body.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { toBase64Url } from '../../shared/dossier/canonical.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import { examineJob } from '../../shared/sync/examine.ts'
import { loadKeys } from '../accept/keys.ts'
import { createApp, type AppDeps } from '../app.ts'
import { makeLiveCopy } from '../backup/live-copy.ts'
import { makeBackup } from '../backup/make-backup.ts'
import { openBlobRoom } from '../blobs/open-room.ts'
import { demoCommune } from '../demo.ts'
import { createMetrics } from '../metrics/metrics.ts'
import { createShelf, readPacks } from '../packs.ts'
import { createBrakes } from '../routes/brakes.ts'
import { addEnrolmentCode } from '../store/enrolment.ts'
import type { DirectoryMemory } from '../store/directory-stamp.ts'
import { ensureEpoch } from '../store/meta.ts'
import { setUpCommune } from '../store/people.ts'
import type { Moved } from '../store/sync-store.ts'
import { openTestStore } from './test-store.ts'

/** What a test device needs of a server, in memory or on a port. */
export interface Reachable {
  request(path: string, init: RequestInit): Promise<Response>
  now(): Date
  codeFor(agent: string): Promise<string>
}

export interface TestServer extends Reachable {
  readonly app: ReturnType<typeof createApp>
  readonly deps: AppDeps
  readonly moved: Moved[]
  /** What the log would have held. */
  readonly logLines: string[]
  /** Milliseconds the routes asked to wait, in order. */
  readonly pauses: number[]
  setClock(iso: string): void
  close(): Promise<void>
}

export const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))

/** Believes nothing it remembers: what is made anew must be what was made under that name before. */
const provingMemory = (): DirectoryMemory => {
  const made = new Map<string, string>()
  return {
    of: async (name, make) => {
      const value = await make()
      const text = JSON.stringify(value)
      const before = made.get(name) ?? text
      if (before !== text) throw new Error(`the directory changed and no stamp did: ${before} became ${text}`)
      made.set(name, text)
      return value
    },
  }
}

/** The packs we ship, offered whatever their status. */
export const shippedPacks = (): readonly ProcedurePack[] => {
  const { packs, problems } = readPacks(new URL('../../procedures', import.meta.url).pathname)
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  return packs
}

export const createTestServer = async (given: Partial<AppDeps> = {}): Promise<TestServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'morchid-test-'))
  const engine = await openTestStore()
  const { db } = engine
  await ensureEpoch(db, toBase64Url(random(16)))
  await setUpCommune(db, demoCommune)
  const keys = await loadKeys(folder, true)
  if (!keys.ok) throw new Error(keys.error.type)

  const blobs = await openBlobRoom({ dataDir: folder, s3: null, clamd: null })
  let clock = new Date('2026-11-21T09:00:00Z')
  const [moved, logLines, pauses]: [Moved[], string[], number[]] = [[], [], []]
  const deps: AppDeps = {
    db,
    keys: keys.value,
    packs: createShelf(shippedPacks()),
    listsDir: new URL('../../procedures/lists', import.meta.url).pathname,
    pwaDir: join(folder, 'pwa'),
    publicUrl: 'https://asni.test',
    version: '0.0.0',
    trustProxy: false,
    log: pino({ level: 'info', base: null }, { write: (line) => void logLines.push(line) }),
    storage: { look: async () => 'ok', room: () => ({ free: 50, total: 100 }), ranOut: async () => undefined },
    memory: provingMemory(),
    readiness: { isStopping: () => false, keysThere: () => true },
    metrics: createMetrics(),
    metricsWord: null,
    messages: null,
    blobs,
    brakes: createBrakes({ db, secret: keys.value.secret, log: { warn: () => undefined } }),
    backup: (to, keepDays) => makeBackup(engine, folder, to, clock, (given.blobs ?? blobs).store, keepDays),
    liveCopy: (to) => makeLiveCopy(engine, folder, to),
    readBody: async (opened, header) => readBody(opened, header),
    examine: async (_device, jobs) => jobs.map((job) => [...examineJob(job)]),
    now: () => clock,
    checkpoint: () => engine.checkpoint(),
    calendar: () => ({ weekend: [6, 0], holidays: ['2026-11-18'] }),
    random,
    pause: async (ms) => void pauses.push(ms),
    onMoved: (one) => void moved.push(one),
    ...given,
  }
  const app = createApp(deps)
  return {
    app,
    request: async (path, init) => app.request(path, init),
    now: deps.now,
    deps,
    moved,
    logLines,
    pauses,
    setClock: (iso) => {
      clock = new Date(iso)
    },
    codeFor: async (agent) => {
      const code = toBase64Url(random(16))
      await addEnrolmentCode(db, agent, code, clock)
      return code
    },
    close: async () => {
      await engine.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
