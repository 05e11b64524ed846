import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Agent } from '../../shared/access/directory.ts'
import { countOf } from './dossiers.ts'
import { withSummaries } from './summary-list.ts'
import type { Summary } from './summary.ts'

const summary = (change: Partial<Summary>): Summary => ({
  id: 'd',
  procedure: 'xx.road-report@1.0.0',
  reference: null,
  title: '',
  state: 'draft',
  public: 'draft',
  provisional: false,
  kept: false,
  point: 'point-a',
  circulation: ['point-a'],
  openedBy: 'm',
  openedAt: '2026-01-01T08:00:00Z',
  submittedAt: null,
  updatedAt: '2026-01-01T08:00:00Z',
  claimedBy: null,
  missing: [],
  held: 0,
  conflict: false,
  ...change,
})
const mediator: Agent = { id: 'm', name: 'M', role: 'mediator', unit: 'point-a' }

describe('the list of dossiers', () => {
  test('has the newest first, each once, in its last form', () => {
    const old = summary({ id: 'a', title: 'before' })
    const list = withSummaries(
      [old, summary({ id: 'b', updatedAt: '2026-01-02T08:00:00Z' })],
      [{ ...old, title: 'after', updatedAt: '2026-01-03T08:00:00Z' }],
      mediator,
    )
    expect(list.map(({ id, title }) => [id, title])).toEqual([
      ['a', 'after'],
      ['b', ''],
    ])
  })

  test('is in the same order whether its lines came one by one, in lots, or all at once', () => {
    const time = fc.integer({ min: 1, max: 9 }).map((day) => `2026-01-0${day}T08:00:00Z`)
    const one = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), updatedAt: time }).map(summary)
    fc.assert(
      fc.property(fc.array(fc.array(one)), (lots) => {
        const inLots = lots.reduce<readonly Summary[]>((list, lot) => withSummaries(list, lot, mediator), [])
        const oneByOne = lots
          .flat()
          .reduce<readonly Summary[]>((list, line) => withSummaries(list, [line], mediator), [])
        const atOnce = withSummaries([], lots.flat(), mediator)
        expect(inLots).toEqual(atOnce)
        expect(oneByOne).toEqual(atOnce)
      }),
    )
  })

  test('leaves out what my unit does not see, except for a supervisor', () => {
    const elsewhere = summary({ id: 'b', circulation: ['point-b', 'office'] })
    expect(withSummaries([], [elsewhere], mediator)).toEqual([])
    expect(withSummaries([], [elsewhere], { ...mediator, role: 'supervisor' }).length).toBe(1)
  })

  test('counts what was filed as kept or received, never as both, and no drafts', () => {
    const counted = countOf([
      summary({ id: 'a', kept: true }),
      summary({ id: 'b', kept: true, submittedAt: '2026-01-01T09:00:00Z' }),
      summary({ id: 'c', public: 'missing', submittedAt: '2026-01-01T09:00:00Z' }),
      summary({ id: 'e', public: 'ready', held: 2, submittedAt: '2026-01-01T09:00:00Z' }),
    ])
    expect(counted).toEqual({ kept: 1, received: 2, missing: 1, ready: 1, conflict: 0, held: 1 })
  })
})
