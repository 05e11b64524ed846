import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Directory } from '../access/directory.ts'
import type { ProcedurePack } from '../procedure/pack.ts'
import type { ActKind, Transition, Workflow } from '../procedure/workflow.ts'
import { actBytes, makeAct, parseAct, type Act, type ActAuthor } from './act.ts'
import { sha256Url } from './canonical.ts'
import { headsOf, inOrder } from './graph.ts'
import { makeReference } from './reference.ts'
import { hasMandate } from './mandate.ts'
import { checkAct, kindsAllowed } from './rules.ts'
import { statusOf } from './status.ts'

const name = { fr: 'x', ar: 'س' }
const state = (
  shown: 'draft' | 'received' | 'missing' | 'accepted' | 'refused' | 'ready' | 'handed-over',
  final?: 'accepted' | 'refused',
) => ({ name, public: shown, slaClock: 'running', ...(final ? { final } : {}) }) as const
const step = (
  on: ActKind,
  from: string[],
  to: string,
  by: Transition['by'],
  more: Partial<Transition> = {},
): Transition => ({
  id: `${on}-${to}`,
  on,
  from,
  to,
  by,
  label: name,
  ...more,
})
const workflow: Workflow = {
  initial: 'draft',
  states: {
    draft: state('draft'),
    filed: state('received'),
    incomplete: state('missing'),
    accepted: state('accepted'),
    ready: state('ready'),
    delivered: state('handed-over', 'accepted'),
    refused: state('refused', 'refused'),
  },
  transitions: [
    step('submitted', ['draft'], 'filed', ['mediator', 'clerk']),
    step('piece-requested', ['filed'], 'incomplete', ['clerk'], { once: true }),
    step('piece-supplied', ['incomplete'], 'filed', ['mediator', 'clerk']),
    step('decided', ['filed', 'incomplete'], 'accepted', ['clerk'], { when: { outcome: 'accepted' } }),
    step('decided', ['filed', 'incomplete'], 'refused', ['clerk'], {
      when: { outcome: 'refused' },
      requires: ['reason'],
    }),
    step('ready', ['accepted'], 'ready', ['clerk']),
    step('handed-over', ['ready'], 'delivered', ['clerk']),
  ],
}
const pack = {
  id: 'ma.test',
  version: '1.0.0',
  mandate: 'required',
  workflow,
  service: { hasInputType: [{ id: 'photo' }, { id: 'id' }], produces: [{ id: 'paper', type: 'certificate' }] },
  form: { survey: [{ type: 'text', name: 'name' }] },
} as unknown as ProcedurePack
const directory: Pick<Directory, 'units' | 'agents'> = {
  units: [
    { id: 'epn', kind: 'point', name, site: 12, pivots: [] },
    { id: 'office', kind: 'office', name, pivots: ['etat-civil'] },
    { id: 'other', kind: 'office', name, pivots: [] },
  ],
  agents: [
    { id: 'fatima', name: 'Fatima', role: 'mediator', unit: 'epn' },
    { id: 'karim', name: 'Karim', role: 'clerk', unit: 'office' },
    { id: 'samira', name: 'Samira', role: 'clerk', unit: 'office' },
    { id: 'omar', name: 'Omar', role: 'clerk', unit: 'other' },
  ],
}
const by = (agent: string): ActAuthor => {
  const found = directory.agents.find((one) => one.id === agent)
  if (!found) throw new Error(agent)
  return { agent, device: `${agent}-device`, unit: found.unit, role: found.role }
}
const dossier = 'AAAAAAAAAAAAAAAAAAAAAA'
const hash = sha256Url(new Uint8Array())
const procedure = 'ma.test@1.0.0'
const act = (kind: ActKind, agent: string, after: readonly Act[], payload: Act['payload'] = {}): Act =>
  makeAct({
    v: 1,
    dossier,
    kind,
    by: by(agent),
    at: '2026-03-01T10:00:00Z',
    beacon: null,
    after: after.map((a) => a.id),
    payload,
  })

const opened = act('opened', 'fatima', [], { procedure, lang: 'ar' })
const mandate = act('mandate-given', 'fatima', [opened], {
  procedure,
  days: 1,
  method: 'oral',
  text: 'نعم',
  textLang: 'ar',
  textHash: hash,
})
const submitted = act('submitted', 'fatima', [mandate], {
  procedure,
  answersHash: hash,
  attachments: [],
  to: 'office',
  reference: makeReference(12, 4067),
  tokenHash: hash,
  secretHash: hash,
  mode: 'enabling',
})
const filed = [opened, mandate, submitted]
const accept = (agent: string, after: readonly Act[]) => act('decided', agent, after, { outcome: 'accepted' })
const refusal = (agent: string, after: readonly Act[]) =>
  act('decided', agent, after, { outcome: 'refused', reason: 'duplicate', text: 'déjà délivré' })
