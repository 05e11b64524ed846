// A whole server in memory for tests: real routes, real SQLite, real keys; the clock and the waiting are fakes, and drafts
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
import { makeBackup } from '../backup/make-backup.ts'
import { demoCommune } from '../demo.ts'
import { createShelf, readPacks } from '../packs.ts'
import { addEnrolmentCode } from '../store/enrolment.ts'
import { ensureEpoch } from '../store/meta.ts'
import { migrate } from '../store/migrations.ts'
import { setUpCommune } from '../store/people.ts'
import { openSqlite } from '../store/sqlite.ts'
import type { Moved } from '../store/sync-store.ts'

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

/** The packs we ship, offered whatever their status. */
export const shippedPacks = (): readonly ProcedurePack[] => {
  const { packs, problems } = readPacks(new URL('../../procedures', import.meta.url).pathname)
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  return packs
}

export const createTestServer = async (given: Partial<AppDeps> = {}): Promise<TestServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'morchid-test-'))
  const opened = openSqlite(':memory:')
  if (!opened.ok) throw new Error(opened.error.type)
  const { db } = opened.value
  await migrate(db, 'blob')
  await ensureEpoch(db, toBase64Url(random(16)))
  await setUpCommune(db, demoCommune)
  const keys = await loadKeys(folder, true)
  if (!keys.ok) throw new Error(keys.error.type)

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
    storage: { look: async () => 'ok', ranOut: async () => undefined },
    backup: (to) => makeBackup(opened.value, folder, to, clock),
    readBody: async (opened, header) => readBody(opened, header),
    examine: async (_device, jobs) => jobs.map((job) => [...examineJob(job)]),
    now: () => clock,
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
      await opened.value.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
