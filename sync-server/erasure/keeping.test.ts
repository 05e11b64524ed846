// What supervisors are told of dossiers whose keeping waits for a person, and what becomes of what they sign without
// having the dossier. Through the real routes.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { KeepingCase } from '../../shared/access/directory.ts'
import { actBytes, makeAct } from '../../shared/dossier/act.ts'
import type { ActKind } from '../../shared/procedure/workflow.ts'
import { sameBytes } from '../../shared/sync/bytes.ts'
import { countedAgain, digestOf } from '../store/journal.ts'
import { everythingOf } from '../store/log.ts'
import { plantSecrets, type Planted } from '../testing/planted-secrets.ts'
import type { TestDevice } from '../testing/test-device.ts'
import { createTestServer, type TestServer } from '../testing/test-server.ts'

let server: TestServer
let planted: Planted
/** A supervisor whose unit has nothing of the dossier. */
let amal: TestDevice

beforeEach(async () => {
  server = await createTestServer()
  planted = await plantSecrets(server)
  await server.deps.db
    .insertInto('agents')
    .values({ id: 'amal', name: 'Amal', role: 'supervisor', unit: 'etat-civil', position: 99, revoked_at: null })
    .execute()
  amal = await planted.deviceOf('amal')
})
afterEach(() => server.close())

const reason = 'Plainte au tribunal.'
const held = async (): Promise<void> => {
  const nadia = await planted.deviceOf('nadia')
  await nadia.sync()
  await nadia.act(planted.dossier, 'retention-held', { reason })
  await nadia.sync()
  await planted.dispose()
}
const told = async (device: TestDevice): Promise<readonly KeepingCase[] | undefined> => {
  await device.sitAgain()
  await device.sync()
  return device.told?.keeping
}
const sign = async (device: TestDevice, one: KeepingCase, kind: ActKind, payload: Record<string, unknown>) => {
  const { id: agent, unit, role } = device.person
  const by = { agent, device: device.id, unit, role }
  const at = server.now().toISOString()
  const act = makeAct({ v: 1, dossier: one.dossier, kind, by, at, beacon: null, after: one.after, payload })
  await device.disk.keep({ dossier: one.dossier, kind: 'act', bytes: actBytes(act) }, device.incarnation)
  await device.sync()
}

test('a supervisor of another unit is told of a hold, by number and in the words of who held it, and of nothing else', async () => {
  await held()
  const [one, ...more] = (await told(amal)) ?? []
  expect(more).toEqual([])
  expect(one).toMatchObject({ dossier: planted.dossier, what: 'held', office: 'bureau-general', closed: true })
  expect(one?.words).toMatchObject([{ kind: 'retention-held', agent: 'nadia', said: reason, stands: true }])
  const text = JSON.stringify(amal.told)
  for (const secret of planted.secrets) expect(text).not.toContain(secret)
  expect(amal.actsOf(planted.dossier)).toEqual([])
  await planted.mediator.sitAgain()
  await planted.mediator.sync()
  expect(planted.mediator.told?.keeping).toBeUndefined()
})

test('what is signed on that alone is judged in full and obeyed, and the author’s unit is told that all is gone', async () => {
  await held()
  const [one] = (await told(amal)) ?? []
  if (!one) throw new Error('not told')
  server.setClock('2028-11-23T09:00:00Z')
  await amal.sitAgain()
  await sign(amal, one, 'retention-released', { reason: 'Jugé.' })
  const mine = (await everythingOf(server.deps.db, planted.dossier)).filter((row) => row.bytes.length > 0)
  expect(mine.filter(({ held: why }) => why !== null)).toEqual([])
  expect(await planted.dispose()).toBe(2)
  expect(await told(amal)).toEqual([])
  expect(amal.actsOf(planted.dossier).map(({ kind }) => kind)).toEqual(['erased'])
  expect(await server.deps.db.selectFrom('keeping').selectAll().execute()).toEqual([])
  for (const unit of ['epn-asni', 'bureau-general', 'etat-civil'])
    expect(sameBytes(await digestOf(server.deps.db, unit), await countedAgain(server.deps.db, unit))).toBe(true)
})

test('what it no longer waits for leaves the list at the next round', async () => {
  await held()
  expect(await told(amal)).toHaveLength(1)
  const nadia = await planted.deviceOf('nadia')
  await nadia.sync()
  await nadia.act(planted.dossier, 'retention-released', { reason: 'Jugé.' })
  await nadia.sync()
  await planted.dispose()
  expect(await told(amal)).toEqual([])
})