const check = (acts: readonly Act[], one: Act): string => {
  const result = checkAct({ acts, directory, packs: [pack] }, one)
  return result.ok ? 'ok' : result.error.type
}

describe('an act', () => {
  test('is the same act after a journey as bytes', () => {
    for (const one of filed) expect(parseAct(actBytes(one))).toEqual({ ok: true, value: one })
  })
  test('with one byte changed is another act or none', () => {
    const bytes = actBytes(submitted)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = bytes.slice()
        changed[at] = (changed[at] ?? 0) ^ flip
        const parsed = parseAct(changed)
        if (parsed.ok) expect(parsed.value.id).not.toBe(submitted.id)
      }),
    )
  })
  test('with a field too many, or not in canonical form, is refused', () => {
    const encode = (text: string) => new TextEncoder().encode(text)
    const text = new TextDecoder().decode(actBytes(opened))
    expect(parseAct(encode(text.replace('"v":1', '"v":1,"w":2'))).ok).toBe(false)
    expect(parseAct(encode(` ${text}`)).ok).toBe(false)
    expect(parseAct(encode('{}')).ok).toBe(false)
    expect(parseAct(encode('<html>')).ok).toBe(false)
  })
})

describe('the status', () => {
  test('follows a dossier from the counter to the hand-over', () => {
    const request = act('piece-requested', 'karim', [submitted], { pieces: ['photo'] })
    const supplied = act('piece-supplied', 'fatima', [request], { pieces: ['photo'], capture: 'seen' })
    const decided = accept('karim', [supplied])
    const ready = act('ready', 'karim', [decided])
    const over = act('handed-over', 'karim', [ready], { proof: 'reference' })
    const shown = [...filed, request, supplied, decided, ready, over].map((_, n, all) =>
      statusOf(all.slice(0, n + 1), workflow),
    )
    expect(shown.map((s) => s.public)).toEqual([
      'draft',
      'draft',
      'received',
      'missing',
      'received',
      'accepted',
      'ready',
      'handed-over',
    ])
    expect(shown.at(3)?.missing).toEqual(['photo'])
    expect(shown.at(-1)).toMatchObject({
      closed: true,
      reference: makeReference(12, 4067),
      circulation: ['epn', 'office'],
    })
    expect(shown.at(-1)?.withoutEffect.size).toBe(0)
  })

  test('two decisions that have not seen each other suspend it, and a settlement keeps one; all three stay in the history', () => {
    const yes = accept('karim', [submitted])
    const no = refusal('samira', [submitted])
    const both = statusOf([...filed, yes, no], workflow)
    expect(both.public).toBe('suspended')
    expect(both.suspended.map((a) => a.id).sort()).toEqual([yes.id, no.id].sort())
    const settled = act('settled', 'samira', [yes, no], { keep: no.id, text: 'doublon vérifié' })
    const after = statusOf([...filed, yes, no, settled], workflow)
    expect(after).toMatchObject({ state: 'refused', public: 'refused', closed: true, suspended: [] })
    expect(after.history).toHaveLength(6)
    expect(after.withoutEffect).toEqual(new Set([yes.id]))
  })

  test('a decision that saw the other is kept without effect, it does not suspend', () => {
    const yes = accept('karim', [submitted])
    const later = refusal('samira', [yes])
    const status = statusOf([...filed, yes, later], workflow)
    expect(status).toMatchObject({ state: 'accepted', suspended: [] })
    expect(status.withoutEffect).toEqual(new Set([later.id]))
  })

  test('is the same in whatever order the acts arrived', () => {
    const yes = accept('karim', [submitted])
    const no = refusal('samira', [submitted])
    const all = [...filed, yes, no, act('claimed', 'karim', [submitted]), act('noted', 'samira', [no], { text: 'vu' })]
    const expected = statusOf(all, workflow)
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(statusOf(shuffled, workflow)).toEqual(expected)
      }),
    )
  })

  test('heads are the acts nobody has seen, and order respects what was seen', () => {
    expect(headsOf(filed)).toEqual([submitted.id])
    expect(inOrder([...filed].reverse()).map((a) => a.kind)).toEqual(['opened', 'mandate-given', 'submitted'])
  })
})

