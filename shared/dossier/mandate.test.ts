import { describe, expect, test } from 'vitest'
import type { Directory, Role } from '../access/directory.ts'
import type { ProcedurePack } from '../procedure/pack.ts'
import type { ActKind, Workflow } from '../procedure/workflow.ts'
import { makeAct, type Act } from './act.ts'
import { sha256Url } from './canonical.ts'
import { hasMandate, isRevoked } from './mandate.ts'
import { parsePayload } from './payload.ts'
import { makeReference } from './reference.ts'
import { checkAct, kindsAllowed } from './rules.ts'
import { statusOf } from './status.ts'

const name = { fr: 'x', ar: 'س' }
const state = (shown: 'draft' | 'received' | 'missing' | 'refused') =>
  ({ name, public: shown, slaClock: 'running' }) as const
const step = (on: ActKind, from: string, to: string, by: Role[], when?: Record<string, string>) => ({
  id: `${on}-${to}`,
  on,
  from: [from],
  to,
  by,
  label: name,
  ...(when ? { when } : {}),
})
const workflow: Workflow = {
  initial: 'draft',
  states: {
    draft: state('draft'),
    filed: state('received'),
    incomplete: state('missing'),
    refused: state('refused'),
    gone: state('refused'),
  },
  transitions: [
    step('submitted', 'draft', 'filed', ['mediator']),
    step('withdrawn', 'filed', 'gone', ['mediator']),
    step('withdrawn', 'incomplete', 'gone', ['mediator']),
    step('piece-requested', 'filed', 'incomplete', ['clerk']),
    step('piece-supplied', 'incomplete', 'filed', ['mediator', 'clerk']),
    step('decided', 'incomplete', 'refused', ['clerk'], { outcome: 'refused' }),
  ],
}
const pack = {
  id: 'ma.test',
  version: '1.0.0',
  mandate: 'optional',
  workflow,
  service: { hasInputType: [{ id: 'photo' }, { id: 'id' }], produces: [{ id: 'paper', type: 'certificate' }] },
  form: { survey: [{ type: 'text', name: 'name' }] },
} as unknown as ProcedurePack
const agents = [
  { id: 'fatima', name: 'Fatima', role: 'mediator', unit: 'epn' },
  { id: 'karim', name: 'Karim', role: 'clerk', unit: 'office' },
] as const
const directory: Pick<Directory, 'units' | 'agents'> = {
  units: [
    { id: 'epn', kind: 'point', name, site: 12, pivots: [] },
    { id: 'office', kind: 'office', name, pivots: [] },
  ],
  agents,
}
const act = (kind: ActKind, agent: 'fatima' | 'karim', after: readonly Act[], payload: Act['payload'] = {}): Act => {
  const who = agents.find((one) => one.id === agent) ?? agents[0]
  return makeAct({
    v: 1,
    dossier: 'AAAAAAAAAAAAAAAAAAAAAA',
    kind,
    by: { agent, device: `${agent}-device`, unit: who.unit, role: who.role },
    at: '2026-03-01T10:00:00Z',
    beacon: null,
    after: after.map((one) => one.id),
    payload,
  })
}
const procedure = 'ma.test@1.0.0'
const hash = sha256Url(new Uint8Array())
const words = { procedure, days: 31, method: 'oral', witness: 'Voisin', text: 'نعم', textLang: 'ar', textHash: hash }
const filing = {
  procedure,
  answersHash: hash,
  attachments: [],
  to: 'office',
  reference: makeReference(12, 4067),
  tokenHash: hash,
  secretHash: hash,
  mode: 'enabling',
}
const opened = act('opened', 'fatima', [], { procedure, lang: 'ar' })
const given = act('mandate-given', 'fatima', [opened], words)
const submitted = act('submitted', 'fatima', [given], filing)
const asked = act('piece-requested', 'karim', [submitted], { pieces: ['photo'] })
const filed = [opened, given, submitted, asked]
const revoked = act('mandate-revoked', 'fatima', [asked], {})
const check = (acts: readonly Act[], one: Act): string => {
  const result = checkAct({ acts, directory, packs: [pack] }, one)
  return result.ok ? 'ok' : result.error.type
}

