// What supervisors order of devices and people, on the whole road with real keys: an act on one device, the tables of the
// server, the answer to another device. And what a server that was restored makes of it when the acts come back.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DeviceSeen } from '../shared/access/directory.ts'
import { toBase64Url } from '../shared/dossier/canonical.ts'
import { enrolmentCodeHash } from '../shared/dossier/enrolment-code.ts'
import type { SyncOutcome, SyncReport } from '../shared/sync/client.ts'
import type { DeviceOrders, HeldReason } from '../shared/sync/ports.ts'
import { writeFact } from './store/meta.ts'
import { directoryFor } from './store/directory.ts'
import { createTestDevice, enrolRequest, newId, newKeyPair, type TestDevice } from './testing/test-device.ts'
import { fileDossier } from './testing/test-dossier.ts'
import { createTestServer, type TestServer } from './testing/test-server.ts'

let server: TestServer
let supervisor: TestDevice
beforeEach(async () => {
  server = await createTestServer()
  supervisor = await createTestDevice(server, 'nadia')
  await supervisor.sync()
})
afterEach(() => server.close())

const to = ['bureau-general', 'epn-asni']
const usual: DeviceOrders = { revoked: false, erase: false, leaseDays: 45, lentTo: null }

const reportOf = (outcome: SyncOutcome): SyncReport => {
  if (outcome.type !== 'synced') throw new Error(outcome.type)
  return outcome.report
}
const ordersOf = async (outcome: Promise<SyncOutcome>): Promise<DeviceOrders | null> => reportOf(await outcome).orders
/** An act of a small dossier of its own, on the server. */
const order = async (kind: Parameters<TestDevice['act']>[1], payload: Record<string, unknown>): Promise<string> => {
  const dossier = newId()
  await supervisor.act(dossier, kind, payload)
  expect(reportOf(await supervisor.sync()).held).toEqual([])
  return dossier
}
const seen = async (id: string): Promise<DeviceSeen | undefined> => {
  const nadia = { id: 'nadia', name: 'Nadia Tazi', role: 'supervisor', unit: 'bureau-general' } as const
  return (await directoryFor(server.deps.db, nadia, '')).devices?.find((one) => one.id === id)
}
const heldIn = async (dossier: string): Promise<readonly (HeldReason | null)[]> =>
  (
    await server.deps.db
      .selectFrom('entries')
      .select('held')
      .where('dossier', '=', dossier)
      .where('incarnation', '!=', 'server')
      .execute()
  ).map((row) => row.held)

describe('a locked device', () => {
  test('is recognised by its own key, and told its orders', async () => {
    const kiosk = await createTestDevice(server, 'fatima')
    server.setClock('2026-11-21T11:00:00Z')
    expect(reportOf(await kiosk.push())).toMatchObject({ session: 'locked', orders: usual })
    expect(await seen(kiosk.id)).toMatchObject({ lastSeen: '2026-11-21T11:00:00.000Z', version: 'test', unsent: 0 })
  })

  test('that signs with a key nobody enrolled is told nothing, and notes nothing', async () => {
    const kiosk = await createTestDevice(server, 'fatima')
    const liar = await createTestDevice(server, 'lahcen', { on: { id: newId(), deviceKey: await newKeyPair() } })
    await server.deps.db
      .updateTable('devices')
      .set({ public_key: kiosk.deviceKey.point })
      .where('id', '=', liar.id)
      .execute()
    expect(await ordersOf(liar.push())).toBeNull()
    expect(await seen(liar.id)).not.toHaveProperty('version')
  })

  test('says how much waits beyond what it brings, and only when it changed', async () => {
    const kiosk = await createTestDevice(server, 'fatima')
    await fileDossier(kiosk, 0)
    await kiosk.cut()
    await kiosk.push()
    expect(await seen(kiosk.id)).toMatchObject({ unsent: 0 })
    const first = kiosk.last.request.length
    await kiosk.push()
    await kiosk.push()
    const quiet = kiosk.last.request.length
    kiosk.about = { version: 'newer' }
    await kiosk.push()
    expect(kiosk.last.request.length).toBe(quiet + 'newer'.length + 1)
    expect(first).toBeGreaterThan(quiet)
    expect(await seen(kiosk.id)).toMatchObject({ version: 'newer' })
  })

  test('rows that nothing can cut any more are told with the rest', async () => {
    const kiosk = await createTestDevice(server, 'fatima')
    kiosk.about = { version: 'test', uncut: 4 }
    await kiosk.push()
    expect(await seen(kiosk.id)).toMatchObject({ unsent: 4 })
  })
})

