// Silence as an answer, on the real store and through the real routes.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decisionIn } from '../shared/dossier/decision.ts'
import { statusOf } from '../shared/dossier/status.ts'
import { packRef, type ProcedurePack } from '../shared/procedure/pack.ts'
import { createShelf } from './packs.ts'
import { syncPorts } from './routes/sync-ports.ts'
import { answerSilence } from './silence.ts'
import { awaitedOn, noteAwaited } from './store/awaited.ts'
import { actsOf } from './store/log.ts'
import { createTestDevice, type TestDevice } from './testing/test-device.ts'
import { fileDossier, type FiledDossier } from './testing/test-dossier.ts'
import { createTestServer, shippedPacks, type TestServer } from './testing/test-server.ts'

const packId = 'ma.residence-certificate-local'
const label = { fr: 'Silence', ar: 'سكوت' }

/** The shipped pack, with ten days to answer and what silence then means. */
const packWith = (silence: 'accept' | 'reject' | 'none', bySystem = true): ProcedurePack => {
  const pack = shippedPacks().find(({ id }) => id === packId)
  if (!pack) throw new Error(`no pack ${packId}`)
  const outcome = silence === 'reject' ? 'refused' : 'accepted'
  const answer = {
    id: 'silence',
    on: 'decided' as const,
    when: { outcome, silence: 'true' },
    from: ['filed', 'under-review'],
    to: outcome,
    by: ['system' as const],
    label,
  }
  const { transitions } = pack.workflow
  return {
    ...pack,
    service: { ...pack.service, silence, maxTime: { value: 'P10D', source: [] } },
    workflow: { ...pack.workflow, transitions: bySystem ? [...transitions, answer] : transitions },
  }
}

let server: TestServer
let mediator: TestDevice
let filed: FiledDossier
let pack: ProcedurePack

const begin = async (given: ProcedurePack): Promise<void> => {
  pack = given
  server = await createTestServer({ packs: createShelf([pack]) })
  mediator = await createTestDevice(server, 'fatima')
  filed = await fileDossier(mediator, 4067, packId)
  await mediator.sync()
}
beforeEach(() => begin(packWith('accept')))
afterEach(() => server.close())

const round = (every = false): Promise<void> =>
  answerSilence(
    { ...server.deps, ports: syncPorts(server.deps), packOf: (ref) => server.deps.packs.packOf(ref) },
    { every },
  )
const status = async () => statusOf(await actsOf(server.deps.db, filed.dossier), pack.workflow)
const waits = async (): Promise<boolean> => (await awaitedOn(server.deps.db, null)).includes(filed.dossier)

test('rule 14: nothing is said before the last day is over', async () => {
  server.setClock('2026-12-01T23:00:00Z')
  await round()
  expect((await status()).decision).toBeNull()
  expect(await awaitedOn(server.deps.db, '2026-12-01')).toEqual([])
  expect(await waits()).toBe(true)
})

test('rule 14: the day after, silence is the answer, by the system, once, and everybody hears of it', async () => {
  await round()
  server.setClock('2026-12-02T00:10:00Z')
  await round()
  await round(true)
  const { decision, state, history } = await status()
  expect(decisionIn(decision)).toMatchObject({ outcome: 'accepted', silence: true })
  expect(decision?.by).toEqual({ agent: 'server', device: 'server', unit: 'bureau-general', role: 'system' })
  expect(history.filter(({ kind }) => kind === 'decided')).toHaveLength(1)
  expect(state).toBe('accepted')
  expect(await waits()).toBe(false)
  expect(server.moved.at(-1)?.units).toEqual(new Set(['epn-asni', 'bureau-general']))
  await mediator.sitAgain()
  await mediator.sync()
  expect(mediator.actsOf(filed.dossier).map(({ id }) => id)).toContain(decision?.id)
})

test('rule 14: silence may also be a refusal', async () => {
  await server.close()
  await begin(packWith('reject'))
  server.setClock('2026-12-05T00:10:00Z')
  await round()
  expect(await status()).toMatchObject({ state: 'refused', closed: true })
})

