// People are written to: real routes, a real store, a gateway on a port; the clock is a fake.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Act } from '../../shared/dossier/act.ts'
import { payloadOf, type Payload } from '../../shared/dossier/payload.ts'
import { statusOf } from '../../shared/dossier/status.ts'
import { err } from '../../shared/text/result.ts'
import { syncPorts } from '../routes/sync-ports.ts'
import { actsOf } from '../store/log.ts'
import { beginNewLife } from '../store/meta.ts'
import { countUntold } from '../store/untold.ts'
import { createFakeGateway, type FakeGateway } from '../testing/fake-gateway.ts'
import { createTestDevice, type TestDevice } from '../testing/test-device.ts'
import { fileDossier, type FiledDossier } from '../testing/test-dossier.ts'
import { createTestServer, type TestServer } from '../testing/test-server.ts'
import { createKannelGateway, type SmsGateway } from './sms-gateway.ts'
import { tellPeople } from './tell-people.ts'
import { keepWritingSince } from './writing-since.ts'

const number = '0612345678'
let gateway: FakeGateway
let server: TestServer
let [mediator, clerk]: [TestDevice, TestDevice] = [] as never
let filed: FiledDossier

beforeEach(async () => {
  gateway = await createFakeGateway()
  // UTC+1, all year.
  const messages = { gateway: createKannelGateway(gateway.account), country: 'MA', zone: 'Africa/Lagos' }
  server = await createTestServer({ messages })
  await keepWritingSince(server.deps.db, true, server.now())
  mediator = await createTestDevice(server, 'fatima')
  clerk = await createTestDevice(server, 'omar')
  filed = await file(1, number)
})
afterEach(async () => {
  await server.close()
  await gateway.close()
})

const file = async (serial: number, phone?: string, sms = true): Promise<FiledDossier> => {
  const one = await fileDossier(mediator, serial, 'ma.residence-certificate-local', 12, phone)
  await mediator.act(one.dossier, 'contact-chosen', { sms, callBack: 'fr' })
  await mediator.sync()
  return one
}
const decide = async (by: TestDevice, payload: object = { outcome: 'accepted' }, one = filed): Promise<Act> => {
  await by.sync()
  const act = await by.act(one.dossier, 'decided', { ...payload })
  await by.sync()
  return act
}
const refused = { outcome: 'refused', reason: 'piece-not-brought' }
const round = (more: Partial<Parameters<typeof tellPeople>[0]> = {}): Promise<void> => {
  const { deps } = server
  if (!deps.messages) throw new Error('no messages')
  return tellPeople({ ...deps, ...deps.messages, ports: syncPorts(deps), packOf: deps.packs.packOf, ...more })
}
const toldIn = async (one = filed): Promise<readonly Payload<'told'>[]> =>
  (await actsOf(server.deps.db, one.dossier)).flatMap((act) => payloadOf(act, 'told') ?? [])
const waiting = (): Promise<number> => countUntold(server.deps.db)

test('a decision is sent once, the dossier says so, and everybody hears of it', async () => {
  const decision = await decide(clerk)
  await round()
  await round()
  expect(gateway.asked).toMatchObject([{ to: '+212612345678', from: 'COMMUNE', charset: 'UTF-8', coding: '0' }])
  expect(gateway.asked[0]?.['text']).toContain(filed.reference)
  expect(await toldIn()).toEqual([{ act: decision.id, channel: 'sms', outcome: 'sent' }])
  expect(await waiting()).toBe(0)
  await mediator.sync()
  expect(mediator.actsOf(filed.dossier).find(({ kind }) => kind === 'told')).toMatchObject({
    by: { role: 'system', unit: 'bureau-general' },
    after: [decision.id],
  })
  expect((await mediator.sync()).type).toBe('synced')
})