describe('revoking a device', () => {
  test('nobody reads on it, it is told, and its outbox still empties', async () => {
    const kiosk = await createTestDevice(server, 'fatima')
    await kiosk.sync()
    const { dossier } = await fileDossier(kiosk, 0)
    await kiosk.cut()
    await order('device-revoked', { device: kiosk.id, reason: 'stolen', to })
    expect(reportOf(await kiosk.sync())).toMatchObject({ session: 'revoked', orders: { ...usual, revoked: true } })
    expect(await kiosk.disk.outbox()).toEqual([])
    expect(await ordersOf(kiosk.push())).toEqual({ ...usual, revoked: true })
    // Rule 7: its sitting was known before.
    expect(await heldIn(dossier)).toEqual([null, null, null, null])
    expect(await seen(kiosk.id)).toMatchObject({ revokedAt: '2026-11-21T09:00:00.000Z', unsent: 0 })
  })

  test('rule 7: what a sitting wrote that nobody knew is set aside, shown, and counts once it is admitted', async () => {
    const kiosk = await createTestDevice(server, 'fatima')
    await kiosk.sync()
    await kiosk.sitAgain()
    const { dossier } = await fileDossier(kiosk, 0)
    await kiosk.cut()
    await order('device-revoked', { device: kiosk.id, reason: 'lost', to })
    expect(reportOf(await kiosk.push()).held.map(({ reason }) => reason)).toEqual(Array(4).fill('revoked'))
    expect(await kiosk.disk.outbox()).toEqual([])
    expect(await heldIn(dossier)).toEqual(Array(4).fill('revoked'))
    expect(await seen(kiosk.id)).toMatchObject({ setAside: 4 })
    expect(server.moved.some(({ dossiers }) => dossiers.has(dossier))).toBe(false)

    await order('work-admitted', { device: kiosk.id, to })
    expect(await heldIn(dossier)).toEqual([null, null, null, null])
    expect(await seen(kiosk.id)).not.toHaveProperty('setAside')
    await supervisor.sync()
    expect(supervisor.actsOf(dossier).map(({ kind }) => kind)).toContain('submitted')
  })

  test('it is not enrolled again under the same name', async () => {
    const kiosk = await createTestDevice(server, 'fatima')
    await order('device-revoked', { device: kiosk.id, reason: 'given-back', to })
    const answer = await server.request(
      '/api/enrol',
      enrolRequest(await server.codeFor('fatima'), kiosk.id, kiosk.deviceKey.point, kiosk.agentKey.point),
    )
    expect(answer.status).toBe(409)
  })
})

describe('a device that is to empty itself', () => {
  test('is told until it says that it did, and comes back to nothing', async () => {
    const kiosk = await createTestDevice(server, 'fatima')
    await kiosk.sync()
    await order('device-erase-ordered', { device: kiosk.id, to })
    expect(await ordersOf(kiosk.sync())).toEqual({ ...usual, erase: true })
    expect(await seen(kiosk.id)).not.toHaveProperty('erasedAt')
    kiosk.about = { version: 'test', erased: true }
    await kiosk.push()
    expect(await seen(kiosk.id)).toMatchObject({
      eraseOrderedAt: '2026-11-21T09:00:00.000Z',
      erasedAt: '2026-11-21T09:00:00.000Z',
      revokedAt: '2026-11-21T09:00:00.000Z',
    })
    expect(reportOf(await kiosk.sync()).session).toBe('revoked')
  })
})

