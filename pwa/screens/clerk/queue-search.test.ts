import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { QueueItem } from './queue.ts'
import { createSearchKeys, createSearchList } from './queue-search.ts'

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

const items = [
  item({
    id: 'aicha',
    reference: '12.40.67.31',
    title: 'عائشة أيت باها · Aïcha Aït Baha',
    public: 'handed-over',
    phone: '661234567',
  }),
  item({ id: 'omar', reference: '12.40.66.05', title: 'عمر الإدريسي · Omar Idrissi', phone: '522990011' }),
  item({ id: 'lhoucine', reference: '13.00.01.20', title: 'الحسين أمزيل' }),
  item({ id: 'draft', title: 'Omar Alami', submittedAt: null }),
]
const findIn = (among: readonly QueueItem[], search: string, keys = createSearchKeys()) =>
  createSearchList(among, keys).find(search)
const find = (search: string) => findIn(items, search).map(({ id }) => id)

describe('the search', () => {
  test('finds a reference with or without its dots, and in Arabic digits', () => {
    for (const typed of ['12.40.67.31', '12406731', '12 40 67 31', '١٢٤٠٦٧٣١']) expect(find(typed)).toEqual(['aicha'])
  })

  test('finds by the pairs somebody remembers', () => {
    expect(find('66.05')).toEqual(['omar'])
  })

  test('finds a telephone number while it is typed, however it begins', () => {
    for (const typed of ['0661', '06 61 23 45 67', '+212 661 23', '00212661234567', '٠٦٦١٢٣'])
      expect(find(typed)).toEqual(['aicha'])
  })

  test('finds the last digits of a telephone number, once there are four', () => {
    expect([find('0011'), find('567')]).toEqual([['omar'], []])
  })

  test('finds a name in either script, without its accents, in every list', () => {
    for (const typed of ['ait baha', 'ايت باها']) expect(find(typed)).toEqual(['aicha'])
  })

  test('finds a name written in one script alone from the other, by its consonants', () => {
    expect(find('Lhoucine Amzil')).toEqual(['lhoucine'])
  })

  test('puts the same spelling before the same consonants', () => {
    const both = [item({ id: 'sound', title: 'الحسن' }), item({ id: 'spelt', title: 'Hassan' })]
    expect(findIn(both, 'hassan').map(({ id }) => id)).toEqual(['spelt', 'sound'])
  })

  test('never makes one of two people with the same consonants', () => {
    const two = [item({ id: 'a', title: 'Hassan' }), item({ id: 'b', title: 'Hsaine' })]
    expect(findIn(two, 'حسن')).toEqual(two)
  })

  test('never finds a request that was not filed', () => {
    expect(find('omar')).toEqual(['omar'])
  })

  test('finds nothing when nothing matches', () => {
    expect([find('Fatima'), find('99999999')]).toEqual([[], []])
  })

  test('finds the same with keys made ahead as without, in as many slices as it takes', () => {
    const words = fc.constantFrom('omar', 'عمر', 'aicha', '1240', '0661', 'amzil', 'zz')
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 5 }), (search, slices) => {
        const keys = createSearchKeys()
        let calls = 0
        while (!keys.warm(items, () => ++calls % slices === 0));
        expect(findIn(items, search, keys)).toEqual(findIn(items, search))
      }),
    )
  })
})
