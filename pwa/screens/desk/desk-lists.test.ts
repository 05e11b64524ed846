import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeReference } from '../../../shared/dossier/reference.ts'
import { phoneDigits } from '../../../shared/text/phone.ts'
import type { FieldState } from '../../../shared/form/evaluate.ts'
import type { Summary } from '../../models/summary.ts'
import { readDuration } from './duration.ts'
import { findByName, findByReference, readQuery } from '../paper/paper-query.ts'
import { toldToClerk } from '../../../shared/form/opaque-value.ts'
import { rowsToRead } from '../../models/request-steps.ts'
import { isHidden, nextToRead } from './read-back.ts'
import { filed, initials, tasksOf } from './tasks.ts'

const summary = (given: Partial<Summary>): Summary => ({
  id: 'd1',
  procedure: 'ma.birth-record-extract@1.0.0',
  reference: null,
  title: '',
  state: 'draft',
  public: 'draft',
  provisional: false,
  kept: false,
  point: 'p1',
  circulation: ['p1'],
  openedBy: 'fatima',
  openedAt: '2026-08-20T10:00:00Z',
  submittedAt: null,
  updatedAt: '2026-08-20T10:00:00Z',
  claimedBy: null,
  missing: [],
  held: 0,
  conflict: false,
  ...given,
})

describe('the search box', () => {
  test('reads a reference however its pairs are written, and verifies the check pair at once', () => {
    const reference = makeReference(12, 4067)
    const digits = reference.replaceAll('.', '')
    for (const typed of [reference, digits, reference.replaceAll('.', ' '), reference.replaceAll('.', '-')])
      expect(readQuery(typed)).toEqual({ kind: 'reference', reference })
    const wrong = `${digits.slice(0, 6)}${digits.slice(6) === '00' ? '01' : '00'}`
    expect(readQuery(wrong)).toEqual({ kind: 'wrong-reference' })
  })

  test('every reference that can be made is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 9999 }), (site, serial) => {
        const reference = makeReference(site, serial)
        expect(readQuery(reference)).toEqual({ kind: 'reference', reference })
      }),
    )
  })

  test('knows a telephone number in its three spellings', () => {
    for (const typed of ['06 12 34 56 78', '+212 612-345678', '00212612345678', '٠٦١٢٣٤٥٦٧٨'])
      expect(readQuery(typed)).toEqual({ kind: 'phone', digits: '612345678' })
    expect(phoneDigits('0412345678')).toBeNull()
  })

  test('waits while digits are missing, and takes letters for a name', () => {
    expect(readQuery('  ')).toEqual({ kind: 'nothing' })
    expect(readQuery('12.40')).toEqual({ kind: 'unfinished' })
    expect(readQuery('Aït Lahcen')).toEqual({ kind: 'name', text: 'Aït Lahcen' })
    expect(readQuery('أيت لحسن')).toEqual({ kind: 'name', text: 'أيت لحسن' })
  })

  test('finds a name across scripts, best first, and a reference exactly', () => {
    const list = [
      summary({ id: 'a', title: 'الحسين أيت باها', reference: '12.40.67.31' }),
      summary({ id: 'b', title: 'Lhoucine Aït Baha' }),
      summary({ id: 'c', title: 'Fatima Zahra' }),
    ]
    expect(findByName(list, 'Lhoucine').map((one) => one.id)).toEqual(['b', 'a'])
    expect(findByName(list, '')).toEqual([])
    expect(findByReference(list, '12.40.67.31').map((one) => one.id)).toEqual(['a'])
  })
})