test.each([
  ['means nothing', packWith('none')],
  ['means yes and no transition lets the system say so', packWith('accept', false)],
])('rule 14: where silence %s, the server stays silent', async (_, given) => {
  await server.close()
  await begin(given)
  server.setClock('2027-03-01T00:10:00Z')
  await round()
  expect((await status()).decision).toBeNull()
})

test('rule 14: a missing paper stops the clock, and whoever decides in time is not spoken over', async () => {
  const clerk = await createTestDevice(server, 'omar')
  await clerk.sync()
  await clerk.act(filed.dossier, 'claimed', {})
  await clerk.act(filed.dossier, 'piece-requested', { pieces: [pack.service.hasInputType[0]?.id] })
  await clerk.sync()
  server.setClock('2027-03-01T00:10:00Z')
  await round(true)
  expect((await status()).decision).toBeNull()
  await clerk.act(filed.dossier, 'decided', { outcome: 'refused', reason: pack.refusalReasons[0]?.id })
  await clerk.sync()
  server.setClock('2027-09-01T00:10:00Z')
  await round(true)
  expect((await status()).decision?.by.agent).toBe('omar')
  expect(await waits()).toBe(false)
})

test('rule 14: a decision taken in time on a device that was offline suspends the dossier, and a person settles', async () => {
  const clerk = await createTestDevice(server, 'omar')
  await clerk.sync()
  server.setClock('2026-11-25T09:00:00Z')
  const refused = await clerk.act(filed.dossier, 'decided', {
    outcome: 'refused',
    reason: pack.refusalReasons[0]?.id,
  })
  server.setClock('2026-12-02T00:10:00Z')
  await round()
  const outcome = await clerk.sync()
  expect(outcome.type === 'synced' && outcome.report.held).toEqual([])
  const { public: shown, suspended } = await status()
  expect(shown).toBe('suspended')
  expect(suspended.map(({ by }) => by.role).sort()).toEqual(['clerk', 'system'])
  await clerk.sitAgain()
  await clerk.sync()
  await clerk.act(filed.dossier, 'settled', { keep: refused.id, text: 'Décidé avant la fin du délai.' })
  await clerk.sync()
  expect(await status()).toMatchObject({ state: 'refused', suspended: [] })
})

test('rule 14: what is opened again while it is looked at is looked at again', async () => {
  const clerk = await createTestDevice(server, 'omar')
  await clerk.sync()
  await clerk.act(filed.dossier, 'decided', { outcome: 'refused', reason: pack.refusalReasons[0]?.id })
  await clerk.sync()
  const ports = syncPorts(server.deps)
  const reopened = { id: '', dossier: filed.dossier, kind: 'act', bytes: Buffer.from('"kind":"reopened"') } as const
  await answerSilence(
    {
      ...server.deps,
      packOf: (ref) => server.deps.packs.packOf(ref),
      ports: {
        ...ports,
        transaction: async (work) => {
          const looked = await ports.transaction(work)
          await noteAwaited(server.deps.db, [reopened])
          return looked
        },
      },
    },
    { every: true },
  )
  expect(await waits()).toBe(true)
})

test('rule 14: a dossier filed before the server kept this list is looked at too', async () => {
  const { db } = server.deps
  await db.schema.dropTable('awaited').execute()
  const { awaitedShape } = await import('./store/awaited.ts')
  await awaitedShape().up(db)
  await awaitedShape().up(db)
  expect(await awaitedOn(db, '2026-11-21')).toEqual([filed.dossier])
  expect(packRef(pack)).toContain(packId)
})

test('whoever knocks meanwhile is served before the last request has been looked at', async () => {
  for (const serial of [4068, 4069, 4070]) await fileDossier(mediator, serial, packId)
  await mediator.sync()
  let turns = 0
  const turn = (): void => {
    turns++
    next = setImmediate(turn)
  }
  let next = setImmediate(turn)
  await round(true)
  clearImmediate(next)
  expect(turns).toBeGreaterThanOrEqual(4)
})