test('what is said in the logs names no number and quotes no text', async () => {
  await decide(clerk)
  gateway.answers = 500
  await round()
  gateway.answers = 202
  server.setClock('2026-11-21T09:02:00Z')
  await round()
  expect(gateway.asked).toHaveLength(2)
  const logs = server.logLines.join('')
  expect(logs).toContain('not taken by the gateway')
  for (const secret of ['612345678', filed.reference, 'acceptée', gateway.account.password, filed.dossier])
    expect(logs).not.toContain(secret)
})

test('a gateway that says no is tried again, further and further apart', async () => {
  await decide(clerk)
  gateway.answers = 503
  for (const [at, tries] of [
    ['09:00:00', 1],
    ['09:00:59', 1],
    ['09:01:00', 2],
    ['09:02:59', 2],
    ['09:03:00', 3],
    ['09:07:00', 4],
  ] as const) {
    server.setClock(`2026-11-21T${at}Z`)
    await round()
    expect(gateway.asked, at).toHaveLength(tries)
  }
  gateway.answers = 202
  server.setClock('2026-11-21T09:15:00Z')
  await round()
  expect(await toldIn()).toMatchObject([{ outcome: 'sent' }])
})

test('after three days it is given up, and the dossier says that it failed', async () => {
  await decide(clerk)
  gateway.answers = 503
  await round()
  server.setClock('2026-11-24T08:59:00Z')
  await round()
  expect(await toldIn()).toEqual([])
  server.setClock('2026-11-24T14:59:00Z')
  await round()
  expect(await toldIn()).toMatchObject([{ outcome: 'failed', reason: 'not-taken' }])
  expect(gateway.asked).toHaveLength(2)
  expect(await waiting()).toBe(0)
})

test('nobody is written to at night', async () => {
  server.setClock('2026-11-21T20:30:00Z')
  await decide(clerk)
  await round()
  server.setClock('2026-11-22T06:59:00Z')
  await round()
  expect(gateway.asked).toEqual([])
  server.setClock('2026-11-22T07:00:00Z')
  await round()
  expect(gateway.asked).toHaveLength(1)
})

test.each([
  ['no number', undefined],
  ['a landline', '0524123456'],
])('who wants a message and gave %s is said not to have had one', async (_, phone) => {
  const one = await file(2, phone)
  await decide(clerk, undefined, one)
  await round()
  expect(gateway.asked).toEqual([])
  expect(await toldIn(one)).toMatchObject([{ outcome: 'failed', reason: 'no-number' }])
})

test('who wants no message gets none, and nothing is said of it', async () => {
  const one = await file(3, number, false)
  await decide(clerk, undefined, one)
  await round()
  expect([gateway.asked, await toldIn(one), await waiting()]).toEqual([[], [], 0])
})

test('two clerks decide apart: nothing leaves before it is settled, then the decision that was kept', async () => {
  const other = await createTestDevice(server, 'omar', { code: await server.codeFor('omar') })
  await other.sync()
  await clerk.sync()
  await clerk.act(filed.dossier, 'decided', { outcome: 'accepted' })
  const kept = await other.act(filed.dossier, 'decided', refused)
  await clerk.sync()
  await other.sync()
  expect(statusOf(await actsOf(server.deps.db, filed.dossier), null).suspended).toHaveLength(2)
  await round()
  expect(gateway.asked).toEqual([])
  // Longer than a message waits.
  server.setClock('2026-11-27T09:00:00Z')
  await round()
  await other.sync()
  await other.act(filed.dossier, 'settled', { keep: kept.id, text: 'Vu à deux.' })
  await other.sync()
  await round()
  expect(gateway.asked.map(({ text }) => text)).toEqual([expect.stringContaining('refus')])
  expect(await toldIn()).toEqual([{ act: kept.id, channel: 'sms', outcome: 'sent' }])
})

test('a message that another act overtook while it waited is not sent', async () => {
  server.setClock('2026-11-21T20:30:00Z')
  await decide(clerk)
  await round()
  const ready = await clerk.act(filed.dossier, 'ready', {})
  await clerk.sync()
  server.setClock('2026-11-22T08:00:00Z')
  await round()
  expect(await toldIn()).toMatchObject([{ act: ready.id, outcome: 'sent' }])
  expect([gateway.asked.length, await waiting()]).toEqual([1, 0])
})

