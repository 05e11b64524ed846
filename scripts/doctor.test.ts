// The command itself: on a folder nobody holds, beside a running server, and on one that is ill.
import { execFile } from 'node:child_process'
import { chmodSync, rmSync } from 'node:fs'
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
const data = (): string => join(folder, 'data')

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'morchid-doctor-'))
  const config = parseConfig({ PORT: '0', DATA_DIR: data(), PACKS_DIR: join(home, 'procedures'), LOG_LEVEL: 'silent' })
  if (!config.ok) throw new Error(JSON.stringify(config.error))
  server = await startServer(config.value)
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const run = (script: string, ...args: readonly string[]): Promise<{ code: number; out: string; said: string }> =>
  new Promise((done) => {
    const options = { cwd: home, env: { PATH: process.env['PATH'], NODE_ENV: 'test' } }
    execFile(process.execPath, [join('scripts', script), ...args], options, (error, out, said) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, said }),
    )
  })
const doctor = (...args: readonly string[]) => run('doctor.ts', '--data', data(), ...args)

test('beside a running server it asks that one; in its stopped folder it looks itself', async () => {
  const copies = join(folder, 'copies')
  expect((await run('backup.ts', '--data', data(), '--to', copies)).code).toBe(0)
  const live = await doctor('--backups', copies)
  expect(live).toMatchObject({ code: 0, said: '' })
  expect(live.out).toContain('✓ Serveur : tourne')
  expect(live.out).toContain('✓ Base de données : SQLite répond : Asni, vie 1')
  expect(live.out).toContain('✓ Sauvegardes : la dernière, la 1, a')
  expect(live.out).toMatch(/\d+ ✓ {3}\d+ ! {3}0 ✗\n$/)
  await server.close()
  const stopped = await doctor('--backups', copies, '--deep')
  expect(stopped).toMatchObject({ code: 0, said: '' })
  expect(stopped.out).toContain('! Serveur : ne tourne pas ici. → ')
  expect(stopped.out).toContain('✓ Base de données : ses pages se tiennent')
})

test('without its keys the folder is ill, and none are made', async () => {
  chmodSync(join(data(), 'keys.json'), 0o600)
  rmSync(join(data(), 'keys.json'))
  for (let i = 0; i < 2; i++) {
    const said = await doctor()
    expect(said.code).toBe(1)
    expect(said.out).toContain('✗ Clés : ')
  }
})

test('a folder that is not there, and a wrong setting, are told with the next step', async () => {
  const gone = await run('doctor.ts', '--data', join(folder, 'nowhere'))
  expect(gone.code).toBe(1)
  expect(gone.out).toContain('npm run init')
  expect(await run('doctor.ts', '--backups', data(), '--data', data())).toMatchObject({
    code: 1,
    out: expect.stringContaining('✗ Configuration : BACKUP_DIR'),
  })
})
