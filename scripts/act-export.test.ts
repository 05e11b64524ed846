// The command as an operator runs it: on the folder of a stopped server, and through one that runs.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type RunningServer } from '../sync-server/main.ts'
import { createTestDevice } from '../sync-server/testing/test-device.ts'
import { fileDossier, type FiledDossier } from '../sync-server/testing/test-dossier.ts'

const home = join(import.meta.dirname, '..')
let folder = ''
let server: RunningServer
let filed: FiledDossier
const data = (): string => join(folder, 'data')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'morchid-export-'))
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
  const mediator = await createTestDevice(
    {
      request: (path, init) => fetch(`${server.url}${path}`, init),
      now: () => new Date(),
      codeFor: async (agent) => server.links.find((link) => link.agent === agent)?.url.split(/[=&]/)[1] ?? '',
    },
    'fatima',
  )
  filed = await fileDossier(mediator, 0)
  await mediator.sync()
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const run = (script: string, ...args: readonly string[]): Promise<{ code: number; out: string; said: string }> =>
  new Promise((done) => {
    execFile(process.execPath, [join('scripts', script), ...args], { cwd: home }, (error, out, said) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, said }),
    )
  })
const exportActs = (...args: readonly string[]) => run('act-export.ts', '--data', data(), ...args)

test(
  'the running server and its stopped folder give the same acts and the same keys, which prove each other',
  { timeout: 60_000 },
  async () => {
    const [live, keys] = [await exportActs('--dossier', filed.reference), await exportActs('--keys')]
    expect([live.code, keys.code]).toEqual([0, 0])
    const listed = live.said.split('\n')
    expect(listed.filter((line) => line.includes('signé par fatima'))).toHaveLength(3)
    expect(listed.filter((line) => line.includes('acte du serveur, sans signature'))).toHaveLength(1)
    expect(listed.filter((line) => line.includes('code secret'))).toHaveLength(1)
    expect(await exportActs('--act', 'A'.repeat(43))).toMatchObject({
      code: 1,
      said: expect.stringContaining('Aucun acte'),
    })

    await server.close()
    expect(await exportActs('--dossier', filed.dossier)).toEqual(live)
    const [opened = ''] = listed.map((line) => line.split('  ')[0])
    const [file, list] = [join(folder, 'act.json'), join(folder, 'keys.txt')]
    await exportActs('--act', opened, '--out', file)
    await exportActs('--keys', '--out', list)
    expect(await readFile(list, 'utf8')).toBe(keys.out)
    const proven = await run('act-verify.ts', file, '--key', list)
    expect([proven.code, proven.out.includes('PROUVÉ')]).toEqual([0, true])
  },
)

test('one thing is asked for at a time', async () => {
  for (const args of [[], ['--act', 'a', '--keys'], ['--unknown']])
    expect(await exportActs(...args)).toMatchObject({ code: 1, out: '', said: expect.stringContaining('--dossier') })
})

test('a number that begins with a dash is a number', async () => {
  const number = `-${'A'.repeat(42)}`
  expect(await exportActs('--act', number)).toMatchObject({ code: 1, said: expect.stringContaining('Aucun acte') })
})
