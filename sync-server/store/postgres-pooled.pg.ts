// A PgBouncer in front, where Debian's is installed: in session mode a commune works through it, in transaction mode it is
// refused before anything is written. Where it is absent the test says so and is passed over.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { openDataFolder, StartProblem } from '../data-folder.ts'
import { createLocks } from '../locks.ts'
import { createEngines, testDatabase } from '../testing/postgres-engines.ts'
import { createPostgresLocks } from './postgres-locks.ts'
import { isPooled } from './postgres-pooled.ts'
import { openPostgres } from './postgres.ts'

const { newSchema, open } = createEngines()

test('straight to PostgreSQL a connection is a session', async () => {
  const { db } = await open(newSchema())
  expect(await isPooled(db, 3)).toBe(false)
})

const program = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find((path) => existsSync(path))
if (program === undefined) console.log('postgres: no pgbouncer on this machine, not tried')

const ownerOf = (socketFolder: string): { readonly uid: number; readonly gid: number } | null => {
  if (!existsSync(socketFolder)) return null
  const { uid, gid } = statSync(socketFolder)
  return { uid, gid }
}

describe.skipIf(program === undefined)('through PgBouncer', () => {
  let running: ChildProcess | null = null
  let folder = ''
  afterEach(async () => {
    if (running && running.exitCode === null) {
      const over = once(running, 'exit')
      running.kill('SIGKILL')
      await over
    }
    running = null
    rmSync(folder, { recursive: true, force: true })
  })
  /** Its address. It refuses to run as root, as PostgreSQL does, whose socket it must reach. */
  const bounce = async (mode: 'session' | 'transaction'): Promise<string> => {
    folder = mkdtempSync(join(tmpdir(), 'morchid-bouncer-'))
    const given = new URL(testDatabase)
    const host = given.searchParams.get('host') ?? given.hostname
    const user = given.searchParams.get('user') ?? given.username
    const target = `host=${host} user=${user} dbname=${given.pathname.slice(1)}`
    const settings = ['auth_type = any', 'listen_port = 6543', `unix_socket_dir = ${folder}`, `pool_mode = ${mode}`]
    const ini = join(folder, 'pgbouncer.ini')
    writeFileSync(ini, `[databases]\ncommune = ${target}\n[pgbouncer]\n${settings.join('\n')}\n`)
    const account = process.getuid?.() === 0 ? ownerOf(host) : null
    if (account) for (const path of [folder, ini]) chownSync(path, account.uid, account.gid)
    let said = ''
    running = spawn(program ?? '', [ini], { ...account, stdio: ['ignore', 'ignore', 'pipe'] })
    running.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()))
    for (let tries = 0; !existsSync(join(folder, '.s.PGSQL.6543')); tries++) {
      if (running.exitCode !== null || tries > 300) throw new Error(said)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return `postgresql:///commune?host=${folder}&port=6543&user=morchid`
  }

  test('in session mode a commune is served, and locks hold between two processes', async () => {
    const [url, schema] = [await bounce('session'), newSchema()]
    const opened = await openPostgres({ url, schema })
    if (!opened.ok) throw new Error(opened.error.message)
    expect(await isPooled(opened.value.db, 3)).toBe(false)
    const [one, two] = [1, 2].map(() => createLocks(createPostgresLocks({ url, schema })))
    const lock = await one?.tryTake('round')
    expect(lock).not.toBeNull()
    expect(await two?.tryTake('round')).toBeNull()
    await lock?.release()
    await Promise.all([one?.close(), two?.close()])
    await opened.value.close()
  })

  test('in transaction mode it is refused in words, and nothing is written', async () => {
    const [url, schema] = [await bounce('transaction'), newSchema()]
    expect(await openPostgres({ url, schema })).toMatchObject({ ok: false, error: { type: 'pooled' } })
    const opening = openDataFolder({ dataDir: join(folder, 'data'), databaseUrl: url, databaseSchema: schema })
    await expect(opening).rejects.toBeInstanceOf(StartProblem)
    await expect(opening).rejects.toThrow(/pool_mode = session/)
    const { db } = await open(newSchema())
    const { rows } = await sql`select 1 from pg_namespace where nspname = ${schema}`.execute(db)
    expect(rows).toEqual([])
  })
})