describe('a loan', () => {
  test('lets people of the other unit be enrolled on it, until it is given back', async () => {
    const kiosk = await createTestDevice(server, 'fatima')
    const enrolLahcen = async () =>
      createTestDevice(server, 'lahcen', { on: kiosk }).catch((cause: Error) => cause.message)
    expect(await enrolLahcen()).toContain('device')
    const loan = await order('device-lent', { device: kiosk.id, unit: 'epn-imlil', to: [...to, 'epn-imlil'] })
    expect(await ordersOf(kiosk.push())).toEqual({ ...usual, lentTo: 'epn-imlil' })
    const guest = await enrolLahcen()
    if (typeof guest === 'string') throw new Error(guest)
    expect(reportOf(await guest.sync()).session).toBe('open')

    await supervisor.act(loan, 'device-returned', {})
    await supervisor.sync()
    expect(reportOf(await guest.sync())).toMatchObject({ session: 'revoked', orders: usual })
    expect(reportOf(await kiosk.sync()).session).toBe('open')
  })

  test('ends by the server’s calendar, at the first contact after its last day', async () => {
    const kiosk = await createTestDevice(server, 'fatima')
    await order('device-lent', { device: kiosk.id, unit: 'epn-imlil', until: '2026-11-22', to })
    const guest = await createTestDevice(server, 'lahcen', { on: kiosk })
    server.setClock('2026-11-22T18:00:00Z')
    expect(reportOf(await guest.sync()).session).toBe('open')
    server.setClock('2026-11-23T00:00:00Z')
    await guest.sitAgain()
    expect(reportOf(await guest.sync())).toMatchObject({ session: 'revoked', orders: usual })
    expect(await seen(kiosk.id)).not.toHaveProperty('lentTo')
  })
})

describe('a link made on a supervisor’s device', () => {
  const code = 'AAAAAAAAAAAAAAAAAAAAAA'

  test('serves once, within 15 minutes of the server’s first sight of it', async () => {
    await order('link-made', { agent: 'lahcen', codeHash: enrolmentCodeHash(code), to })
    server.setClock('2026-11-21T09:14:59Z')
    const kiosk = await createTestDevice(server, 'lahcen', { code })
    expect(kiosk.enrolled.agent.id).toBe('lahcen')
    await expect(createTestDevice(server, 'lahcen', { code })).rejects.toThrow('enrolment-code-used')
  })

  test('is over after 15 minutes, whatever the clock of the device says', async () => {
    await order('link-made', { agent: 'lahcen', codeHash: enrolmentCodeHash(code), to })
    server.setClock('2026-11-21T09:15:00Z')
    await expect(createTestDevice(server, 'lahcen', { code })).rejects.toThrow('enrolment-code-expired')
  })

  test('can bring in somebody whom the commune did not know', async () => {
    const newcomer = { name: 'Aïcha Amrani', role: 'mediator', unit: 'epn-imlil' }
    await order('link-made', { agent: 'aicha', codeHash: enrolmentCodeHash(code), newcomer, to })
    const kiosk = await createTestDevice(server, 'aicha', { code })
    expect(kiosk.enrolled.agent).toEqual({ id: 'aicha', ...newcomer })
    expect(reportOf(await kiosk.sync()).session).toBe('open')
  })

  test('of a life before a restore is over: it may have been used', async () => {
    const backup = { number: 1, at: '2026-11-21T08:00:00Z' }
    await writeFact(server.deps.db, 'restore', { counter: 2, at: '2026-11-21T09:00:01Z', backup })
    server.setClock('2026-11-21T09:05:00Z')
    await order('link-made', { agent: 'lahcen', codeHash: enrolmentCodeHash(code), to })
    await expect(createTestDevice(server, 'lahcen', { code })).rejects.toThrow('enrolment-code-expired')
  })
})

describe('a person added offline', () => {
  const newcomer = { name: 'Aïcha Amrani', role: 'mediator', unit: 'epn-asni' } as const
  const aicha = { id: 'aicha', ...newcomer }

  /** Fatima adds Aïcha, who files a request, all offline. */
  const joined = async () => {
    const kiosk = await createTestDevice(server, 'fatima')
    const key = await newKeyPair()
    const dossier = newId()
    const publicKey = toBase64Url(key.point)
    const act = await kiosk.act(dossier, 'person-joined', { agent: 'aicha', device: kiosk.id, publicKey, newcomer, to })
    await kiosk.sitAgain({ agent: aicha, key })
    const filed = await fileDossier(kiosk, 1)
    await kiosk.cut()
    return { kiosk, key, dossier, act, filed: filed.dossier, publicKey }
  }

  test('waits until a supervisor vouches for them: nothing of theirs is taken, nothing is lost, nothing is ordered', async () => {
    const { kiosk, dossier, filed, publicKey, act } = await joined()
    expect(reportOf(await kiosk.sync())).toMatchObject({ session: 'revoked', orders: null })
    expect(await heldIn(dossier)).toEqual([null])
    expect(await heldIn(filed)).toEqual([])
    expect(await kiosk.disk.outbox()).toHaveLength(1)

    await supervisor.sync()
    await supervisor.act(dossier, 'person-certified', { joined: act.id })
    await supervisor.sync()
    const { keys, agents } = await directoryFor(server.deps.db, null, '')
    expect(agents).toContainEqual(aicha)
    expect(keys).toContainEqual({ agent: 'aicha', device: kiosk.id, publicKey })
    await kiosk.sync()
    expect(reportOf(await kiosk.sync())).toMatchObject({ session: 'open', orders: usual })
    expect(await heldIn(filed)).toEqual([null, null, null, null])
  })

  test('nobody vouches for a device that is not trusted any more', async () => {
    const { kiosk, dossier, act } = await joined()
    await kiosk.sync()
    await order('device-revoked', { device: kiosk.id, reason: 'stolen', to })
    await supervisor.act(dossier, 'person-certified', { joined: act.id })
    await supervisor.sync()
    const { keys } = await directoryFor(server.deps.db, null, '')
    expect(keys?.find(({ agent }) => agent === 'aicha')).toHaveProperty('withdrawnAt')
    await kiosk.sync()
    expect(reportOf(await kiosk.sync()).session).toBe('revoked')
    expect(await kiosk.disk.outbox()).toEqual([])
  })
})

