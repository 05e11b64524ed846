// What deploy/ ships, as far as this machine can try it: systemd reads the units and finds them closed, Caddy reads its file
// and stands in front of a real server. Where systemd or Caddy is absent the test says so and is passed over.
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { connect as connectHttp2 } from 'node:http2'
import { createServer as createPort, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { WebSocket } from 'ws'
import { loadKeys } from '../sync-server/accept/keys.ts'
import { makeTicket } from '../sync-server/accept/statement.ts'
import { parseConfig, variables, type ServerConfig } from '../sync-server/config.ts'
import { checkAddress } from '../sync-server/doctor/check-address.ts'
import { findingShape } from '../sync-server/doctor/finding.ts'
import { startServer, type RunningServer } from '../sync-server/main.ts'

const home = join(import.meta.dirname, '..')
const deploy = join(home, 'deploy')
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'morchid-deploy-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const has = (command: string): boolean => {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'pipe' })
    return true
  } catch {
    console.log(`deploy: no ${command} on this machine, not tried`)
    return false
  }
}
const run = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<string> =>
  new Promise((done, fail) => {
    execFile(command, args, { env, timeout: 60_000 }, (error, out, said) =>
      error ? fail(new Error(`${out}\n${said}`)) : done(`${out}${said}`),
    )
  })

