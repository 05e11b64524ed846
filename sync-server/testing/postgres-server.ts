// A PostgreSQL of one's own for tests and benches: in a folder under /tmp, on a socket in it, without a port. Found among
// the machine's programs, or installed as Debian packages it. It never touches a database that was there before.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'

export interface PostgresServer {
  /** Of a database that is empty at first. */
  readonly url: string
  /** Of the first of its processes. */
  readonly pid: number
  /** Ends it without a word to anybody, writes nothing back, and starts it again on what the disk has. */
  crash(): Promise<void>
  stop(): Promise<void>
}

/** The folder of initdb and postgres, which may be installed now; null where there are none. */
export const postgresPrograms = (): string | null => programsAt() ?? install()

/**
 * `durable`: COMMIT waits for the disk, for figures that mean something; tests do not. Null, after a line that says so,
 * when there is no PostgreSQL and none can be installed.
 */
export const startPostgres = async ({ durable = false, connections = 100 } = {}): Promise<PostgresServer | null> => {
  const programs = postgresPrograms()
  if (programs === null) {
    console.log('No PostgreSQL here: install one, or set POSTGRES_BIN to the folder of initdb and postgres.')
    return null
  }
  const owner = ownerOf()
  const folder = mkdtempSync(join(tmpdir(), 'morchid-pg-'))
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const run = { cwd: folder, ...owner, env: { ...process.env, LC_ALL: 'C', HOME: folder } }
  // French rules of order, as a server in the field may have: what depends on them shows here.
  const order = ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=fr', '--locale=C.UTF-8']
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'morchid', '--auth=trust', ...(durable ? [] : ['--no-sync']), ...order],
    { ...run, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const settings = {
    listen_addresses: '',
    unix_socket_directories: folder,
    max_connections: String(connections),
    log_min_messages: 'fatal',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const start = (): ChildProcess =>
    spawn(join(programs, 'postgres'), ['-D', data, ...flags], { ...run, stdio: 'ignore' })
  let server = start()
  const leave = (): void => {
    server.kill('SIGQUIT')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', leave)
  const url = `postgresql:///postgres?host=${folder}&user=morchid`
  await answers(url, server)
  return {
    url,
    get pid() {
      return server.pid ?? 0
    },
    crash: async () => {
      await ended(server, 'SIGQUIT')
      server = start()
      await answers(url, server)
    },
    stop: async () => {
      // Whoever is still connected is cut off.
      await ended(server, 'SIGINT')
      process.off('exit', leave)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const ended = async (server: ChildProcess, by: NodeJS.Signals): Promise<void> => {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exit = once(server, 'exit')
  server.kill(by)
  await exit
}

/** The newest that is there. */
const programsAt = (): string | null => {
  const named = process.env['POSTGRES_BIN']
  const packaged = globSync(['/usr/lib/postgresql/*/bin', '/opt/homebrew/opt/postgresql@*/bin']).sort((one, two) =>
    two.localeCompare(one, 'en', { numeric: true }),
  )
  const places = [...(named === undefined ? [] : [named]), ...packaged, ...(process.env['PATH'] ?? '').split(delimiter)]
  return places.find((place) => existsSync(join(place, 'initdb')) && existsSync(join(place, 'postgres'))) ?? null
}

/** Debian's, without the cluster that it would start by itself. */
const install = (): string | null => {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return null
  console.log('No PostgreSQL found: installing the distribution’s package…')
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const asRoot = (...command: string[]): void => {
    const [program = '', ...rest] = [...sudo, ...command]
    execFileSync(program, rest, { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  const apt = (...args: string[]): void =>
    asRoot('env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-y', ...args)
  try {
    apt('update')
    apt('install', 'postgresql-common')
    asRoot(
      'sed',
      '-i',
      's/^#\\?create_main_cluster.*/create_main_cluster = false/',
      '/etc/postgresql-common/createcluster.conf',
    )
    apt('install', 'postgresql')
  } catch {
    return null
  }
  return programsAt()
}

/** PostgreSQL refuses to run as root. */
const ownerOf = (): { readonly uid: number; readonly gid: number } | null => {
  if (process.getuid?.() !== 0) return null
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody')
}

const answers = async (url: string, server: ChildProcess): Promise<void> => {
  for (let tries = 0; ; tries++) {
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (cause) {
      if (server.exitCode !== null || tries > 300) throw new Error('PostgreSQL did not start', { cause })
      await pause(50)
    }
  }
}