describe('a mandate that was taken back', () => {
  const stopped = [...filed, revoked]

  test('stops what a point does in the person’s name, and not what the office has to end', () => {
    const pieces = { pieces: ['photo'], capture: 'seen' }
    expect(check(stopped, act('piece-supplied', 'fatima', [revoked], pieces))).toBe('mandate')
    expect(check(stopped, act('corrected', 'fatima', [revoked], { field: 'x', value: 1, reason: 'y' }))).toBe('mandate')
    expect(check(stopped, act('piece-supplied', 'karim', [revoked], pieces))).toBe('ok')
    expect(check(stopped, act('decided', 'karim', [revoked], { outcome: 'refused' }))).toBe('ok')
    expect(check(stopped, act('withdrawn', 'fatima', [revoked], { reason: 'demandé' }))).toBe('ok')
  })

  test('stops a draft from being filed, even where no mandate is required', () => {
    const early = act('mandate-revoked', 'fatima', [given], {})
    expect(check([opened], act('submitted', 'fatima', [opened], filing))).toBe('ok')
    expect(check([opened, given, early], act('submitted', 'fatima', [early], filing))).toBe('mandate')
  })

  test('leaves what was done without knowing it: nobody obeys what has not reached them', () => {
    const pieces = { pieces: ['photo'], capture: 'seen' }
    expect(check(stopped, act('piece-supplied', 'fatima', [asked], pieces))).toBe('ok')
  })

  test('stands again only by a mandate that has seen it', () => {
    const unaware = act('mandate-given', 'fatima', [asked], { ...words, days: 1 })
    const again = act('mandate-given', 'fatima', [revoked], { ...words, days: 1 })
    expect(hasMandate(statusOf([...stopped, unaware], workflow))).toBe(false)
    expect(hasMandate(statusOf([...stopped, again], workflow))).toBe(true)
    expect(isRevoked(statusOf([opened], workflow))).toBe(false)
  })

  test('takes its buttons off the screen', () => {
    const mediator = { role: 'mediator', unit: 'epn' } as const
    expect(kindsAllowed(pack, statusOf(filed, workflow), mediator)).toContain('mandate-revoked')
    const after = kindsAllowed(pack, statusOf(stopped, workflow), mediator)
    expect(after).not.toContain('mandate-revoked')
    expect(after).not.toContain('piece-supplied')
    expect(after).toContain('mandate-given')
  })
})

describe('a mandate', () => {
  test('by voice names its recording', () => {
    const voice = { hash, size: 14_000, mediaType: 'audio/webm;codecs=opus', ms: 9_000 }
    expect(parsePayload('mandate-given', { ...words, method: 'voice', voice }).ok).toBe(true)
    expect(parsePayload('mandate-given', { ...words, method: 'voice' }).ok).toBe(false)
    expect(parsePayload('mandate-given', { ...words, method: 'voice', voice: { ...voice, size: 70_000 } }).ok).toBe(
      false,
    )
  })

  test('for an absent person says who acts, or nothing is filed', () => {
    const surrogate = { ...filing, mode: 'surrogate' }
    const named = act('mandate-given', 'fatima', [opened], { ...words, surrogate: { name: 'Itto', paper: 'carte' } })
    expect(check([opened, given], act('submitted', 'fatima', [given], surrogate))).toBe('mandate')
    expect(check([opened, named], act('submitted', 'fatima', [named], surrogate))).toBe('ok')
    expect(check([opened], act('submitted', 'fatima', [opened], surrogate))).toBe('mandate')
  })
})

describe('a mandate whose last day has passed', () => {
  const beaconAt = (day: string): string => `${day}T08:00:00Z.${'A'.repeat(43)}`
  const quoting = (one: Act, day: string): Act => makeAct({ ...body(one), beacon: beaconAt(day) })
  const body = ({ id: _id, ...rest }: Act) => rest
  const ends = quoting(act('mandate-given', 'fatima', [opened], { ...words, until: '2026-03-31' }), '2026-03-01')
  const history = [opened, ends, act('submitted', 'fatima', [ends], filing)]
  const wanting = act('piece-requested', 'karim', history.slice(-1), { pieces: ['photo'] })
  const acts = [...history, wanting]
  const supplied = act('piece-supplied', 'fatima', [wanting], { pieces: ['photo'], capture: 'seen' })

  test('refuses the point by the beacon it quotes, and takes its button off', () => {
    expect(check(acts, quoting(supplied, '2026-03-31'))).toBe('ok')
    expect(check(acts, quoting(supplied, '2026-04-01'))).toBe('mandate-over')
    expect(check(acts, supplied)).toBe('ok')
    const mediator = { role: 'mediator', unit: 'epn' } as const
    const status = statusOf(acts, workflow)
    expect(kindsAllowed(pack, status, mediator, beaconAt('2026-03-31'))).toContain('piece-supplied')
    const after = kindsAllowed(pack, status, mediator, beaconAt('2026-04-01'))
    expect(after).not.toContain('piece-supplied')
    expect(after).toContain('mandate-given')
  })

  test('is asked for again, and the dossier goes on', () => {
    const again = quoting(
      act('mandate-given', 'fatima', [wanting], { ...words, days: 1, until: '2026-03-01' }),
      '2026-04-01',
    )
    const later = makeAct({ ...body(supplied), after: [again.id], beacon: beaconAt('2026-04-01') })
    expect(check(acts, again)).toBe('ok')
    expect(check([...acts, again], later)).toBe('ok')
  })
})