test('the settings that are shipped are right ones', () => {
  const lines = readFileSync(join(deploy, 'morchid.env'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  const env = Object.fromEntries(lines.map((line) => line.split('=') as [string, string]))
  expect(Object.keys(env).filter((name) => !variables.has(name))).toEqual([])
  expect(parseConfig(env).ok).toBe(true)
})

test('the wrapper is a script a shell can read', async () => {
  expect(await run('sh', ['-n', join(deploy, 'morchid')])).toBe('')
})

test('what the units start is there', () => {
  for (const name of readdirSync(deploy).filter((file) => file.endsWith('.service'))) {
    const start = /^ExecStart=(.*)$/m.exec(readFileSync(join(deploy, name), 'utf8'))?.[1] ?? ''
    const script = /scripts\/[a-z-]+\.ts/.exec(start)?.[0] ?? ''
    expect(readFileSync(join(home, script), 'utf8').length).toBeGreaterThan(0)
  }
})

test('a start comes back when its server answers: what is asked of it next finds it', () => {
  for (const name of ['morchid.service', 'morchid@.service'])
    expect(readFileSync(join(deploy, name), 'utf8')).toContain(
      'ExecStartPost=/opt/morchid/node_modules/.bin/node scripts/ready.ts\n',
    )
})

test('every unit is closed in the same way', () => {
  const closed = readdirSync(deploy)
    .filter((file) => file.endsWith('.service'))
    .map((file) => readFileSync(join(deploy, file), 'utf8'))
    .map((text) => text.split('\n').slice(text.split('\n').indexOf('NoNewPrivileges=yes'), -1))
    .map((lines) => lines.slice(0, lines.indexOf('UMask=0077') + 1))
  expect(closed.length).toBeGreaterThan(3)
  expect(closed[0]?.length).toBeGreaterThan(20)
  for (const one of closed) expect(one).toEqual(closed[0])
})

describe.skipIf(!has('systemd-analyze'))('systemd', () => {
  const units = readdirSync(deploy).filter((file) => /\.(?:service|timer)$/.test(file))
  const placed = (name: string): string => {
    const path = join(folder, name)
    writeFileSync(path, readFileSync(join(deploy, name), 'utf8').replaceAll('/opt/morchid', home))
    return path
  }
  test('reads every unit without a complaint', async () => {
    expect((await run('systemd-analyze', ['verify', ...units.map(placed)])).trim()).toBe('')
  })
  test.each(units.filter((name) => name.endsWith('.service')))('finds %s closed', async (name) => {
    // Of 10; ten times that is how it is asked. What is left open is the network.
    await run('systemd-analyze', ['security', '--offline=true', '--threshold=20', placed(name)])
  })
})

const freePort = async (): Promise<number> => {
  const held = createPort().listen(0, '127.0.0.1')
  await once(held, 'listening')
  const { port } = held.address() as AddressInfo
  held.close()
  await once(held, 'close')
  return port
}

describe.skipIf(!has('caddy'))('Caddy in front of a real server', () => {
  let server: RunningServer
  let config: ServerConfig
  let caddy: ChildProcess
  let [site, said] = ['', '']
  /** Beside the server: says what it was sent. */
  const seen: IncomingMessage['headers'][] = []
  const echo = createServer((request, answer) => {
    seen.push(request.headers)
    answer.end()
  })
  const stops: ChildProcess[] = []

  /** The shipped file, with this machine's ports and a certificate of Caddy's own. */
  const startCaddy = async (port: number, upstream: number): Promise<ChildProcess> => {
    const file = join(folder, `Caddyfile-${port}`)
    const store = join(folder, `store-${port}`)
    const options = `admin off\nskip_install_trust\nauto_https disable_redirects\nstorage file_system ${store}\nhttps_port ${port}`
    writeFileSync(file, `{\n${options}\n}\nimport ${join(deploy, 'Caddyfile')}\n`)
    const started = spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', file], {
      env: {
        ...process.env,
        HOME: folder,
        MORCHID_SITE: `https://localhost:${port}`,
        MORCHID_TLS: 'tls internal',
        MORCHID_UPSTREAM: `127.0.0.1:${upstream}`,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    stops.push(started)
    started.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()))
    for (let i = 0; i < 200; i++) {
      if (started.exitCode !== null) throw new Error(said)
      const client = connectHttp2(`https://localhost:${port}`, { rejectUnauthorized: false })
      const up = await Promise.race([
        once(client, 'connect').then(() => true),
        once(client, 'error').then(() => false),
      ]).catch(() => false)
      client.destroy()
      if (up) return started
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`Caddy does not answer\n${said}`)
  }

  beforeAll(async () => {
    const [port, tls] = [await freePort(), await freePort()]
    site = `https://localhost:${tls}`
    const parsed = parseConfig({
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      PACKS_DIR: join(home, 'procedures'),
      PUBLIC_URL: site,
      TRUST_PROXY: '1',
      LOG_LEVEL: 'silent',
    })
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
    config = parsed.value
    server = await startServer(config)
    caddy = await startCaddy(tls, port)
  })
  afterAll(async () => {
    for (const one of stops) {
      one.kill('SIGKILL')
      if (one.exitCode === null && one.signalCode === null) await once(one, 'exit')
    }
    await server.close()
    echo.closeAllConnections()
    echo.close()
  })

  const get = (origin: string, path: string, headers: Record<string, string> = {}) =>
    new Promise<{ status: number; headers: Record<string, unknown>; body: string; protocol: string }>((done, fail) => {
      const client = connectHttp2(origin, { rejectUnauthorized: false })
      client.on('error', fail)
      const stream = client.request({ ':path': path, ...headers })
      let [status, got, body]: [number, Record<string, unknown>, string] = [0, {}, '']
      stream.on('response', (answered) => {
        status = answered[':status'] ?? 0
        got = answered
      })
      stream.on('data', (bytes: Buffer) => (body += bytes.toString()))
      stream.on('end', () => {
        done({ status, headers: got, body, protocol: client.alpnProtocol ?? '' })
        client.close()
      })
    })

  test('speaks HTTP/2, adds nothing of itself and packs nothing again', async () => {
    const health = await get(site, '/healthz', { 'accept-encoding': 'gzip, br' })
    expect(health).toMatchObject({ status: 200, protocol: 'h2' })
    expect(JSON.parse(health.body)).toMatchObject({ status: 'ok' })
    expect(health.headers['server']).toBeUndefined()
    expect(health.headers['content-encoding']).toBeUndefined()
    expect(health.headers['strict-transport-security']).toContain('max-age')
  })

  test('a live board’s WebSocket passes', async () => {
    const keys = await loadKeys(join(folder, 'data'), false)
    if (!keys.ok) throw new Error(keys.error.type)
    const ticket = await makeTicket(keys.value.secret, { unit: 'bureau-general', agent: 'omar' }, new Date())
    const url = `${site.replace('https', 'wss')}/board/bureau-general?ticket=${encodeURIComponent(ticket)}`
    const socket = new WebSocket(url, { rejectUnauthorized: false, origin: site })
    await once(socket, 'open')
    expect(socket.readyState).toBe(WebSocket.OPEN)
    socket.close()
    await once(socket, 'close')
  })

  test('counters and commands are not reached through it', async () => {
    const word = (JSON.parse(readFileSync(join(folder, 'data', 'keys.json'), 'utf8')) as { localWord: string })
      .localWord
    for (const path of ['/metrics', '/api/local/people', '/api/local/doctor'])
      expect((await get(site, path, { authorization: `Bearer ${word}` })).status, path).toBe(404)
  })

  test('what a caller says of its own address is replaced by the address it has', async () => {
    echo.listen(0, '127.0.0.1')
    await once(echo, 'listening')
    const tls = await freePort()
    await startCaddy(tls, (echo.address() as AddressInfo).port)
    await get(`https://localhost:${tls}`, '/', { 'x-forwarded-for': '203.0.113.9' })
    expect(seen.at(-1)?.['x-forwarded-for']).toMatch(/^(?:127\.0\.0\.1|::1)$/)
  })

  test('the doctor sees its certificate, and that no browser would believe one of its own', async () => {
    const found = await checkAddress(site, () => new Date())
    expect(found.find(({ about }) => about === 'Certificat')).toMatchObject({
      level: 'bad',
      text: expect.stringContaining('les navigateurs ne le croiront pas'),
    })
    expect(caddy.exitCode).toBeNull()
  })

  test('believed, it is read to its last day', async () => {
    // Of this one: another Caddy of these tests has its own.
    const store = join(folder, `store-${new URL(site).port}`)
    const root = readdirSync(store, { recursive: true, encoding: 'utf8' }).find((path) => path.endsWith('root.crt'))
    const code = `
      const { checkAddress } = await import(${JSON.stringify(join(home, 'sync-server/doctor/check-address.ts'))})
      console.log(JSON.stringify(await checkAddress(${JSON.stringify(site)}, () => new Date())))`
    const out = await run(process.execPath, ['--input-type=module', '-e', code], {
      PATH: process.env['PATH'],
      NODE_EXTRA_CA_CERTS: join(store, root ?? ''),
    })
    const found = v.parse(v.array(findingShape), JSON.parse(out))
    // Caddy's own last half a day.
    expect(found.find(({ about }) => about === 'Certificat')).toMatchObject({ level: 'watch', text: 'encore 0 jours' })
    expect(found.filter(({ level }) => level === 'bad')).toEqual([])
  })

  test('who asks while the server restarts waits, and is answered', async () => {
    await server.close()
    const asked = get(site, '/healthz')
    server = await startServer(config)
    expect((await asked).status).toBe(200)
  })
})
