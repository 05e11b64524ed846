// What holds for every route: problem+json, headers, files, logs.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestServer, type TestServer } from './testing/test-server.ts'

let server: TestServer
const pwaDir = mkdtempSync(join(tmpdir(), 'morchid-pwa-'))
mkdirSync(join(pwaDir, 'assets'))
const script = 'console.log("bonjour");'.repeat(100)
writeFileSync(join(pwaDir, 'index.html'), '<!doctype html><title>Morchid</title>')
writeFileSync(join(pwaDir, 'sw.js'), 'self.x = 1')
writeFileSync(join(pwaDir, 'assets/app-abc123.js'), script)
writeFileSync(join(pwaDir, 'assets/app-abc123.js.br'), brotliCompressSync(script))
writeFileSync(join(pwaDir, 'assets/late-def456.js'), script)
writeFileSync(join(pwaDir, 'assets/derive-worker-abc123.js'), script)
for (const name of ['room-abc123.css', 'voice-ar-webm-abc123.clips']) writeFileSync(join(pwaDir, 'assets', name), 'x')
for (const lang of ['fr', 'ar']) writeFileSync(join(pwaDir, `assets/words-shell-${lang}-a1.js`), script)

beforeEach(async () => {
  server = await createTestServer({ pwaDir })
})
afterEach(() => server.close())
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  Promise.resolve(server.app.request(path, { headers }))

describe('the staff app', () => {
  test('hashed files are for ever, in the shape the browser can read', async () => {
    const file = await get('/assets/app-abc123.js', { 'Accept-Encoding': 'gzip, deflate, br' })
    expect(file.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    expect(file.headers.get('ETag')).toBeNull()
    expect(file.headers.get('Content-Encoding')).toBe('br')
    expect(file.headers.get('Content-Type')).toContain('text/javascript')
    expect(brotliDecompressSync(new Uint8Array(await file.arrayBuffer())).toString()).toBe(script)
    const plain = await get('/assets/app-abc123.js')
    expect(plain.headers.get('Content-Encoding')).toBeNull()
    expect(await plain.text()).toBe(script)
  })
  test('a file the build did not compress is compressed once asked for', async () => {
    const file = await get('/assets/late-def456.js', { 'Accept-Encoding': 'br;q=1.0' })
    expect(brotliDecompressSync(new Uint8Array(await file.arrayBuffer())).toString()).toBe(script)
    expect(
      (await get('/assets/late-def456.js', { 'Accept-Encoding': 'br;q=0, gzip' })).headers.get('Content-Encoding'),
    ).toBe('gzip')
  })
  test('index.html and the worker are asked again, and cost nothing when unchanged', async () => {
    for (const path of ['/', '/index.html', '/sw.js']) {
      const first = await get(path)
      expect(first.headers.get('Cache-Control')).toBe('no-cache')
      const again = await get(path, { 'If-None-Match': first.headers.get('ETag') ?? '' })
      expect(again.status).toBe(304)
      expect(await again.text()).toBe('')
    }
  })
  test('the first screen’s words are named with the page, in the language the browser asks for', async () => {
    expect((await get('/', { 'Accept-Language': 'ar-MA,fr' })).headers.get('Link')).toBe(
      '</assets/words-shell-ar-a1.js>; rel=modulepreload',
    )
    expect((await get('/find')).headers.get('Link')).toContain('words-shell-fr')
    expect((await get('/assets/app-abc123.js')).headers.get('Link')).toBeNull()
  })
  test('a page of the app is index.html; a missing file, an API path or a trick is not found', async () => {
    expect(await (await get('/desk/new')).text()).toContain('<title>Morchid')
    for (const path of [
      '/assets/gone.js',
      '/favicon.ico',
      '/api/nothing',
      '/assets/x',
      '/..%2f..%2fpackage.json',
      '/assets/app-abc123.js.br',
    ])
      expect((await get(path)).status, path).toBe(404)
  })
  test('before the build, the operator is told what to do', async () => {
    const bare = await createTestServer()
    const answer = await bare.app.request('/')
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ type: 'urn:morchid:not-built' })
    await bare.close()
  })
})

