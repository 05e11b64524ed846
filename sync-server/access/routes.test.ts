// Every door of the server and who gets what through it. The doors are listed by the app itself: a route that has no row
// here fails. Who somebody is comes from signatures in a body, never from the route, so only a few doors open at all.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mediaType } from '../../shared/sync/wire-parts.ts'
import { relayRequest } from '../../shared/sync/wire-request.ts'
import { parseAnswer } from '../../shared/sync/wire-answer.ts'
import { createTestDevice, enrolRequest, newId, newKeyPair, type TestDevice } from '../testing/test-device.ts'
import { fileDossier, type FiledDossier } from '../testing/test-dossier.ts'
import { createTestServer, random, type TestServer } from '../testing/test-server.ts'

let server: TestServer
beforeEach(async () => {
  server = await createTestServer()
})
afterEach(() => server.close())

/**
 * `public`: the same for everyone, and nothing about a person. `holder`: what its bearer knows (a code, a secret, a token)
 * is the right. `signed`: what is sent proves who speaks, by a key or by a ticket of ours. `machine`: programs on the
 * server's own machine with its word.
 * `collector`: this machine, or a word of the operator's (routes/metrics.test.ts).
 * `guard`: runs before others and gives nothing. `closed`: refuses whatever comes.
 */
type Door = 'public' | 'holder' | 'signed' | 'machine' | 'collector' | 'guard' | 'closed'

const doors: Readonly<Record<string, Door>> = {
  'ALL /*': 'guard',
  'ALL /s/*': 'guard',
  'ALL /import': 'guard',
  'ALL /api/import': 'guard',
  'ALL /api/local/*': 'guard',
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'collector',
  'GET /api/packs': 'public',
  'GET /api/lists/:id{[a-z0-9-]{1,64}}': 'public',
  'GET /s': 'public',
  'GET /import': 'public',
  'GET /*': 'public',
  'POST /api/enrol': 'holder',
  'POST /s': 'holder',
  'GET /s/:token': 'holder',
  'POST /s/:token': 'holder',
  'POST /api/sync': 'signed',
  'POST /api/import': 'signed',
  'POST /import': 'signed',
  'POST /api/blobs': 'signed',
  'POST /api/blobs/standing': 'signed',
  'GET /api/blobs/:id': 'signed',
  'PATCH /api/blobs/:id': 'signed',
  'DELETE /api/blobs/:id': 'signed',
  'GET /api/local/keys': 'machine',
  'GET /api/local/doctor': 'machine',
  'POST /api/local/admin': 'machine',
  'POST /api/local/acts': 'machine',
  'POST /api/local/register': 'machine',
  'POST /api/local/erasures': 'machine',
  'GET /api/local/people': 'machine',
  'POST /api/local/link': 'machine',
  'POST /api/local/backup': 'machine',
  'POST /api/local/live-copy': 'machine',
  'GET /api/local/restore-report': 'machine',
  'ALL /healthz': 'closed',
  'ALL /readyz': 'closed',
  'ALL /api/sync': 'closed',
  'ALL /api/enrol': 'closed',
  'ALL /api/packs': 'closed',
  'ALL /api/lists/:id{[a-z0-9-]{1,64}}': 'closed',
  'ALL /s/:token': 'closed',
  'ALL /s': 'closed',
  'ALL /api/blobs': 'closed',
  'ALL /api/blobs/:id': 'closed',
  'ALL /api/*': 'closed',
}

const listed = (routes: readonly { readonly method: string; readonly path: string }[]): ReadonlySet<string> =>
  new Set(routes.map(({ method, path }) => `${method} ${path}`))
const withoutRow = (routes: Parameters<typeof listed>[0]): readonly string[] =>
  [...listed(routes)].filter((route) => !Object.hasOwn(doors, route)).sort()

type Body = string | Uint8Array<ArrayBuffer>
const post = (path: string, type: string, body: Body): Promise<Response> =>
  server.request(path, { method: 'POST', headers: { 'Content-Type': type }, body })

describe('every route has a row', () => {
  test('and every row a route', () => {
    expect(withoutRow(server.app.routes)).toEqual([])
    expect(Object.keys(doors).filter((door) => !listed(server.app.routes).has(door))).toEqual([])
  })

  test('a new one without a row is noticed', () => {
    server.app.get('/api/everything', (c) => c.json({}))
    expect(withoutRow(server.app.routes)).toEqual(['GET /api/everything'])
  })
})

/** Everything about people that the server could let slip. */
const secrets = async (): Promise<{
  readonly filed: FiledDossier
  readonly words: readonly string[]
  readonly device: TestDevice
}> => {
  const device = await createTestDevice(server, 'fatima')
  const filed = await fileDossier(device, 0)
  await device.sync()
  return {
    filed,
    device,
    words: ['Fatima', 'Bouzid', 'fatima', 'Douar Tizi', filed.dossier, filed.token],
  }
}

const pathsOf: Readonly<Record<string, (filed: FiledDossier) => string>> = {
  '/*': () => '/desk',
  '/s/:token': () => `/s/${'A'.repeat(22)}`,
  '/api/lists/:id{[a-z0-9-]{1,64}}': () => '/api/lists/banks',
  '/api/blobs/:id': ({ dossier }) => `/api/blobs/${'A'.repeat(43)}?dossier=${dossier}`,
}
const bodies: readonly (readonly [string, () => Body])[] = [
  ['application/json', () => '{}'],
  [mediaType, () => new Uint8Array(relayRequest([], random(8)))],
  ['application/x-www-form-urlencoded', () => 'reference=12-0000-00&secret=0000'],
]

