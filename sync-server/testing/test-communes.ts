// The real server with several communes, each asked for by its name as through a proxy. All are the demonstration's, so that
// the same people and units are in each: what is told apart is told apart by the commune alone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadKeys } from '../accept/keys.ts'
import { configOfOne, parseConfig, type ServerConfig } from '../config.ts'
import { openDataFolder, StartProblem } from '../data-folder.ts'
import { demoCommune } from '../demo.ts'
import { startServer, type RunningServer } from '../main.ts'
import { askNamed } from '../named-request.ts'
import { setUpCommune } from '../store/people.ts'
import type { Reachable } from './test-server.ts'

export interface NamedCommune extends Reachable {
  readonly code: string
  readonly host: string
  /** As a command is told of it. */
  readonly config: ServerConfig
}

export interface TestCommunes {
  readonly folder: string
  readonly communes: readonly NamedCommune[]
  readonly running: () => RunningServer
  /** Under any name, or none that is a commune's. */
  ask(host: string, path: string, init?: RequestInit): Promise<Response>
  start(given?: Partial<ServerConfig>): Promise<void>
  stop(): Promise<void>
  close(): Promise<void>
}

/** `databaseUrl`: their schemas begin with `prefix`. Nothing is started yet. */
export const createTestCommunes = async (
  codes: readonly string[],
  database: { readonly url: string; readonly prefix: string; readonly connections: number } | null = null,
): Promise<TestCommunes> => {
  const folder = mkdtempSync(join(tmpdir(), 'morchid-communes-'))
  const list = join(folder, 'communes.json')
  const listed = codes.map((code) => ({
    code,
    url: `https://${code}.guichet.test`,
    ...(database === null ? {} : { schema: `${database.prefix}_${code}` }),
  }))
  const connections = database === null ? {} : { connections: database.connections }
  writeFileSync(list, JSON.stringify({ ...connections, communes: listed }))
  const parsed = parseConfig({
    COMMUNES_FILE: list,
    DATA_DIR: folder,
    PORT: '0',
    PWA_DIR: join(folder, 'pwa'),
    LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
    ...(database === null ? {} : { DATABASE_URL: database.url }),
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  const config = parsed.value
  const all = config.communes?.communes ?? []
  for (const one of all) {
    const data = await openDataFolder(configOfOne(config, one))
    await setUpCommune(data.db, demoCommune)
    await data.close()
  }
  let running: RunningServer | null = null
  const server = (): RunningServer => {
    if (!running) throw new StartProblem('not started')
    return running
  }
  const ask = (host: string, path: string, init?: RequestInit): Promise<Response> =>
    askNamed(`${server().url}${path}`, host, init)
  const named = all.map((one): NamedCommune => {
    const host = one.names[0] ?? ''
    return {
      code: one.code,
      host,
      config: configOfOne(config, one),
      now: () => new Date(),
      request: (path, init) => ask(host, path, init),
      codeFor: async (agent) => {
        const keys = await loadKeys(one.dataDir, false)
        const answer = await ask(host, '/api/local/link', {
          method: 'POST',
          headers: { Authorization: `Bearer ${keys.ok ? keys.value.localWord : ''}` },
          body: JSON.stringify({ agent }),
        })
        const told = await answer.text()
        const code = /#enrol=([\w-]+)/.exec(told)?.[1]
        if (code === undefined) throw new Error(told)
        return code
      },
    }
  })
  const stop = async (): Promise<void> => {
    await running?.close()
    running = null
  }
  return {
    folder,
    communes: named,
    running: server,
    ask,
    start: async (given = {}) => {
      running = await startServer({ ...config, ...given })
    },
    stop,
    close: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
