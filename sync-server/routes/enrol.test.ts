// A device comes into the commune once, by a link; a lost answer may be asked again.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { enrolRequest, newId, newKeyPair, type EnrolAnswer } from '../testing/test-device.ts'
import { createTestServer, type TestServer } from '../testing/test-server.ts'

let server: TestServer
let deviceKey: Uint8Array
let agentKey: Uint8Array

beforeEach(async () => {
  server = await createTestServer()
  deviceKey = (await newKeyPair()).point
  agentKey = (await newKeyPair()).point
})
afterEach(() => server.close())

const enrol = (code: string, device: string, agent = agentKey): Promise<Response> =>
  Promise.resolve(server.app.request('/api/enrol', enrolRequest(code, device, deviceKey, agent)))

test('a fresh code gives the device all it needs to work without network', async () => {
  const device = newId()
  const answer = await enrol(await server.codeFor('fatima'), device)
  expect(answer.status).toBe(200)
  const body = (await answer.json()) as EnrolAnswer
  expect(body).toMatchObject({
    device,
    agent: { id: 'fatima', name: 'Fatima Bouzid', role: 'mediator', unit: 'epn-asni' },
    directory: { demo: true, publicUrl: 'https://asni.test', commune: { code: '07.041.07.03' } },
    epoch: { counter: 1 },
    references: { site: 12, from: 0, to: 99 },
    packsVersion: server.deps.packs.version,
  })
  expect(body.sealKey).toMatch(/^[\w-]{87}$/)
  expect(body.beacon).toMatch(/^2026-11-21T09:00:00Z\.[\w-]{43}$/)
})

test('the same device asking again after a lost answer gets the same references', async () => {
  const [code, device] = [await server.codeFor('fatima'), newId()]
  const [first, second] = [await (await enrol(code, device)).json(), await (await enrol(code, device)).json()]
  expect(second).toEqual(first)
})

test('a used code refuses another device and another key, and says what to do', async () => {
  const [code, device] = [await server.codeFor('fatima'), newId()]
  await enrol(code, device)
  const elsewhere = await enrol(code, newId())
  expect(elsewhere.status).toBe(409)
  expect(await elsewhere.json()).toMatchObject({
    type: 'urn:morchid:enrolment-code-used',
    detail: { fr: expect.stringContaining('nouveau lien') },
  })
  expect((await enrol(code, device, (await newKeyPair()).point)).status).toBe(409)
})

test('an unknown code is 404, an old one 410', async () => {
  const code = await server.codeFor('fatima')
  expect((await enrol('nothing', newId())).status).toBe(404)
  server.setClock('2026-12-06T09:00:00Z')
  expect((await enrol(code, newId())).status).toBe(410)
})

test('two people of one unit share a device; a person of another unit does not get in', async () => {
  const device = newId()
  await enrol(await server.codeFor('omar'), device)
  expect((await enrol(await server.codeFor('nadia'), device, (await newKeyPair()).point)).status).toBe(200)
  expect((await enrol(await server.codeFor('khadija'), device, (await newKeyPair()).point)).status).toBe(409)
})

test('what is no enrolment is refused without using the code up', async () => {
  const code = await server.codeFor('fatima')
  const bad = new Uint8Array(65).fill(4)
  for (const body of ['', '{}', 'null', '{"code":1}'])
    expect((await server.app.request('/api/enrol', { method: 'POST', body })).status).toBe(400)
  expect((await server.app.request('/api/enrol', enrolRequest(code, newId(), bad, agentKey))).status).toBe(400)
  expect((await server.app.request('/api/enrol', { method: 'POST', body: 'x'.repeat(5000) })).status).toBe(413)
  expect((await enrol(code, newId())).status).toBe(200)
})

test('a flood is slowed down and told when to come back', async () => {
  const statuses: number[] = []
  for (let i = 0; i < 31; i++) statuses.push((await enrol('nothing', newId())).status)
  expect(statuses.filter((status) => status === 404)).toHaveLength(30)
  const refused = await enrol('nothing', newId())
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
})

test('only hashes of codes are stored', async () => {
  const code = await server.codeFor('fatima')
  const rows = await server.deps.db.selectFrom('enrolment_codes').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(code)
})