describe('the rules', () => {
  test('let the honest road pass', () => {
    const request = act('piece-requested', 'karim', [submitted], { pieces: ['photo'] })
    const road = [...filed, request, act('piece-supplied', 'fatima', [request], { pieces: ['photo'], capture: 'seen' })]
    expect(road.map((one, n) => check(road.slice(0, n), one))).toEqual(road.map(() => 'ok'))
  })
  test('refuse what the role, the circulation, the mandate, the office or the state forbid', () => {
    expect(check([opened], act('decided', 'fatima', [opened], { outcome: 'accepted' }))).toBe('role')
    expect(check(filed, act('claimed', 'omar', [submitted]))).toBe('circulation')
    expect(check([opened], act('submitted', 'fatima', [opened], submitted.payload))).toBe('mandate')
    expect(check([opened, mandate], act('submitted', 'fatima', [mandate], { ...submitted.payload, to: 'epn' }))).toBe(
      'office',
    )
    expect(
      check(
        [opened, mandate],
        act('submitted', 'fatima', [mandate], { ...submitted.payload, reference: makeReference(13, 1) }),
      ),
    ).toBe('reference')
    expect(check(filed, act('ready', 'karim', [submitted]))).toBe('not-accepted')
    expect(check(filed, act('submitted', 'fatima', [submitted], submitted.payload))).toBe('filed')
    expect(check([], act('claimed', 'karim', []))).toBe('order')
    expect(check([opened], act('opened', 'fatima', [opened], opened.payload))).toBe('order')
    expect(check([], act('opened', 'fatima', [], { procedure: 'ma.none@1.0.0', lang: 'fr' }))).toBe('unknown-procedure')
    expect(check(filed, act('decided', 'karim', [submitted], { outcome: 'refused' }))).toBe('malformed')
  })
  test('let a mandate be taken back outside the circulation, by who names the act it was filed by', () => {
    const taken = act('mandate-revoked', 'omar', [submitted])
    expect(check(filed, taken)).toBe('ok')
    expect(hasMandate(statusOf([...filed, taken], workflow))).toBe(false)
    expect(check(filed, act('mandate-revoked', 'omar', [mandate]))).toBe('circulation')
    expect(check(filed, act('mandate-revoked', 'omar', []))).toBe('circulation')
  })
  test('refuse a person who claims a role the directory does not give', () => {
    const forged = makeAct({
      ...submitted,
      id: undefined,
      kind: 'claimed',
      payload: {},
      by: { ...by('fatima'), role: 'clerk' },
    } as never)
    expect(check(filed, forged)).toBe('unknown-person')
  })
  test('a second request for papers is refused once the first was seen (law 55-19)', () => {
    const request = act('piece-requested', 'karim', [submitted], { pieces: ['photo'] })
    const supplied = act('piece-supplied', 'fatima', [request], { pieces: ['photo'], capture: 'seen' })
    expect(check([...filed, request, supplied], act('piece-requested', 'karim', [supplied], { pieces: ['id'] }))).toBe(
      'once',
    )
  })
  test('judge an act by what its author had seen: a concurrent decision is not refused', () => {
    const yes = accept('karim', [submitted])
    expect(check([...filed, yes], refusal('samira', [submitted]))).toBe('ok')
  })
  test('nothing moves while suspended, and only one of the two can be kept', () => {
    const yes = accept('karim', [submitted])
    const no = refusal('samira', [submitted])
    const acts = [...filed, yes, no]
    expect(check(acts, act('ready', 'karim', [yes, no]))).toBe('suspended')
    expect(check(acts, act('settled', 'karim', [yes, no], { keep: submitted.id, text: 'x' }))).toBe('not-suspended')
    expect(check(acts, act('settled', 'karim', [yes, no], { keep: yes.id, text: 'x' }))).toBe('ok')
  })
  test('the buttons of a screen are what the rules allow', () => {
    const status = statusOf(filed, workflow)
    const clerk = kindsAllowed(pack, status, { role: 'clerk', unit: 'office' })
    expect(clerk).toContain('decided')
    expect(clerk).toContain('claimed')
    expect(clerk).not.toContain('ready')
    expect(clerk).not.toContain('settled')
    expect(kindsAllowed(pack, status, { role: 'clerk', unit: 'other' })).toEqual([])
    expect(kindsAllowed(pack, status, { role: 'mediator', unit: 'epn' })).not.toContain('decided')
  })
})