test('killed before anybody wrote down that the gateway said yes, it is sent again, and said once', async () => {
  await decide(clerk)
  const { send, answers } = createKannelGateway(gateway.account)
  const killed: SmsGateway = {
    answers,
    send: async (message) => {
      await send(message)
      throw new Error('killed')
    },
  }
  await expect(round({ gateway: killed })).rejects.toThrow('killed')
  expect([gateway.asked.length, (await toldIn()).length]).toEqual([1, 0])
  // Not at once.
  await round()
  expect(gateway.asked).toHaveLength(1)
  server.setClock('2026-11-21T09:01:00Z')
  await round()
  await round()
  expect([gateway.asked.length, (await toldIn()).length]).toEqual([2, 1])
})

test('killed after that, it is not sent again: only the word of it is said, also when the dossier went on', async () => {
  const decision = await decide(clerk)
  const ports = syncPorts(server.deps)
  const killed = { ...ports, transaction: () => Promise.reject(new Error('killed')) }
  await expect(round({ ports: killed })).rejects.toThrow('killed')
  expect([gateway.asked.length, await toldIn()]).toEqual([1, []])
  const ready = await clerk.act(filed.dossier, 'ready', {})
  await clerk.sync()
  server.setClock('2026-11-21T09:01:00Z')
  await round()
  expect([gateway.asked.length, await toldIn()]).toMatchObject([1, [{ act: decision.id, outcome: 'sent' }]])
  await round()
  expect([gateway.asked.length, await toldIn()]).toMatchObject([2, [{ act: decision.id }, { act: ready.id }]])
  expect(await waiting()).toBe(0)
})

test('a gateway that does not answer is not waited for once for each dossier', async () => {
  const next = await file(4, number)
  await decide(clerk)
  await decide(clerk, undefined, next)
  let asked = 0
  const silent: SmsGateway = {
    answers: async () => true,
    send: async () => {
      asked++
      return err({ type: 'no-answer' })
    },
  }
  await round({ gateway: silent })
  expect(asked).toBe(1)
  await round({ gateway: silent })
  expect(asked).toBe(2)
})

test('what was decided before the commune wrote to anybody is told nobody, nor what a former life may have told', async () => {
  const { db } = server.deps
  await decide(clerk)
  await keepWritingSince(db, false, server.now())
  expect(await waiting()).toBe(0)
  const early = await file(5, number)
  await decide(clerk, undefined, early)
  server.setClock('2026-11-21T10:00:00Z')
  await keepWritingSince(db, true, server.now())
  // Its device has not been in contact since: its screen said that nothing is sent.
  await clerk.act(early.dossier, 'ready', {})
  await clerk.sync()
  await round()
  const informed = await createTestDevice(server, 'omar')
  const late = await file(6, number)
  await decide(informed, undefined, late)
  expect(await waiting()).toBe(1)
  await beginNewLife(db, {
    past: 1,
    random: 'AAAAAAAAAAA',
    at: '2026-11-21T11:00:00Z',
    backup: { number: 1, at: '2026-11-21T10:30:00Z' },
  })
  server.setClock('2026-11-21T11:30:00Z')
  await round()
  expect([gateway.asked, await waiting()]).toEqual([[], 0])
})

test('without a gateway nothing is planned and no device is told that anything is sent', async () => {
  const quiet = await createTestServer()
  try {
    const device = await createTestDevice(quiet, 'fatima')
    expect(device.enrolled.directory.messages).toBeUndefined()
    const [one, office] = [
      await fileDossier(device, 7, 'ma.residence-certificate-local', 12, number),
      await createTestDevice(quiet, 'omar'),
    ]
    await device.sync()
    await office.sync()
    await office.act(one.dossier, 'decided', { outcome: 'accepted' })
    await office.sync()
    expect(await countUntold(quiet.deps.db)).toBe(0)
  } finally {
    await quiet.close()
  }
  expect(clerk.enrolled.directory.messages).toBe(true)
})
