import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { publicStates } from '../../../shared/procedure/workflow.ts'
import { countByTab, findIn, isIn, queueOf, tabs } from './queue.ts'
import type { QueueItem } from './queue.ts'

const item = (over: Partial<QueueItem> & { id: string }): QueueItem => ({
  procedure: 'ma.residence-certificate-local@1.0.0',
  reference: null,
  title: '',
  public: 'received',
  claimedBy: null,
  submittedAt: '2026-08-20T10:00:00Z',
  updatedAt: '2026-08-20T10:00:00Z',
  held: 0,
  conflict: false,
  ...over,
})

const ids = (items: readonly QueueItem[]) => items.map(({ id }) => id)

describe('the tabs', () => {
  test('what was never filed is in no tab', () => {
    const draft = item({ id: 'a', submittedAt: null, public: 'draft', held: 2, conflict: true, claimedBy: 'k' })
    expect(tabs.filter((tab) => isIn(draft, tab, 'k'))).toEqual([])
  })

  test('a dossier I claimed stays in the work to do', () => {
    expect(tabs.filter((tab) => isIn(item({ id: 'a', claimedBy: 'k' }), tab, 'k'))).toEqual(['todo', 'mine'])
  })

  test('a dossier somebody else claimed is not mine', () => {
    expect(isIn(item({ id: 'a', claimedBy: 'other' }), 'mine', 'k')).toBe(false)
  })

  test('a closed dossier is nobody’s any more', () => {
    const closed = item({ id: 'a', claimedBy: 'k', public: 'handed-over' })
    expect(tabs.filter((tab) => isIn(closed, tab, 'k'))).toEqual(['closed'])
  })

  test('a suspended dossier, a conflict and a held entry are all to be looked at', () => {
    const items = [
      item({ id: 'a', public: 'suspended' }),
      item({ id: 'b', conflict: true }),
      item({ id: 'c', held: 1 }),
    ]
    expect(ids(queueOf(items, 'stuck', 'k'))).toEqual(['a', 'b', 'c'])
  })

  test('every filed dossier is in one of to do, waiting, ready and closed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...publicStates.filter((state) => state !== 'draft')),
        fc.boolean(),
        (state, conflict) => {
          const one = item({ id: 'a', public: state, conflict })
          expect((['todo', 'waiting', 'ready', 'closed'] as const).filter((tab) => isIn(one, tab, 'k'))).toHaveLength(1)
        },
      ),
    )
  })

  test('each count is the length of its list', () => {
    const some = fc.array(
      fc.record({
        id: fc.uuid(),
        public: fc.constantFrom(...publicStates),
        claimedBy: fc.constantFrom(null, 'k', 'other'),
        held: fc.nat(2),
        submittedAt: fc.constantFrom(null, '2026-08-20T10:00:00Z'),
      }),
    )
    fc.assert(
      fc.property(some, (records) => {
        const items = records.map(item)
        const counts = countByTab(items, 'k')
        for (const tab of tabs) expect(counts[tab]).toBe(queueOf(items, tab, 'k').length)
      }),
    )
  })
})

describe('the order', () => {
  const early = item({ id: 'early', submittedAt: '2026-08-01T10:00:00Z', updatedAt: '2026-08-02T10:00:00Z' })
  const late = item({ id: 'late', submittedAt: '2026-08-19T10:00:00Z', updatedAt: '2026-08-19T10:00:00Z' })

  test('work comes in the order it was filed', () => {
    expect(ids(queueOf([late, early], 'todo', 'k'))).toEqual(['early', 'late'])
  })

  test('what was closed last comes first', () => {
    const closed = [early, late].map((one) => ({ ...one, public: 'handed-over' as const }))
    expect(ids(queueOf(closed, 'closed', 'k'))).toEqual(['late', 'early'])
  })
})

describe('the search', () => {
  const items = [
    item({ id: 'aicha', reference: '12.40.67.31', title: 'Aïcha Aït Baha / عائشة أيت باها', public: 'handed-over' }),
    item({ id: 'omar', reference: '12.40.66.05', title: 'Omar Idrissi / عمر الإدريسي' }),
    item({ id: 'draft', reference: null, title: 'Omar Alami', submittedAt: null }),
  ]

  test('finds a reference with or without its dots, and in Arabic digits', () => {
    for (const typed of ['12.40.67.31', '12406731', '12 40 67 31', '١٢٤٠٦٧٣١']) {
      expect(ids(findIn(items, typed))).toEqual(['aicha'])
    }
  })

  test('finds by the pairs somebody remembers', () => {
    expect(ids(findIn(items, '66.05'))).toEqual(['omar'])
  })

  test('finds a name in either script, without its accents, in every tab', () => {
    expect(ids(findIn(items, 'ait baha'))).toEqual(['aicha'])
    expect(ids(findIn(items, 'ايت باها'))).toEqual(['aicha'])
  })

  test('never finds a request that was not filed', () => {
    expect(ids(findIn(items, 'omar'))).toEqual(['omar'])
  })

  test('finds nothing when nothing matches', () => {
    expect(findIn(items, 'Fatima')).toEqual([])
    expect(findIn(items, '99999999')).toEqual([])
  })
})
