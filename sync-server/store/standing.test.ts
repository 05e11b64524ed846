// After a restore the acts about devices and people come back from whoever kept them, some of them twice, in any order
// that their own order allows. What the server then makes of it must be what it made of it before.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { actBytes, makeAct, type Act } from '../../shared/dossier/act.ts'
import { sha256Url, toBase64Url } from '../../shared/dossier/canonical.ts'
import type { ActKind } from '../../shared/procedure/workflow.ts'
import { entryId } from '../../shared/sync/entry.ts'
import type { LogEntry } from '../../shared/sync/server-ports.ts'
import { demoCommune } from '../demo.ts'
import { openTestStore } from '../testing/test-store.ts'
import type { StoreEngine } from './engine.ts'
import { addEnrolmentCode, useEnrolmentCode } from './enrolment.ts'
import { ensureEpoch } from './meta.ts'
import { agentKey, setUpCommune, staff } from './people.ts'
import { transact } from './sync-store.ts'
import { knownKeys } from './withdrawals.ts'

const now = new Date('2026-11-21T09:00:00Z')
const idOf = (word: string): string => sha256Url(new TextEncoder().encode(word)).slice(0, 21) + 'A'
const keyOf = (word: string): Uint8Array => new Uint8Array(65).fill(word.charCodeAt(0))
const [asni, imlil, office] = [idOf('asni'), idOf('imlil'), idOf('office')]
const to = ['bureau-general']

const act = (kind: ActKind, payload: Act['payload'], after: Act | null = null): Act =>
  makeAct({
    v: 1,
    dossier: after?.dossier ?? idOf(`${kind} ${JSON.stringify(payload)}`),
    kind,
    by: { agent: 'nadia', device: office, unit: 'bureau-general', role: 'supervisor' },
    at: now.toISOString(),
    beacon: null,
    after: after ? [after.id] : [],
    payload,
  })
const joined = (agent: string, device: string, newcomer?: Record<string, string>): Act =>
  act('person-joined', {
    agent,
    device,
    publicKey: toBase64Url(keyOf(agent)),
    ...(newcomer ? { newcomer } : {}),
    to,
  })

const loan = act('device-lent', { device: asni, unit: 'epn-imlil', to })
const [aicha, guest, late] = [
  joined('aicha', asni, { name: 'Aïcha', role: 'mediator', unit: 'epn-asni' }),
  joined('lahcen', asni),
  joined('brahim', imlil, { name: 'Brahim', role: 'mediator', unit: 'epn-imlil' }),
]
const certified = (one: Act): Act => act('person-certified', { joined: one.id }, one)
const acts: readonly Act[] = [
  loan,
  act('device-returned', {}, loan),
  act('device-lent', { device: office, unit: 'etat-civil', to }),
  act('device-erase-ordered', { device: asni, to }),
  act('device-revoked', { device: imlil, reason: 'stolen', to }),
  act('person-left', { agent: 'fatima', device: asni, reason: 'moved', to }),
  act('person-left', { agent: 'omar', reason: 'left', to }),
  act('person-left', { agent: 'aicha', device: asni, reason: 'mistrusted', to }),
  ...[aicha, guest, late].flatMap((one) => [one, certified(one)]),
  act('link-made', { agent: 'khadija', codeHash: sha256Url(keyOf('k')), to }),
  act('link-made', {
    agent: 'omar',
    codeHash: sha256Url(keyOf('o')),
    newcomer: { name: 'Omar', role: 'clerk', unit: 'bureau-general' },
    to,
  }),
]

/** As a backup has it: three devices, with a person each. */
const restored = async (): Promise<StoreEngine> => {
  const engine = await openTestStore()
  const { db } = engine
  await ensureEpoch(db, 'random')
  await setUpCommune(db, demoCommune)
  for (const [device, agent] of [
    [asni, 'fatima'],
    [imlil, 'lahcen'],
    [office, 'nadia'],
  ] as const) {
    await addEnrolmentCode(db, agent, device, now)
    await useEnrolmentCode(db, { code: device, device, deviceKey: keyOf(device), agentKey: keyOf(agent) }, now)
  }
  return engine
}

/** Everything that anyone is told or refused because of these acts. */
const standing = async ({ db }: StoreEngine): Promise<unknown> => {
  const devices = [asni, imlil, office]
  const people = ['fatima', 'lahcen', 'khadija', 'omar', 'nadia', 'aicha', 'brahim']
  const pairs = devices.flatMap((device) => people.map((agent) => [device, agent] as const))
  const codes = await db.selectFrom('enrolment_codes').select(['hash', 'agent', 'used_at']).orderBy('hash').execute()
  const { value } = await transact(db, '', async (tx) => Promise.all(devices.map((id) => tx.device(id))), {
    now: () => now,
  })
  return {
    devices: value,
    keys: await Promise.all(pairs.map(([device, agent]) => agentKey(db, device, agent))),
    known: await Promise.all(pairs.map(([device, agent]) => knownKeys(db, device, agent))),
    staff: (await staff(db)).toSorted((one, two) => one.id.localeCompare(two.id)),
    codes,
  }
}

const entryOf = (one: Act): LogEntry => {
  const entry = { dossier: one.dossier, kind: 'act', bytes: actBytes(one) } as const
  return { ...entry, id: entryId(entry), origin: { incarnation: 'witness', n: 0 }, held: null }
}

/** In groups, each one transaction; an act never before the one it follows. */
const bring = async (engine: StoreEngine, order: readonly Act[], size: number): Promise<void> => {
  const sorted: Act[] = []
  for (const one of order) {
    const first = acts.find(({ id }) => one.after.includes(id))
    for (const each of [first, one]) if (each && !sorted.includes(each)) sorted.push(each)
  }
  for (let at = 0; at < sorted.length; at += size)
    await transact(engine.db, '', (tx) => tx.saveEntries(sorted.slice(at, at + size).map(entryOf)), { now: () => now })
}

test('whatever the order in which they come back, the same devices, people and keys are trusted', async () => {
  const first = await restored()
  await bring(first, acts, 1)
  const expected = await standing(first)
  await first.close()
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...acts], { minLength: acts.length }),
      fc.integer({ min: 1, max: 5 }),
      async (order, size) => {
        const engine = await restored()
        try {
          await bring(engine, order, size)
          expect(await standing(engine)).toEqual(expected)
        } finally {
          await engine.close()
        }
      },
    ),
    { numRuns: 25 },
  )
}, 60_000)

test('and it says what was ordered', async () => {
  const engine = await restored()
  await bring(engine, acts, 3)
  const { db } = engine
  expect(await standing(engine)).toMatchObject({
    devices: [
      { orders: { revoked: false, erase: true, lentTo: null } },
      { orders: { revoked: true, erase: false, lentTo: null } },
      { orders: { revoked: false, erase: false, lentTo: 'etat-civil' } },
    ],
  })
  const known = (await staff(db)).map(({ id }) => id)
  expect(known).toEqual(expect.arrayContaining(['aicha', 'brahim', 'fatima', 'khadija', 'lahcen', 'nadia']))
  expect(known).not.toContain('omar')
  for (const [device, agent] of [
    [asni, 'fatima'],
    [asni, 'aicha'],
    [asni, 'lahcen'],
    [imlil, 'lahcen'],
    [imlil, 'brahim'],
  ] as const)
    expect(await agentKey(db, device, agent)).toBeNull()
  expect(await agentKey(db, office, 'nadia')).toEqual(keyOf('nadia'))
  await engine.close()
})
