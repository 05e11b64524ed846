// The matrix once more through the real server, by every way in which an act can arrive: its author's own sync, somebody
// else's relay, a stick. Whoever carries it, it counts or not as the table says; and nobody reads what is not their unit's.
import { fromBase64UrlEncoded } from 'lib0/buffer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actBytes, type Act, type ActAuthor } from '../../shared/dossier/act.ts'
import { communeKinds } from '../../shared/procedure/workflow.ts'
import { entryId } from '../../shared/sync/entry.ts'
import { encodeStickContent, outboxFile, outboxHead, stickMediaType } from '../../shared/sync/stick-file.ts'
import { mediaType } from '../../shared/sync/wire-parts.ts'
import { relayRequest } from '../../shared/sync/wire-request.ts'
import { sealSuite } from '../accept/codec.ts'
import { stickInfo } from '../accept/stick.ts'
import { createTestDevice, newId, newKeyPair, type TestDevice } from '../testing/test-device.ts'
import { fileDossier } from '../testing/test-dossier.ts'
import { createTestServer, random, shippedPacks, type TestServer } from '../testing/test-server.ts'
import {
  mayMove,
  mayWriteForCommune,
  mayWriteInRequest,
  scopes,
  staffRoles,
  type Scope,
  type Situation,
  type StaffRole,
} from './policy.ts'
import { sayingsOf } from './sayings.ts'
import { actOf, allKinds } from './scenes.ts'

const units = { own: 'epn-asni', circulation: 'bureau-general', other: 'etat-civil' } as const
const agentOf = (role: StaffRole, scope: Exclude<Scope, 'none'>): string => `${role}-${units[scope]}`
const pack = roadReport()
const filing = pack.workflow.transitions.find(({ on }) => on === 'submitted')

/** As `fileDossier` leaves it. */
const now: Situation = {
  state: filing?.to ?? '',
  phase: 'filed',
  made: [filing?.id ?? ''],
  inside: ['own', 'circulation'],
  holder: 'circulation',
  asked: [],
  issued: false,
  handed: false,
  handedApart: false,
  disputed: false,
}

function roadReport() {
  const found = shippedPacks().find(({ id }) => id === 'xx.road-report')
  if (!found) throw new Error('no road report')
  return found
}

let server: TestServer
let helper: TestDevice
beforeAll(async () => {
  server = await createTestServer()
  let position = 100
  for (const unit of Object.values(units))
    for (const role of staffRoles)
      await server.deps.db
        .insertInto('agents')
        .values({ id: `${role}-${unit}`, name: role, role, unit, position: position++, revoked_at: null })
        .execute()
  helper = await createTestDevice(server, agentOf('mediator', 'own'))
}, 60_000)
afterAll(() => server.close())

const post = (path: string, type: string, body: Uint8Array): Promise<Response> =>
  server.request(path, { method: 'POST', headers: { 'Content-Type': type }, body: new Uint8Array(body) })

const packetsOf = async (device: TestDevice): Promise<readonly Uint8Array[]> => {
  await device.cut()
  return (await device.disk.outbox()).map(({ bytes }) => bytes)
}

const carriers: Readonly<Record<string, (device: TestDevice) => Promise<void>>> = {
  'its author’s own sync': async (device) => void (await device.sync()),
  'a locked device': async (device) => {
    await device.cut()
    await device.push()
  },
  'somebody else’s relay': async (device) => {
    const answer = await post('/api/sync', mediaType, relayRequest(await packetsOf(device), random(8)))
    expect(answer.status).toBe(200)
  },
  'a stick': async (device) => {
    const suite = sealSuite()
    const sealKey = new Uint8Array(fromBase64UrlEncoded(device.enrolled.sealKey))
    const recipientPublicKey = await suite.kem.deserializePublicKey(sealKey)
    const packets = await packetsOf(device)
    const content = encodeStickContent({ id: newId(), secret: random(32), device: device.id, number: 1, packets })
    const info = new TextEncoder().encode(stickInfo)
    const { ct, enc } = await suite.seal({ recipientPublicKey, info }, new Uint8Array(content), outboxHead)
    const file = outboxFile(new Uint8Array([...new Uint8Array(enc), ...new Uint8Array(ct)]))
    expect((await post('/api/import', stickMediaType, file)).status).toBe(200)
  },
}

/** Somebody of that role there; of nowhere: on a device of ours, with a key and a name that the commune never heard of. */
const deviceFor = async (role: StaffRole, scope: Scope): Promise<TestDevice> => {
  // Enrolments and sticks are counted by the minute.
  server.setClock(new Date(server.now().getTime() + 10_000).toISOString())
  const device = await createTestDevice(server, agentOf(role, scope === 'none' ? 'own' : scope))
  if (scope !== 'none') return device
  const stranger = { id: `${role}-nowhere`, name: 'X', role, unit: units.own }
  await device.sitAgain({ agent: stranger, key: await newKeyPair() })
  return device
}

