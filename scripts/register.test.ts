// The command itself, against a running server and against its stopped folder.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type RunningServer } from '../sync-server/main.ts'
import { createTestDevice } from '../sync-server/testing/test-device.ts'
import { fileDossier } from '../sync-server/testing/test-dossier.ts'

const home = join(import.meta.dirname, '..')
let folder = ''
let server: RunningServer
const data = (): string => join(folder, 'data')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'morchid-register-'))
  server = await startServer({
    port: 0,
    host: '127.0.0.1',
    dataDir: data(),
    publicUrl: null,
    production: false,
    packsDir: join(home, 'procedures'),
    pwaDir: join(folder, 'pwa'),
    trustProxy: false,
    country: 'MA',
    timeZone: 'Africa/Casablanca',
    logLevel: 'silent',
    databaseSchema: 'morchid',
    backupKeepDays: 30,
    drainSeconds: 0,
  })
  const reachable = {
    request: (path: string, init: RequestInit) => fetch(`${server.url}${path}`, init),
    now: () => new Date(),
    codeFor: async (agent: string) => server.links.find((link) => link.agent === agent)?.url.split(/[=&]/)[1] ?? '',
  }
  const [mediator, clerk] = [await createTestDevice(reachable, 'fatima'), await createTestDevice(reachable, 'omar')]
  const { dossier } = await fileDossier(mediator, 0, 'ma.residence-certificate-local')
  await mediator.sync()
  await clerk.sync()
  await clerk.act(dossier, 'decided', { outcome: 'accepted' })
  await clerk.act(dossier, 'issued', { document: 'certificate' })
  await clerk.sync()
}, 60_000)
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const register = (...args: readonly string[]): Promise<{ code: number; out: string; said: string }> =>
  new Promise((done) => {
    const all = [join('scripts', 'register.ts'), '--data', data(), ...args]
    execFile(process.execPath, all, { cwd: home }, (error, out, said) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, said }),
    )
  })

test(
  'the running server and its stopped folder give the same register, and say how many numbers it has',
  { timeout: 60_000 },
  async () => {
    const year = String(new Date().getUTCFullYear())
    const asked = ['--office', 'bureau-general', '--year', year, '--format', 'csv', '--out']
    const [live, stopped] = [join(folder, 'live.csv'), join(folder, 'stopped.csv')]
    const said = await register(...asked, live)
    expect(said).toMatchObject({ code: 0, said: '' })
    expect(said.out).toContain('1 lignes')
    expect(said.out).toContain(`Série ${year}-A : 1 numéros`)
    expect(await readFile(live, 'utf8')).toContain(`${year}-A-1`)

    expect(await register('--office', 'nulle-part', '--year', year)).toMatchObject({
      code: 1,
      said: expect.stringContaining('etat-civil, bureau-general'),
    })
    await server.close()
    expect((await register(...asked, stopped)).code).toBe(0)
    expect(await readFile(stopped)).toEqual(await readFile(live))
  },
)

test('what is not asked for rightly is answered by how to ask, and writes nothing', async () => {
  for (const args of [[], ['--office', 'bureau-general'], ['--office', 'x', '--year', '26'], ['--unknown']])
    expect(await register(...args)).toMatchObject({ code: 1, out: '', said: expect.stringContaining('--office') })
  expect(existsSync(join(home, 'registre-bureau-general-2026.ods'))).toBe(false)
})
