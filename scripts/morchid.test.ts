// The one door: every command that it names is there, and administration works beside a server and in its stopped folder.
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseConfig } from '../sync-server/config.ts'
import { startServer, type RunningServer } from '../sync-server/main.ts'

const home = join(import.meta.dirname, '..')
let folder = ''
let server: RunningServer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'morchid-door-'))
  mkdirSync(join(folder, 'packs'))
  cpSync(join(home, 'procedures'), join(folder, 'packs'), { recursive: true })
  const config = parseConfig({
    PORT: '0',
    DATA_DIR: join(folder, 'data'),
    PACKS_DIR: join(folder, 'packs'),
    LOG_LEVEL: 'silent',
  })
  if (!config.ok) throw new Error(JSON.stringify(config.error))
  server = await startServer(config.value)
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const morchid = (...args: readonly string[]): Promise<{ code: number; out: string; said: string }> =>
  new Promise((done) => {
    const env = {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      DATA_DIR: join(folder, 'data'),
      PACKS_DIR: join(folder, 'packs'),
    }
    const all = [join(home, 'scripts', 'morchid.ts'), ...args]
    execFile(process.execPath, all, { cwd: home, env }, (error, out, said) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, said }),
    )
  })

test('without a word, or with a wrong one, it says what there is; every script it names exists', async () => {
  const help = await morchid()
  expect(help).toMatchObject({ code: 0, said: '' })
  expect(await morchid('nothing')).toMatchObject({ code: 1, out: help.out })
  expect((await morchid('constructor')).code).toBe(1)
  const scripts = [...readFileSync(join(home, 'scripts/morchid.ts'), 'utf8').matchAll(/script: '([a-z-]+)'/g)]
  expect(scripts.length).toBeGreaterThan(15)
  for (const [, name = ''] of scripts) expect(existsSync(join(home, 'scripts', `${name}.ts`)), name).toBe(true)
})

test('a unit is opened beside a running server, and is there in the stopped folder', async () => {
  const added = await morchid('unit', 'add', '--kind', 'point', '--fr', 'EPN Imlil', '--ar', 'فضاء إمليل')
  expect(added).toMatchObject({ code: 0, said: '' })
  const live = await morchid('unit', 'list')
  expect(live.out).toContain('EPN Imlil')
  expect((await morchid('unit', 'add', '--kind', 'point', '--fr', 'x', '--ar', 'x')).said).toContain('--ar')
  await server.close()
  expect(await morchid('unit', 'list')).toEqual(live)
  expect((await morchid('commune', 'show')).out).toContain('Asni')
})

test('what supervisors do on their screen is not done here, and the answer says where', async () => {
  for (const words of [
    ['person', 'move'],
    ['device', 'revoke'],
  ])
    expect(await morchid(...words)).toMatchObject({ code: 1, said: expect.stringContaining('écran d’un superviseur') })
})

test('a pack is checked, and added only as a new version', async () => {
  const shipped = JSON.parse(readFileSync(join(home, 'procedures/xx.road-report.json'), 'utf8')) as Record<
    string,
    unknown
  >
  const file = join(folder, 'new.json')
  writeFileSync(file, JSON.stringify(shipped))
  expect((await morchid('pack', 'add', file)).said).toContain('demande une nouvelle version')
  writeFileSync(file, JSON.stringify({ ...shipped, version: '99.0.0' }))
  const added = await morchid('pack', 'add', file)
  expect(added.out).toContain('xx.road-report@99.0.0 est dans')
  expect((await morchid('pack', 'check')).code).toBe(0)
  writeFileSync(file, '{"id": 3')
  expect(await morchid('pack', 'check', file)).toMatchObject({ code: 1, said: expect.stringContaining('JSON') })
})

test('a table with a fault changes no list; a right one is written', async () => {
  const list = join(folder, 'packs/lists/ma-communes.json')
  const before = readFileSync(list, 'utf8')
  const table = join(folder, 'communes.csv')
  writeFileSync(
    table,
    'code,name_fr,name_ar,province_code\n07.041.07.03,Asni,أسني,07.041\n07.041.07.05,Imlil,,07.041\n',
  )
  expect(await morchid('divisions', 'import', table)).toMatchObject({
    code: 1,
    said: expect.stringContaining('communes.csv, ligne 3 : name_ar'),
  })
  expect(readFileSync(list, 'utf8')).toBe(before)
  writeFileSync(table, 'code,name_fr,name_ar,province_code\n07.041.07.03,Asni,أسني,07.041\n')
  expect((await morchid('divisions', 'import', table, '--check')).out).toContain('rien n’est écrit')
  expect(readFileSync(list, 'utf8')).toBe(before)
  expect((await morchid('divisions', 'import', table)).code).toBe(0)
  expect(JSON.parse(readFileSync(list, 'utf8'))).toHaveLength(1)
})
