import { describe, expect, test } from 'vitest'
import type { CommuneKind } from '../procedure/workflow.ts'
import { circulationOf } from '../sync/circulation.ts'
import { people, recordedPayload, sampleDossier, voiceAct } from '../voice/sample-acts.ts'
import { actBytes, makeAct, parseAct, type Act, type ActAuthor } from './act.ts'
import { mostVoiceBytes } from './commune-payload.ts'
import { checkAct } from './rules.ts'
import { standingChange } from './standing.ts'

const directory = {
  units: [],
  agents: Object.values(people).map(({ agent, role, unit }) => ({ id: agent, name: agent, role, unit })),
}
const verdict = (act: Act, acts: readonly Act[] = []): string => {
  const checked = checkAct({ acts, directory, packs: [] }, act)
  return checked.ok ? 'ok' : checked.error.type
}
const { fatima, lahcen, nadia } = people
const recorded = voiceAct('voice-recorded', fatima, [], recordedPayload)
const approval = { scope: 'commune', to: ['epn-asni', 'epn-imlil'] }
const counted = {
  day: '2026-03-01',
  to: ['bureau'],
  forms: [
    {
      procedure: 'ma.x',
      filed: 3,
      refused: 0,
      turned: [0, 0, 1, 2, 0, 0, 0, 0],
      byCitizen: 4,
      byHelper: 6,
      readBack: 2,
      skipped: { hurry: 1 },
      corrected: 1,
      wrong: 2,
      taught: 9,
      missed: 1,
    },
  ],
}

test('a mediator records, a supervisor approves or rejects', () => {
  expect(verdict(recorded)).toBe('ok')
  expect(verdict(voiceAct('voice-approved', nadia, [recorded], approval), [recorded])).toBe('ok')
  expect(verdict(voiceAct('voice-rejected', nadia, [recorded], { reason: 'bruit' }), [recorded])).toBe('ok')
  expect(verdict(voiceAct('voice-approved', fatima, [recorded], approval), [recorded])).toBe('role')
})

test('who recorded it, or a supervisor, takes it back; nobody else does', () => {
  expect(verdict(voiceAct('voice-withdrawn', fatima, [recorded], {}), [recorded])).toBe('ok')
  expect(verdict(voiceAct('voice-withdrawn', nadia, [recorded], {}), [recorded])).toBe('ok')
  expect(verdict(voiceAct('voice-withdrawn', lahcen, [recorded], {}), [recorded])).toBe('role')
})

test('nothing is decided of what was taken back, by somebody who has seen it', () => {
  const withdrawn = voiceAct('voice-withdrawn', fatima, [recorded], {})
  const after = voiceAct('voice-approved', nadia, [withdrawn], approval)
  const apart = voiceAct('voice-approved', nadia, [recorded], approval)
  expect(verdict(after, [recorded, withdrawn])).toBe('order')
  expect(verdict(apart, [recorded, withdrawn])).toBe('ok')
})

test('a recording is a dossier of its own: nothing of a request stands in it, and nothing of it in a request', () => {
  const opened = makeAct({ ...recorded, kind: 'opened', payload: { procedure: 'ma.x@1.0.0', lang: 'fr' } })
  expect(verdict(opened, [recorded])).toBe('order')
  expect(verdict(recorded, [opened])).toBe('order')
  expect(verdict(voiceAct('voice-recorded', fatima, [], { ...recordedPayload, ms: 2 }), [recorded])).toBe('order')
  const noted = makeAct({ ...recorded, kind: 'noted', after: [recorded.id], payload: { text: 'x' } })
  expect(verdict(noted, [recorded])).toBe('order')
})

test('an approval that has not seen the recording is no approval', () => {
  expect(verdict(voiceAct('voice-approved', nadia, [], approval), [recorded])).toBe('order')
})

test('a recording without consent, or longer than a packet carries well, is no recording', () => {
  const { consent: _consent, ...without } = recordedPayload
  const most = 'A'.repeat(Math.ceil((mostVoiceBytes * 4) / 3))
  expect(verdict(voiceAct('voice-recorded', fatima, [], without))).toBe('malformed')
  expect(verdict(voiceAct('voice-recorded', fatima, [], { ...recordedPayload, audio: most }))).toBe('ok')
  expect(verdict(voiceAct('voice-recorded', fatima, [], { ...recordedPayload, audio: `${most}A` }))).toBe('malformed')
})