describe('what there is to do', () => {
  test('my drafts, asked pieces, papers to hand over, answers to type again, and what is stuck', () => {
    const list = [
      summary({ id: 'mine' }),
      summary({ id: 'hers', openedBy: 'khadija' }),
      summary({ id: 'gone', public: 'withdrawn' }),
      summary({ id: 'ask', public: 'missing', submittedAt: '2026-08-20T11:00:00Z', missing: ['bill'] }),
      summary({ id: 'take', public: 'ready', submittedAt: '2026-08-20T11:00:00Z' }),
      summary({ id: 'two', public: 'suspended', submittedAt: '2026-08-20T11:00:00Z', conflict: true }),
      summary({ id: 'left', public: 'received', submittedAt: '2026-08-20T11:00:00Z', stranded: 2 }),
    ]
    const tasks = tasksOf(list, 'fatima')
    expect(tasks.drafts.map((one) => one.id)).toEqual(['mine'])
    expect(tasks.missing.map((one) => one.id)).toEqual(['ask'])
    expect(tasks.ready.map((one) => one.id)).toEqual(['take'])
    expect(tasks.again.map((one) => one.id)).toEqual(['left'])
    expect(tasks.stuck.map((one) => one.id)).toEqual(['two'])
    expect(filed(list).map((one) => one.id)).toEqual(['ask', 'take', 'two', 'left'])
  })

  test('a name on the home screen is only its initials', () => {
    expect(initials('Fatima  Zahra', 'fr')).toBe('F… Z…')
    expect(initials('فاطمة لحسن · Fatima Lahcen', 'fr')).toBe('F… L…')
    expect(initials('فاطمة لحسن · Fatima Lahcen', 'ar')).toBe('ف… ل…')
    expect(initials('فاطمة', 'fr')).toBe('ف…')
    expect(initials('Aït Ali ou Hmad ou Brahim', 'fr')).toBe('A… A… o…')
    expect(initials('', 'fr')).toBe('')
  })
})

describe('a delay in a pack', () => {
  test('is one number and one unit', () => {
    expect(readDuration('P3D')).toEqual({ unit: 'days', count: 3 })
    expect(readDuration('PT24H')).toEqual({ unit: 'hours', count: 24 })
    expect(readDuration('P2W')).toEqual({ unit: 'days', count: 14 })
    expect(readDuration('PT0H')).toEqual({ unit: 'days', count: 0 })
    expect(readDuration('P1Y2M')).toBeNull()
    expect(readDuration(null)).toBeNull()
  })
})

describe('the read-back', () => {
  const field = (key: string, given: Partial<FieldState> = {}): FieldState => ({
    key,
    row: { type: 'text', name: key },
    kind: 'text',
    relevant: true,
    required: false,
    readOnly: false,
    value: null,
    choices: [],
    file: null,
    problem: null,
    group: [],
    instance: null,
    ...given,
  })

  test('reads what was relevant and asked, unanswered rows too', () => {
    const fields = [
      field('name', { value: 'Aicha' }),
      field('hidden', { relevant: false }),
      field('words', { kind: 'note' }),
      field('total', { kind: 'calculate', value: 3 }),
      field('phone'),
    ]
    expect(rowsToRead({ fields }).map((one) => one.key)).toEqual(['name', 'phone'])
  })

  test('says of a private answer that it is there, and nothing of one that will be told to the clerk', () => {
    const row = { type: 'text', name: 'phone', privacy: 'private' } as const
    expect(isHidden(field('phone', { row, value: '0612345678' }))).toBe(true)
    expect(isHidden(field('phone', { row, value: toldToClerk }))).toBe(false)
    expect(isHidden(field('phone', { row }))).toBe(false)
    expect(isHidden(field('name', { value: 'Aicha' }))).toBe(false)
  })

  test('goes on after each right answer and comes back to one that was changed', () => {
    const fields = [field('name', { value: 'Aicha' }), field('age', { kind: 'integer', value: 44 })]
    const [name, age] = fields as [FieldState, FieldState]
    expect(nextToRead({ fields }, { name: '"Aicha"' })?.key).toBe('age')
    const right = { name: '"Aicha"', age: '44' }
    expect(nextToRead({ fields }, right)).toBeNull()
    expect(nextToRead({ fields: [{ ...name, value: 'Aïcha' }, age] }, right)?.key).toBe('name')
  })
})