interface Tried {
  readonly act: Act
  readonly what: string
  readonly may: boolean
}

const tryAs = async (role: StaffRole, scope: Scope, device: TestDevice): Promise<readonly Tried[]> => {
  const { id: agent, unit } = device.person
  const by: ActAuthor = { agent, device: device.id, unit, role }
  const tried: Tried[] = []
  // What is refused changes nothing: one dossier will do for all of it.
  const shared = await fileDossier(helper, 0)
  const say = sayingsOf({ pack, by, acts: [], units })
  for (const kind of allKinds) {
    const isCommune = communeKinds.find((one) => one === kind)
    for (const { payload, isWrong, movesAs } of say(kind)) {
      const asked = { kind, payload, isWrong, role, scope, now, pack }
      const may = mayWriteInRequest(asked) && (movesAs === undefined || mayMove({ ...asked, ...movesAs }))
      const { dossier } = may ? await fileDossier(helper, 0) : shared
      tried.push({
        act: actOf(kind, by, dossier, helper.actsOf(dossier), payload),
        may,
        what: `${role} ${scope} ${kind} in a request`,
      })
      if (isCommune)
        tried.push({
          act: actOf(kind, by, newId(), [], payload),
          may: mayWriteForCommune({ kind: isCommune, role, scope, before: [], isOwn: false }),
          what: `${role} ${scope} ${kind} in an empty dossier`,
        })
    }
  }
  const forged = { ...by, agent: 'server', device: 'server', role: 'system' as const }
  for (const kind of ['received', 'decided'] as const)
    tried.push({
      act: actOf(kind, forged, shared.dossier, helper.actsOf(shared.dossier), say(kind)[0]?.payload ?? {}),
      may: false,
      what: `${role} ${scope} ${kind} as the server itself`,
    })
  return tried
}

const counts = async (acts: readonly Act[]): Promise<ReadonlySet<string>> => {
  const dossiers = [...new Set(acts.map(({ dossier }) => dossier))]
  const rows = await server.deps.db
    .selectFrom('entries')
    .select('id')
    .where('dossier', 'in', dossiers)
    .where('held', 'is', null)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

describe('who reads', () => {
  test('a request: those of the units it is in, and nobody else; supervisors too read as their unit', async () => {
    const { dossier } = await fileDossier(helper, 0)
    await helper.sync()
    for (const role of staffRoles)
      for (const scope of scopes) {
        const device = await deviceFor(role, scope)
        await device.sync()
        const may = scope === 'own' || scope === 'circulation'
        expect(`${role} ${scope} ${device.disk.dossiers().includes(dossier)}`).toBe(`${role} ${scope} ${may}`)
      }
  }, 120_000)

  test('the list of devices: supervisors; the key of an office: who decides in it; nobody: a stranger', async () => {
    for (const role of staffRoles)
      for (const scope of scopes) {
        const device = await deviceFor(role, scope)
        await device.sync()
        const { told } = device
        const isKnown = scope !== 'none'
        const decides = (role === 'clerk' || role === 'officer') && scope !== 'own'
        expect({ role, scope, directory: told !== null, devices: !!told?.devices, key: !!told?.officeKey }).toEqual({
          role,
          scope,
          directory: isKnown,
          devices: isKnown && role === 'supervisor',
          key: isKnown && decides,
        })
      }
  }, 120_000)
})

describe('0 unexpected allow, whoever carries it', () => {
  test.each(Object.entries(carriers))('%s', { timeout: 180_000 }, async (_name, carry) => {
    const wrong: string[] = []
    let allowed = 0
    for (const role of staffRoles)
      for (const scope of scopes) {
        const device = await deviceFor(role, scope)
        const tried = await tryAs(role, scope, device)
        await helper.sync()
        for (const { act } of tried)
          await device.disk.keep({ dossier: act.dossier, kind: 'act', bytes: actBytes(act) }, device.incarnation)
        await carry(device)
        const applied = await counts(tried.map(({ act }) => act))
        for (const { act, may, what } of tried) {
          const does = applied.has(entryId({ dossier: act.dossier, kind: 'act', bytes: actBytes(act) }))
          if (does) allowed++
          if (does !== may) wrong.push(`${does ? 'allowed' : 'refused'}: ${what}`)
        }
      }
    expect(wrong).toEqual([])
    expect(allowed).toBeGreaterThan(100)
  })
})
