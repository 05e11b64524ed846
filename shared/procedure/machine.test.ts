import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadPacks } from '../../scripts/packs-check.ts'
import type { Role } from '../access/directory.ts'
import { availableTransitions, transitionFor, type WorkflowEvent } from './machine.ts'
import { actKinds } from './workflow.ts'

const [birth] = (await loadPacks(join(import.meta.dirname, '../../procedures'))).packs
if (birth === undefined) throw new Error('no pack')
const { workflow } = birth
const roles: readonly Role[] = ['mediator', 'clerk', 'officer', 'supervisor', 'system']

const act = (kind: WorkflowEvent['kind'], payload: WorkflowEvent['payload'] = {}): WorkflowEvent => ({ kind, payload })

/** The states gone through; stops with the refusal's type at the first act that moves nothing. */
const walk = (steps: readonly (readonly [Role, WorkflowEvent])[]): readonly string[] => {
  const states = [workflow.initial]
  const made: string[] = []
  for (const [role, event] of steps) {
    const found = transitionFor(workflow, states.at(-1) ?? '', event, role, made)
    if (!found.ok) return [...states, found.error.type]
    made.push(found.value.id)
    states.push(found.value.to)
  }
  return states
}

const submitted = ['mediator', act('submitted')] as const
const claimed = ['clerk', act('claimed')] as const
const accepted = ['clerk', act('decided', { outcome: 'accepted' })] as const
const asked = ['clerk', act('piece-requested', { pieces: ['identity-card'] })] as const
const supplied = ['mediator', act('piece-supplied', { pieces: ['identity-card'] })] as const

describe('the workflow of a request', () => {
  test('goes from the desk to the hand-over', () => {
    expect(walk([submitted, claimed, accepted, ['clerk', act('ready')], ['clerk', act('handed-over')]])).toEqual([
      'draft',
      'filed',
      'under-review',
      'accepted',
      'ready',
      'delivered',
    ])
  })
  test('lets a clerk accept what is filed, claimed or not, and hand it over at the counter', () => {
    expect(walk([submitted, accepted, ['clerk', act('handed-over')]])).toEqual([
      'draft',
      'filed',
      'accepted',
      'delivered',
    ])
  })
  test('asks for missing papers once only (law 55-19)', () => {
    expect(walk([submitted, asked, supplied, asked])).toEqual(['draft', 'filed', 'incomplete', 'filed', 'already-made'])
  })
  test('takes papers that come one after the other', () => {
    expect(walk([submitted, asked, supplied, supplied, claimed, supplied]).at(-1)).toBe('under-review')
  })
  test('refuses with a reason or not at all (law 55-19)', () => {
    expect(walk([submitted, ['clerk', act('decided', { outcome: 'refused' })]]).at(-1)).toBe('reason-missing')
    expect(
      walk([submitted, ['clerk', act('decided', { outcome: 'refused', reason: 'record-elsewhere' })]]).at(-1),
    ).toBe('refused')
  })
  test('gives a claim back when the act says so', () => {
    expect(walk([submitted, claimed, ['clerk', act('claimed', { release: true })]])).toEqual([
      'draft',
      'filed',
      'under-review',
      'filed',
    ])
    expect(walk([submitted, ['clerk', act('claimed', { release: true })]]).at(-1)).toBe('moves-nothing')
  })
  test('lets nobody at a service point decide', () => {
    expect(walk([submitted, ['mediator', act('decided', { outcome: 'accepted' })]]).at(-1)).toBe('role-not-allowed')
  })
  test('takes notes in any state without moving, and nothing else after the end', () => {
    expect(transitionFor(workflow, 'delivered', act('noted', { text: 'x' }), 'clerk')).toMatchObject({
      error: { type: 'moves-nothing' },
    })
    expect(transitionFor(workflow, 'delivered', act('ready'), 'clerk')).toMatchObject({
      error: { type: 'final-state' },
    })
    expect(transitionFor(workflow, 'nowhere', act('ready'), 'clerk')).toMatchObject({
      error: { type: 'unknown-state' },
    })
    expect(transitionFor(workflow, 'filed', act('ready'), 'clerk')).toMatchObject({ error: { type: 'not-from-here' } })
  })
})

describe('what can be done next', () => {
  const state = fc.constantFrom(...Object.keys(workflow.states))
  const made = fc.subarray(workflow.transitions.map((transition) => transition.id))
  test('is what the machine then accepts, once the act says what the transition asks', () => {
    fc.assert(
      fc.property(state, fc.constantFrom(...roles), made, (from, role, done) => {
        for (const next of availableTransitions(workflow, from, role, done)) {
          const payload = { ...next.when, reason: 'because' }
          expect(transitionFor(workflow, from, act(next.on, payload), role, done)).toEqual({ ok: true, value: next })
        }
      }),
    )
  })
  test('is all the machine accepts, whatever the act', () => {
    const payload = fc.record(
      {
        outcome: fc.constantFrom('accepted', 'refused', 'scheduled', 3, null),
        release: fc.boolean(),
        reason: fc.string(),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(
        state,
        fc.constantFrom(...roles),
        made,
        fc.constantFrom(...actKinds),
        payload,
        (from, role, done, kind, said) => {
          const found = transitionFor(workflow, from, act(kind, said), role, done)
          if (found.ok) expect(availableTransitions(workflow, from, role, done)).toContain(found.value)
          const isClosed = workflow.states[from]?.final !== undefined
          expect(found.ok && isClosed && kind !== 'reopened', 'a closed dossier is only ever reopened').toBe(false)
        },
      ),
      { examples: [['refused', 'supervisor', [], 'reopened', {}]] },
    )
  })
})