describe('every refusal', () => {
  test.each([
    ['GET', '/api/nothing', 404],
    ['GET', '/api/sync', 405],
    ['DELETE', '/api/packs', 405],
    ['POST', '/s/a/b', 404],
    ['DELETE', '/s/token', 405],
    ['GET', '/s/a/b', 404],
    ['GET', '/api/lists/nothing', 404],
    ['GET', '/api/lists/..%2f..%2fpackage', 404],
    ['GET', '/api/local/people', 403],
    ['PUT', '/desk', 404],
  ])('%s %s is %i with a sentence in both languages', async (method, path, status) => {
    const answer = await server.app.request(path, { method })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
    const body = (await answer.json()) as {
      type: string
      status: number
      detail: { fr: string; ar: string }
      instance: string
    }
    expect(body.type).toMatch(/^urn:morchid:[a-z-]+$/)
    expect(body.status).toBe(status)
    expect(body.detail.fr.length).toBeGreaterThan(20)
    expect(body.detail.ar).toMatch(/\p{Script=Arabic}/u)
    expect(body.instance).toMatch(/^urn:morchid:incident:[\w-]{12}$/)
  })

  test('a bug is an incident with a number, and its story only in the log', async () => {
    const broken = await createTestServer({
      now: () => {
        throw new Error('secret path /srv')
      },
    })
    const answer = await broken.app.request('/api/enrol', { method: 'POST', body: '{}' })
    expect(answer.status).toBe(500)
    const text = await answer.text()
    expect(text).not.toContain('/srv')
    const { instance } = JSON.parse(text) as { instance: string }
    expect(broken.logLines.join('')).toContain(instance.split(':').at(-1))
    await broken.close()
  })

  test.each([
    ['this machine’s', { errcode: 13 }, 1],
    ['PostgreSQL’s', { code: '53100' }, 0],
  ])('a full disk is 507, so that devices keep everything (%s)', async (_, mark, reserves) => {
    const full = Object.assign(new Error('database or disk is full'), mark)
    let given = 0
    const broken = await createTestServer({
      now: () => {
        throw full
      },
      storage: { look: async () => 'ok', room: () => ({ free: 1, total: 2 }), ranOut: async () => void given++ },
    })
    expect((await broken.app.request('/api/enrol', { method: 'POST', body: '{}' })).status).toBe(507)
    expect(given).toBe(reserves)
    await broken.close()
  })
})

describe('headers', () => {
  test('every page carries the policy and names no third party', async () => {
    for (const path of ['/', '/healthz', '/s', '/nothing.js']) {
      const { headers } = await get(path)
      const policy = headers.get('Content-Security-Policy') ?? ''
      expect(policy, path).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain('wss://asni.test')
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|https?:\/\//)
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(headers.get('Referrer-Policy')).toBe('no-referrer')
      expect(headers.get('Permissions-Policy')).toContain('camera=(self)')
      expect(headers.get('Strict-Transport-Security')).toContain('max-age')
    }
  })
})

test('a worker obeys a policy of its own', async () => {
  for (const path of ['/sw.js', '/assets/derive-worker-abc123.js'])
    expect((await get(path)).headers.get('Content-Security-Policy'), path).toContain("default-src 'none'")
})

test.each([
  ['/assets/app-abc123.js', 'text/javascript'],
  ['/assets/room-abc123.css', 'text/css'],
  ['/assets/voice-ar-webm-abc123.clips', 'application/octet-stream'],
])('what obeys the page that asked for it comes without the headers of pages: %s', async (path, type) => {
  const { headers } = await get(path)
  expect(headers.get('Content-Type')).toContain(type)
  for (const name of ['Content-Security-Policy', 'Permissions-Policy', 'Cross-Origin-Opener-Policy'])
    expect(headers.get(name)).toBeNull()
})

test.each(['/api/packs', '/api/nothing', '/api/sync', '/api/enrol'])(
  'what only programs read runs nothing and stands in no frame if a browser is made to show it: %s',
  async (path) => {
    const { headers } = await get(path)
    expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin')
    expect(headers.get('Strict-Transport-Security')).toContain('max-age')
    expect(headers.get('Permissions-Policy')).toBeNull()
  },
)

test('health answers status, version, epoch and the state of the disk', async () => {
  expect(await (await get('/healthz')).json()).toEqual({
    status: 'ok',
    version: '0.0.0',
    epoch: { counter: 1, random: expect.stringMatching(/^[\w-]{22}$/) },
    storage: 'ok',
  })
})

test('packs and lists are sent once, then only when they changed', async () => {
  const packs = await get('/api/packs', { 'Accept-Encoding': 'identity' })
  const body = (await packs.json()) as { version: string; packs: { id: string }[] }
  expect(body.version).toBe(server.deps.packs.version)
  expect(body.packs.map(({ id }) => id)).toContain('xx.road-report')
  expect((await get('/api/packs', { 'If-None-Match': packs.headers.get('ETag') ?? '' })).status).toBe(304)
  const list = (await (await get('/api/lists/ma-communes')).json()) as { name: string; label: { ar: string } }[]
  expect(list.find(({ name }) => name === '07.041.07.03')?.label.ar).toBe('أسني')
})