describe('a key', () => {
  test('is rotated by its own person: the new one opens, what the old one signs from then on is set aside', async () => {
    const kiosk = await createTestDevice(server, 'fatima')
    const next = await newKeyPair()
    await kiosk.act(newId(), 'key-rotated', { publicKey: toBase64Url(next.point), to })
    expect(reportOf(await kiosk.sync())).toMatchObject({ session: 'open', held: [] })
    await kiosk.sitAgain({ agent: kiosk.enrolled.agent, key: next })
    expect(reportOf(await kiosk.sync()).session).toBe('open')
    await kiosk.sitAgain()
    const { dossier } = await fileDossier(kiosk, 0)
    expect(reportOf(await kiosk.sync()).session).toBe('revoked')
    expect(await heldIn(dossier)).toEqual(Array(4).fill('revoked'))
    const { keys } = await directoryFor(server.deps.db, null, '')
    expect(keys?.find((one) => one.publicKey === toBase64Url(kiosk.agentKey.point))).toHaveProperty('withdrawnAt')
  })

  test('given up by enrolling again goes on bringing what it signed, and reads nothing', async () => {
    const kiosk = await createTestDevice(server, 'fatima')
    const { dossier } = await fileDossier(kiosk, 0)
    await kiosk.cut()
    await createTestDevice(server, 'fatima', { on: kiosk })
    expect(reportOf(await kiosk.sync()).session).toBe('revoked')
    expect(await heldIn(dossier)).toEqual([null, null, null, null])
  })
})

describe('a person who leaves', () => {
  test('reads nowhere, and what they wrote before counts', async () => {
    const kiosk = await createTestDevice(server, 'fatima')
    await kiosk.sync()
    const { dossier } = await fileDossier(kiosk, 0)
    await kiosk.cut()
    await order('person-left', { agent: 'fatima', reason: 'left', to })
    expect(reportOf(await kiosk.sync())).toMatchObject({ session: 'revoked', orders: usual })
    expect(await heldIn(dossier)).toEqual([null, null, null, null])
  })

  test('or is taken off one device alone, and comes back to it by a new link', async () => {
    const [kiosk, other] = [await createTestDevice(server, 'fatima'), await createTestDevice(server, 'fatima')]
    await order('person-left', { agent: 'fatima', device: kiosk.id, reason: 'moved', to })
    expect(reportOf(await kiosk.sync()).session).toBe('revoked')
    expect(reportOf(await other.sync()).session).toBe('open')
    const again = await createTestDevice(server, 'fatima', { on: kiosk })
    expect(reportOf(await again.sync()).session).toBe('open')
  })

  test('a supervisor does not end their own access: one is always left', async () => {
    await supervisor.act(newId(), 'person-left', { agent: 'nadia', reason: 'left', to })
    expect(reportOf(await supervisor.sync()).held.map(({ reason }) => reason)).toEqual(['act-not-allowed'])
  })
})

test('who is no supervisor orders nothing', async () => {
  const [kiosk, clerk] = [await createTestDevice(server, 'fatima'), await createTestDevice(server, 'omar')]
  await clerk.act(newId(), 'device-revoked', { device: kiosk.id, reason: 'other', to })
  expect(reportOf(await clerk.sync()).held.map(({ reason }) => reason)).toEqual(['act-not-allowed'])
  expect(await seen(kiosk.id)).not.toHaveProperty('revokedAt')
})
