// The whole road with real keys: enrol, file, sync, the office pulls, decides, the point pulls. No port is opened.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { withdraw } from './store/withdrawals.ts'
import { createTestDevice } from './testing/test-device.ts'
import { fileDossier } from './testing/test-dossier.ts'
import { createTestServer, type TestServer } from './testing/test-server.ts'

let server: TestServer
beforeEach(async () => {
  server = await createTestServer()
})
afterEach(() => server.close())

describe('from the point to the office and back', () => {
  test('what the mediator files is received, pulled by the office and acknowledged on the device', async () => {
    const mediator = await createTestDevice(server, 'fatima')
    const { dossier } = await fileDossier(mediator, 0)
    const outcome = await mediator.sync()

    expect(outcome.type === 'synced' && outcome.report).toMatchObject({
      session: 'open',
      sent: 1,
      held: [],
      refused: [],
    })
    expect(mediator.disk.chainTable.get(mediator.incarnation)?.acked).toBe(1)
    expect(mediator.actsOf(dossier).map(({ kind }) => kind)).toContain('received')
    expect([...(server.moved[0]?.units ?? [])].sort()).toEqual(['bureau-general', 'epn-asni'])

    const clerk = await createTestDevice(server, 'omar')
    await clerk.sync()
    expect(
      clerk
        .actsOf(dossier)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['mandate-given', 'opened', 'received', 'submitted'])
    expect(clerk.disk.entriesOf(dossier).filter(({ kind }) => kind === 'draft')).toHaveLength(1)

    await clerk.act(dossier, 'claimed', {})
    await clerk.sync()
    await mediator.sync()
    expect(mediator.actsOf(dossier).map(({ kind }) => kind)).toContain('claimed')
  })

  test('another office and another point see nothing of it', async () => {
    const mediator = await createTestDevice(server, 'fatima')
    await fileDossier(mediator, 0)
    await mediator.sync()
    for (const agent of ['khadija', 'lahcen']) {
      const other = await createTestDevice(server, agent)
      await other.sync()
      expect(other.disk.dossiers()).toEqual([])
    }
  })

  test('the same request twice is answered twice and stored once', async () => {
    const mediator = await createTestDevice(server, 'fatima')
    const { dossier } = await fileDossier(mediator, 0)
    await mediator.sync()
    const before = await server.deps.db.selectFrom('entries').select('id').where('dossier', '=', dossier).execute()
    const again = await server.app.request('/api/sync', {
      method: 'POST',
      headers: { 'Content-Type': 'application/vnd.morchid.sync' },
      body: new Uint8Array(mediator.last.request),
    })
    expect(again.status).toBe(200)
    const after = await server.deps.db.selectFrom('entries').select('id').where('dossier', '=', dossier).execute()
    expect(after).toEqual(before)
  })

  test('a revoked person reads nothing more, and what they wrote before is still taken', async () => {
    const mediator = await createTestDevice(server, 'fatima')
    await mediator.sync()
    const { dossier } = await fileDossier(mediator, 0)
    await withdraw(server.deps.db, { device: '', agent: 'fatima' }, '2026-11-21T09:30:00Z')
    const outcome = await mediator.sync()
    expect(outcome.type === 'synced' && outcome.report.session).toBe('revoked')
    const rows = await server.deps.db.selectFrom('entries').select('held').where('dossier', '=', dossier).execute()
    expect(rows.length).toBeGreaterThan(0)
  })

  test('a new device of a point gets serials no other device has', async () => {
    const [one, two] = [await createTestDevice(server, 'fatima'), await createTestDevice(server, 'fatima')]
    expect(one.enrolled.references).toEqual({ site: 12, from: 0, to: 99 })
    expect(two.enrolled.references).toEqual({ site: 12, from: 100, to: 199 })
    const clerk = await createTestDevice(server, 'omar')
    expect(clerk.enrolled.references).toBeNull()
  })

  test('only a supervisor is told of devices and when they were last seen', async () => {
    const mediator = await createTestDevice(server, 'fatima')
    server.setClock('2026-11-21T10:00:00Z')
    await mediator.sync()
    const supervisor = await createTestDevice(server, 'nadia')
    expect(mediator.enrolled.directory.devices).toBeUndefined()
    expect(supervisor.enrolled.directory.devices?.find(({ id }) => id === mediator.id)).toMatchObject({
      unit: 'epn-asni',
      agents: ['fatima'],
      lastSeen: '2026-11-21T10:00:00.000Z',
    })
  })

  test('a ticket to the board is given to an open session that asks for it', async () => {
    const mediator = await createTestDevice(server, 'fatima')
    await mediator.sync()
    expect(mediator.last.headers.get('Morchid-Board')).toMatch(/^epn-asni\/fatima\/\d+\/[\w-]{22}\.[\w-]{43}$/)
  })
})

describe('what is no sync request', () => {
  const send = (body: Uint8Array<ArrayBuffer> | string, type = 'application/vnd.morchid.sync'): Promise<Response> =>
    Promise.resolve(server.app.request('/api/sync', { method: 'POST', headers: { 'Content-Type': type }, body }))

  test('bytes that are no packet get a clear sentence and change nothing', async () => {
    const answer = await send(new Uint8Array([1, 2, 3]))
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      type: 'urn:morchid:sync-malformed',
      detail: { fr: expect.any(String) },
    })
    expect(await server.deps.db.selectFrom('packets').select('n').execute()).toEqual([])
  })
  test('another protocol is told to update', async () => {
    const answer = await send(new Uint8Array([0x4d, 0x73, 0x71, 9, 0, 0]))
    expect(await answer.json()).toMatchObject({ type: 'urn:morchid:sync-protocol', status: 400 })
  })
  test('a body over one megabyte is refused before it is read', async () => {
    expect((await send(new Uint8Array(1024 * 1024 + 1))).status).toBe(413)
  })
  test('another content type is refused', async () => {
    expect((await send('{}', 'application/json')).status).toBe(415)
  })
})