describe('a stranger, at every door, by every method', () => {
  test('hears no name, no answer, no id of a request', { timeout: 60_000 }, async () => {
    const { filed, words } = await secrets()
    for (const route of Object.keys(doors)) {
      const [, path = ''] = route.split(' ')
      const url = pathsOf[path]?.(filed) ?? path.replace('/*', '/x')
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
        for (const [type, body] of method === 'GET' || method === 'HEAD' ? [['', () => ''] as const] : bodies) {
          // Floods are braked elsewhere.
          server.setClock(new Date(server.now().getTime() + 5_000).toISOString())
          const answer = await server.request(url, {
            method,
            headers: type === '' ? {} : { 'Content-Type': type },
            ...(type === '' ? {} : { body: body() }),
          })
          const text = `${await answer.text()} ${[...answer.headers].join()}`
          expect({ route, method, type, slips: words.filter((word) => text.includes(word)) }).toEqual({
            route,
            method,
            type,
            slips: [],
          })
        }
    }
  })

  test.each(Object.keys(doors).filter((door) => doors[door] === 'machine'))(
    '%s is for this machine alone',
    async (route) => {
      const [method = '', path = ''] = route.split(' ')
      const right = { Authorization: `Bearer ${server.deps.keys.localWord}` }
      const elsewhere = { incoming: { socket: { remoteAddress: '192.0.2.7', localAddress: '192.0.2.1' } } }
      const here = { incoming: { socket: { remoteAddress: '127.0.0.1', localAddress: '127.0.0.1' } } }
      const ask = async (headers: Record<string, string>, env: unknown): Promise<number> =>
        (await server.app.request(path, { method, headers }, env as never)).status
      expect(await ask({}, here)).toBe(403)
      expect(await ask({ Authorization: 'Bearer wrong' }, here)).toBe(403)
      expect(await ask(right, elsewhere)).toBe(403)
      // Somebody a proxy speaks for, whatever the proxy's own address.
      expect(await ask({ ...right, 'X-Forwarded-For': '127.0.0.1' }, here)).toBe(403)
      expect(await ask(right, here)).not.toBe(403)
    },
  )
})

describe('POST /api/sync, by who signs', () => {
  const say = async (device: Pick<TestDevice, 'last'>): Promise<unknown> => {
    const answer = await post('/api/sync', mediaType, new Uint8Array(device.last.request))
    const parsed = parseAnswer(new Uint8Array(await answer.arrayBuffer()))
    if (!parsed.ok) throw new Error('no answer')
    const { session, orders, entries, directory, cursors, references } = parsed.value
    const reads = entries.length > 0 || directory !== null || Object.keys(cursors).length > 0 || references !== null
    return { session, isKnown: orders !== null, reads }
  }

  test('an open sitting reads; a locked device hears its orders and nothing else; nobody hears nothing', async () => {
    const device = await createTestDevice(server, 'omar')
    await device.sync()
    expect(await say(device)).toEqual({ session: 'open', isKnown: true, reads: true })
    await device.push()
    expect(await say(device)).toEqual({ session: 'locked', isKnown: true, reads: false })
    const relayed = { last: { request: relayRequest([], random(8)), headers: new Headers() } }
    expect(await say(relayed)).toEqual({ session: 'locked', isKnown: false, reads: false })
  })

  test('a signature of another, or on changed bytes, is nobody’s', async () => {
    const device = await createTestDevice(server, 'omar')
    for (const sign of [() => device.sync(), () => device.push()]) {
      await sign()
      const changed = device.last.request.slice()
      changed.set([(changed.at(-1) ?? 0) ^ 1], changed.length - 1)
      expect(await say({ last: { request: changed, headers: new Headers() } })).toMatchObject({
        isKnown: false,
        reads: false,
      })
    }
  })

  test('who has left, who was never here, and a device that was withdrawn read nothing', async () => {
    const supervisor = await createTestDevice(server, 'nadia')
    const [gone, stolen, stranger] = [
      await createTestDevice(server, 'omar'),
      await createTestDevice(server, 'fatima'),
      await createTestDevice(server, 'lahcen'),
    ]
    await supervisor.act(newId(), 'person-left', { agent: 'omar', reason: 'left', to: [] })
    await supervisor.act(newId(), 'device-revoked', { device: stolen.id, reason: 'stolen', to: [] })
    await supervisor.sync()
    await stranger.sitAgain({ agent: { ...stranger.person, id: 'nobody' }, key: await newKeyPair() })
    for (const [device, isKnown] of [
      [gone, true],
      [stolen, true],
      [stranger, false],
    ] as const) {
      await device.sync()
      expect(await say(device)).toEqual({ session: 'revoked', isKnown, reads: false })
    }
  })
})

describe('POST /api/enrol, by the code', () => {
  test('no code, a used one and a late one bring nobody in', async () => {
    const key = await newKeyPair()
    const enrol = async (code: string): Promise<number> =>
      (await server.request('/api/enrol', enrolRequest(code, newId(), key.point, key.point))).status
    const code = await server.codeFor('omar')
    expect(await enrol('A'.repeat(22))).toBe(404)
    expect(await enrol(code)).toBe(200)
    expect(await enrol(code)).toBe(409)
    const late = await server.codeFor('omar')
    server.setClock('2027-01-01T00:00:00Z')
    expect(await enrol(late)).toBe(410)
  })
})
