// Erasures through the real routes, on whatever engine the tests are given. What a file on a disk keeps is planted.test.ts's.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseAct } from '../../shared/dossier/act.ts'
import { payloadOf } from '../../shared/dossier/payload.ts'
import { parseActFile, verifyActProof } from '../../shared/sync/act-proof.ts'
import { sameBytes } from '../../shared/sync/bytes.ts'
import { createVerifier } from '../accept/verifier.ts'
import { exportActs } from '../act-export.ts'
import { countedAgain, digestOf } from '../store/journal.ts'
import { actsOf, everythingOf } from '../store/log.ts'
import { plantSecrets, type Planted } from '../testing/planted-secrets.ts'
import type { TestDevice } from '../testing/test-device.ts'
import { createTestServer, type TestServer } from '../testing/test-server.ts'
import { isBare } from './bare-packet.ts'
import { erasureReport, isGone } from './report.ts'

let server: TestServer
let planted: Planted

beforeEach(async () => {
  server = await createTestServer()
  planted = await plantSecrets(server)
})
afterEach(() => server.close())

const afterTheTerm = '2028-11-23T09:00:00Z'
const erase = async (): Promise<void> => {
  server.setClock(afterTheTerm)
  expect(await planted.dispose()).toBe(2)
  expect(await planted.finish()).toBe(2)
}
const hold = async (held: string): Promise<TestDevice> => {
  const supervisor = await planted.deviceOf('nadia')
  await supervisor.sync()
  await supervisor.act(held, 'retention-held', { reason: 'Un procès.' })
  await supervisor.sync()
  return supervisor
}

test('rule 15: nothing the server can read says a word of it any more, nor could a citizen look it up', async () => {
  const { db } = server.deps
  expect(await planted.readable()).toBe(50)
  await erase()
  expect(await planted.readable()).toBe(0)
  expect(await db.selectFrom('blobs').selectAll().execute()).toEqual([])
  expect(await db.selectFrom('lookups').selectAll().execute()).toEqual([])
  expect(await server.deps.blobs.store.find(planted.hash)).toBeNull()
})

test('rule 15: nothing is erased a day too early, and nothing twice', async () => {
  server.setClock('2028-11-20T09:00:00Z')
  expect(await planted.dispose()).toBe(0)
  await erase()
  expect(await planted.dispose()).toBe(0)
  expect(await planted.finish()).toBe(0)
})

test('rule 15: what stays is one act that names nobody, and the digests are those of what is there', async () => {
  await erase()
  const acts = await actsOf(server.deps.db, planted.dossier)
  expect(acts.map(({ kind }) => kind)).toEqual(['erased'])
  expect(payloadOf(acts[0] ?? { kind: 'opened', payload: {} }, 'erased')).toEqual({
    how: 'destroyed',
    why: 'retention',
    due: '2028-11-21',
    classCode: 'local-authority.certificates',
    retention: 'P2Y',
    procedure: expect.stringMatching(/^ma\.residence-certificate-local@/),
    papers: [],
    to: ['epn-asni', 'bureau-general'],
  })
  for (const unit of ['epn-asni', 'bureau-general']) {
    const [kept, counted] = [await digestOf(server.deps.db, unit), await countedAgain(server.deps.db, unit)]
    expect(sameBytes(kept, counted)).toBe(true)
  }
})

test('rule 15: a device that reads empties its copy, and what a late one brings leaves no word', async () => {
  const late = await planted.deviceOf('hassan')
  await late.sync()
  const text = planted.secrets[0] ?? ''
  await late.act(planted.dossier, 'noted', { text })
  await erase()
  await planted.mediator.sitAgain()
  await planted.mediator.sync()
  expect(planted.mediator.actsOf(planted.dossier).map(({ kind }) => kind)).toEqual(['erased'])
  await late.sitAgain()
  await late.sync()
  expect(late.actsOf(planted.dossier).map(({ kind }) => kind)).toEqual(['erased'])
  const held = (await everythingOf(server.deps.db, planted.dossier)).filter((row) => row.incarnation !== 'server')
  expect(held.every((row) => row.held === 'erased' && row.bytes.length === 0)).toBe(true)
  // The packet that brought it was kept whole until the next round.
  expect(await planted.finish()).toBe(1)
  expect(await planted.readable()).toBe(0)
})

test('the report says what was erased and by which rule, and looks again whether it is gone', async () => {
  server.setClock(afterTheTerm)
  await planted.dispose()
  const [open] = await erasureReport(server.deps.db, { dossier: planted.dossier })
  expect(open).toMatchObject({ finishedAt: null, left: { entries: 0, packets: 1, drafts: 0, lookups: 0, blobs: 1 } })
  expect(open && isGone(open)).toBe(false)
  await planted.finish()
  const [line] = await erasureReport(server.deps.db, { since: '2028-11-23' })
  const all = await erasureReport(server.deps.db, {})
  expect(all).toHaveLength(2)
  expect(all.every(isGone)).toBe(true)
  expect(line).toMatchObject({ how: 'destroyed', why: 'retention', retention: 'P2Y', due: '2028-11-21' })
  expect(all.find((one) => one.dossier === planted.dossier)?.destroyed).toMatchObject({ packets: 1, blobs: 1 })
  expect(await erasureReport(server.deps.db, { since: '2028-11-24' })).toEqual([])
  // Something of it turns up again, whatever was once said of it.
  await server.deps.db
    .insertInto('lookups')
    .values({ dossier: planted.dossier, reference: 'x', token_hash: 'x', secret_hash: 'x' })
    .execute()
  expect((await erasureReport(server.deps.db, { dossier: planted.dossier })).every(isGone)).toBe(false)
})

test('rule 2: an act that came in one packet with an erased dossier is still proven', async () => {
  const [ours] = (await actsOf(server.deps.db, planted.other)).filter(({ kind }) => kind === 'submitted')
  await hold(planted.other)
  server.setClock(afterTheTerm)
  expect(await planted.dispose()).toBe(1)
  await planted.finish()
  const packets = await server.deps.db.selectFrom('packets').select('bytes').execute()
  expect(packets.some(({ bytes }) => isBare(bytes))).toBe(true)
  const file = await exportActs(server.deps.db, server.deps.keys, { dossier: planted.other })
  const acts = file.ok ? parseActFile(file.value) : file
  if (!acts.ok) throw new Error('no file')
  const proven = acts.value.filter(({ act }) => {
    const read = parseAct(new TextEncoder().encode(act))
    return read.ok && read.value.id === ours?.id
  })
  expect(proven).toHaveLength(1)
  for (const one of proven) expect((await verifyActProof(one, createVerifier())).ok).toBe(true)
})

test('rule 15: a hold keeps everything, until somebody lifts it', async () => {
  const supervisor = await hold(planted.dossier)
  server.setClock(afterTheTerm)
  expect(await planted.dispose()).toBe(1)
  expect(await planted.readable()).toBe(50)
  await supervisor.sitAgain()
  await supervisor.sync()
  await supervisor.act(planted.dossier, 'retention-released', { reason: 'Jugé.' })
  await supervisor.sync()
  expect(await planted.dispose()).toBe(1)
  await planted.finish()
  expect(await planted.readable()).toBe(0)
})
