import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { publicStates } from '../../../shared/procedure/workflow.ts'
import { isFiltering, listsOf, nobody, noFilters, passes, tabs, tabsOf } from './queue.ts'
import type { Looking, QueueItem } from './queue.ts'

const item = (over: Partial<QueueItem> & { id: string }): QueueItem => ({
  procedure: 'ma.residence-certificate-local@1.0.0',
  reference: null,
  title: '',
  public: 'received',
  point: 'epn-asni',
  claimedBy: null,
  submittedAt: '2026-08-20T10:00:00Z',
  updatedAt: '2026-08-20T10:00:00Z',
  held: 0,
  conflict: false,
  ...over,
})

const looking: Looking = { me: 'k', soon: '2026-08-22' }
const everything = () => true
const ids = (items: readonly QueueItem[]) => items.map(({ id }) => id)
const dayOf = (iso: string) => iso.slice(0, 10)

describe('the lists', () => {
  test('what was never filed is in none', () => {
    const draft = item({ id: 'a', submittedAt: null, public: 'draft', held: 2, conflict: true, claimedBy: 'k' })
    expect(tabsOf(draft, looking)).toEqual([])
  })

  test('a dossier I claimed stays in the work to do', () => {
    expect(tabsOf(item({ id: 'a', claimedBy: 'k' }), looking)).toEqual(['todo', 'mine'])
  })

  test('a dossier somebody else claimed is not mine', () => {
    expect(tabsOf(item({ id: 'a', claimedBy: 'other' }), looking)).not.toContain('mine')
  })

  test('a closed dossier is nobody’s any more, and no day runs for it', () => {
    const closed = item({
      id: 'a',
      claimedBy: 'k',
      public: 'handed-over',
      supplied: true,
      due: '2026-08-01',
      dueClock: 'running',
    })
    expect(tabsOf(closed, looking)).toEqual(['closed'])
  })

  test('a last day within three worked days is urgent, and one that is gone too; one on hold is not', () => {
    const due = (on: string, dueClock: 'running' | 'paused' = 'running') =>
      tabsOf(item({ id: 'a', due: on, dueClock }), looking).includes('due')
    expect([due('2026-08-22'), due('2026-08-01'), due('2026-08-23'), due('2026-08-22', 'paused')]).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  test('a paper that came is looked at by somebody', () => {
    expect(tabsOf(item({ id: 'a', supplied: true }), looking)).toEqual(['todo', 'supplied'])
  })

  test('a suspended dossier is a disagreement, and a held entry is not one', () => {
    const lists = listsOf(
      [
        item({ id: 'a', public: 'suspended' }),
        item({ id: 'b', conflict: true }),
        item({ id: 'c', held: 1 }),
        item({ id: 'd', proposed: 1 }),
      ],
      looking,
      everything,
    )
    expect([ids(lists.conflict), ids(lists.held)]).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })

  test('every filed dossier is in one of to do, waiting, ready and closed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...publicStates.filter((state) => state !== 'draft')),
        fc.boolean(),
        (state, conflict) => {
          const found = tabsOf(item({ id: 'a', public: state, conflict }), looking)
          expect(found.filter((tab) => ['todo', 'waiting', 'ready', 'closed'].includes(tab))).toHaveLength(1)
        },
      ),
    )
  })

  test('each list has exactly the dossiers that say they are in it', () => {
    const some = fc.array(
      fc.record({
        id: fc.uuid(),
        public: fc.constantFrom(...publicStates),
        claimedBy: fc.constantFrom(null, 'k', 'other'),
        held: fc.nat(2),
        submittedAt: fc.constantFrom(null, '2026-08-20T10:00:00Z'),
        due: fc.constantFrom('2026-08-01', '2026-09-01'),
        dueClock: fc.constantFrom('running' as const, 'paused' as const),
      }),
    )
    fc.assert(
      fc.property(some, (records) => {
        const items = records.map(item)
        const lists = listsOf(items, looking, everything)
        for (const tab of tabs)
          expect(new Set(lists[tab])).toEqual(new Set(items.filter((one) => tabsOf(one, looking).includes(tab))))
      }),
    )
  })
})

describe('the order', () => {
  const early = item({ id: 'early', submittedAt: '2026-08-01T10:00:00Z', updatedAt: '2026-08-02T10:00:00Z' })
  const late = item({ id: 'late', submittedAt: '2026-08-19T10:00:00Z', updatedAt: '2026-08-19T10:00:00Z' })

  test('work comes in the order it was filed', () => {
    expect(ids(listsOf([late, early], looking, everything).todo)).toEqual(['early', 'late'])
  })

  test('the urgent comes by its last day, whenever it was filed', () => {
    const urgent = { dueClock: 'running' } as const
    const items = [
      { ...late, ...urgent, due: '2026-08-20' },
      { ...early, ...urgent, due: '2026-08-22' },
    ]
    expect(ids(listsOf(items, looking, everything).due)).toEqual(['late', 'early'])
  })

  test('what was closed last comes first, as the list in memory has it', () => {
    const closed = [late, early].map((one) => ({ ...one, public: 'handed-over' as const }))
    expect(ids(listsOf(closed, looking, everything).closed)).toEqual(['late', 'early'])
  })
})

describe('the filters', () => {
  const one = item({ id: 'a', claimedBy: 'k' })
  const lets = (change: Partial<typeof noFilters>) => passes({ ...noFilters, ...change }, one, dayOf)

  test('let everything through until one is set', () => {
    expect([isFiltering(noFilters), lets({})]).toEqual([false, true])
    expect(isFiltering({ ...noFilters, to: '2026-08-20' })).toBe(true)
  })

  test('know a procedure whatever its version', () => {
    expect([
      lets({ procedure: 'ma.residence-certificate-local' }),
      lets({ procedure: 'ma.birth-record-extract' }),
    ]).toEqual([true, false])
  })

  test('know a point, who claimed it, and that nobody did', () => {
    expect([lets({ point: 'epn-imlil' }), lets({ claimedBy: 'k' }), lets({ claimedBy: nobody })]).toEqual([
      false,
      true,
      false,
    ])
    expect(passes({ ...noFilters, claimedBy: nobody }, item({ id: 'b' }), dayOf)).toBe(true)
  })

  test('include both the first and the last day', () => {
    expect([
      lets({ from: '2026-08-20', to: '2026-08-20' }),
      lets({ from: '2026-08-21' }),
      lets({ to: '2026-08-19' }),
    ]).toEqual([true, false, false])
  })
})