test('the day is counted once in a dossier, by whoever is at the desk', () => {
  const count = voiceAct('visits-counted', fatima, [], counted)
  expect(verdict(count)).toBe('ok')
  expect(verdict(voiceAct('visits-counted', fatima, [count], counted), [count])).toBe('order')
  expect(verdict(voiceAct('visits-counted', fatima, [], { ...counted, forms: [] }))).toBe('malformed')
})

test('these acts come back from their bytes as they were', () => {
  for (const act of [recorded, voiceAct('visits-counted', fatima, [], counted)])
    expect(parseAct(actBytes(act))).toEqual({ ok: true, value: act })
  expect(recorded.dossier).toBe(sampleDossier)
})

describe('devices and people', () => {
  const dossier = 'AAAAAAAAAAAAAAAAAAAAAQ'
  const machine = 'BBBBBBBBBBBBBBBBBBBBBA'
  const to = ['bureau', 'epn-asni']
  const act = (
    kind: CommuneKind,
    by: ActAuthor,
    payload: Act['payload'],
    after: readonly Act[] = [],
    beacon: string | null = null,
  ): Act =>
    makeAct({ v: 1, dossier, kind, by, at: '2026-03-01T10:00:00Z', beacon, after: after.map((one) => one.id), payload })
  const joins = { agent: 'aicha', device: fatima.device, publicKey: 'B'.repeat(87), to }

  test('a person joins where they stand, in the unit of whoever adds them', () => {
    const newcomer = { name: 'Aïcha', role: 'mediator', unit: 'epn-asni' }
    expect(verdict(act('person-joined', fatima, { ...joins, device: machine }))).toBe('role')
    const here = { ...fatima, device: machine }
    const joined = { ...joins, device: machine }
    expect(verdict(act('person-joined', here, { ...joined, newcomer }))).toBe('ok')
    expect(verdict(act('person-joined', here, { ...joined, newcomer: { ...newcomer, unit: 'bureau' } }))).toBe('role')
  })

  test('a supervisor certifies the very person they have seen join, once', () => {
    const joined = act('person-joined', { ...fatima, device: machine }, { ...joins, device: machine })
    const certified = act('person-certified', nadia, { joined: joined.id }, [joined])
    expect(verdict(certified, [joined])).toBe('ok')
    expect(verdict(act('person-certified', nadia, { joined: certified.id }, [joined]), [joined])).toBe('order')
    expect(verdict(act('person-certified', fatima, { joined: joined.id }, [joined]), [joined])).toBe('role')
    const again = act('person-certified', nadia, { joined: joined.id }, [certified])
    expect(verdict(again, [joined, certified])).toBe('order')
  })

  test('nobody ends their own access everywhere, and anybody theirs on one device', () => {
    const left = { agent: 'nadia', reason: 'left', to }
    expect(verdict(act('person-left', nadia, left))).toBe('role')
    expect(verdict(act('person-left', nadia, { ...left, device: machine }))).toBe('ok')
  })

  test('who reads of an order: the unit where it was given and those it names', () => {
    const revoked = act('device-revoked', nadia, { device: machine, reason: 'stolen', to: ['epn-asni'] })
    expect(circulationOf([revoked])).toEqual(['bureau', 'epn-asni'])
    const loan = act('device-lent', nadia, { device: machine, unit: 'epn-imlil', to })
    expect(circulationOf([loan, act('device-returned', { ...nadia, unit: 'elsewhere' }, {}, [loan])])).toEqual(to)
  })

  test('what each of them changes says so without the rest', () => {
    const loan = act('device-lent', nadia, { device: machine, unit: 'epn-imlil', until: '2026-04-01', to })
    const lent = { type: 'lent', loan: loan.id, device: machine, unit: 'epn-imlil', until: '2026-04-01' }
    expect(standingChange([], loan)).toEqual(lent)
    const returned = act('device-returned', nadia, {}, [loan])
    expect(standingChange([loan], returned)).toEqual({ type: 'returned', loan: loan.id, device: machine })
    const beacon = `2026-03-01T09:00:00Z.${'s'.repeat(43)}`
    const link = act('link-made', nadia, { agent: 'lahcen', codeHash: 'h'.repeat(43), to }, [], beacon)
    expect(standingChange([], link)).toMatchObject({ type: 'link', notBefore: '2026-03-01T09:00:00Z', newcomer: null })
    const key = act('key-rotated', fatima, { publicKey: 'B'.repeat(87), to })
    expect(standingChange([], key)).toMatchObject({ type: 'rotated', agent: 'fatima', device: fatima.device })
    expect(standingChange([], recorded)).toBeNull()
  })
})
