import { describe, expect, test } from 'vitest'
import { evaluate } from './evaluate.ts'
import type { FieldState, FormContext, FormState } from './evaluate.ts'
import type { Answers, AnswerValue, Choice, SurveyRow } from './form.ts'
import { parseForm } from './parse.ts'
import type { Form } from './parse.ts'

const l10n = (fr: string, ar = fr) => ({ fr, ar })
const row = (type: string, name: string, more: Partial<SurveyRow> = {}): SurveyRow => ({ type, name, ...more })
const choice = (name: string, more: object = {}): Choice => ({ name, label: l10n(name), ...more })

function load(survey: readonly SurveyRow[], choices: Readonly<Record<string, readonly Choice[]>> = {}): Form {
  const form = parseForm({ survey, choices })
  if (!form.ok) throw new Error(form.error.map((one) => `${one.row}.${one.column}: ${one.detail.fr}`).join('\n'))
  return form.value
}
const context: FormContext = { today: '2026-11-21', now: '2026-11-21T08:30:00.000Z' }
const answer = (form: Form, answers: Answers, more: Partial<FormContext> = {}): FormState =>
  evaluate(form, answers, { ...context, ...more })
const field = (state: FormState, key: string): FieldState => {
  const found = state.byKey.get(key)
  if (!found) throw new Error(`no field ${key}`)
  return found
}
const problem = (type: string, value: AnswerValue, more: Partial<SurveyRow> = {}): string | null =>
  field(answer(load([row(type, 'q', more)], { l: [choice('a'), choice('b')] }), { q: value }), 'q').problem?.code ??
  null

describe('an answer of each type', () => {
  test.each<[string, readonly AnswerValue[], readonly AnswerValue[]]>([
    ['text', ['x', 'ⴰⵣⵓⵍ'], [1, true, ['x'], { lat: 1, lon: 1 }, 'x'.repeat(10_001)]],
    ['barcode', ['012'], [12]],
    [
      'integer',
      [0, -5, 2 ** 31 - 1, -(2 ** 31), '12', ' -3 '],
      [2 ** 31, -(2 ** 31) - 1, 1.5, '1.5', 'x', '12a', true, Number.NaN],
    ],
    ['decimal', [0, 1.5, '2,5', '2.5'], ['x', '1e5', Infinity, '1.2.3']],
    ['date', ['2024-02-29'], ['2023-02-29', '2024-2-9', '29/02/2024', 20_000]],
    ['time', ['08:30', '08:30:00.000+01:00'], ['8:30', '24:00']],
    ['dateTime', ['2024-02-29T08:30Z'], ['2024-02-29', '2024-02-30T08:30Z']],
    [
      'geopoint',
      [
        { lat: 31.5, lon: -5.1, accuracy: 12 },
        { lat: -90, lon: 180 },
      ],
      [{ lat: 90.1, lon: 0 }, { lat: 0, lon: -181 }, '31 5', { lat: Number.NaN, lon: 0 }],
    ],
    ['image', ['hash'], [1, 'x'.repeat(300)]],
    ['acknowledge', [true, 'OK'], ['no', 1]],
    ['select_multiple l', [['a'], ['b', 'a']], ['a', ['a', 'a']]],
  ])('%s', (type, good, bad) => {
    for (const value of good) expect([value, problem(type, value)]).toEqual([value, null])
    for (const value of bad) expect([value, problem(type, value)]).toEqual([value, 'type'])
  })

  test('a number typed as text is kept as a number', () => {
    const form = load([row('integer', 'a'), row('decimal', 'b')])
    expect(answer(form, { a: '12', b: '2,5' }).values).toEqual({ a: 12, b: 2.5 })
  })

  test('a choice must be in the list', () => {
    expect(problem('select_one l', 'a')).toBe(null)
    expect(problem('select_one l', 'c')).toBe('choice')
    expect(problem('select_multiple l', ['a', 'c'])).toBe('choice')
  })
})

describe('required', () => {
  test('is met by an answer, not by blanks, an empty list or a refused acknowledgement', () => {
    for (const [type, empty, given] of [
      ['text', '  ', 'x'],
      ['select_multiple l', [], ['a']],
      ['acknowledge', false, true],
      ['integer', null, 0],
    ] as const) {
      expect(problem(type, empty, { required: 'yes' })).toBe('required')
      expect(problem(type, given, { required: 'yes' })).toBe(null)
      expect(problem(type, empty)).toBe(null)
    }
  })

  test('follows its expression, and never asks a note', () => {
    const form = load([
      row('text', 'a'),
      row('text', 'b', { required: "${a} = 'x'" }),
      row('note', 'c', { required: true }),
    ])
    expect(answer(form, { a: 'x' }).complete).toBe(false)
    expect(answer(form, { a: 'y' }).complete).toBe(true)
    expect(field(answer(form, {}), 'c')).toMatchObject({ required: false, readOnly: true, problem: null })
  })

  test('of a repeat asks for one instance', () => {
    const form = load([row('begin_repeat', 'r', { required: true }), row('text', 'a'), row('end_repeat', '')])
    expect(field(answer(form, {}), 'r')).toMatchObject({ kind: 'repeat', value: [], problem: { code: 'required' } })
    expect(answer(form, { r: ['x'] }).complete).toBe(true)
  })
})

describe('a problem says which question, what is wrong and what to do', () => {
  test('in French and Arabic, with the question’s label', () => {
    const form = load([row('date', 'dob', { label: l10n('Date de naissance', 'تاريخ الازدياد'), required: true })])
    const missing = field(answer(form, {}), 'dob').problem
    expect(missing?.message.fr).toBe('« Date de naissance » : cette réponse est obligatoire. Répondez pour continuer.')
    expect(missing?.message.ar).toBe('«تاريخ الازدياد»: هذا الجواب إلزامي. أجيبوا للمتابعة.')
    expect(field(answer(form, { dob: '2023-02-30' }), 'dob').problem?.message.fr).toContain('cette date n’existe pas')
  })

  test('in the form’s own words when it has them', () => {
    const own = { required_message: l10n('Il le faut', 'لازم'), constraint_message: l10n('Trop tard', 'فات') }
    const form = load([row('date', 'd', { ...own, required: true, constraint: '. <= today()' })])
    expect(field(answer(form, {}), 'd').problem).toEqual({ code: 'required', message: own.required_message })
    expect(field(answer(form, { d: '2026-11-22' }), 'd').problem).toEqual({
      code: 'constraint',
      message: own.constraint_message,
    })
    expect(field(answer(form, { d: '2026-11-22' }, { today: '2026-11-22' }), 'd').problem).toBe(null)
  })

  test('a constraint is not put to an empty answer', () => {
    expect(problem('integer', null, { constraint: '. > 10' })).toBe(null)
    expect(problem('integer', 10, { constraint: '. > 10' })).toBe('constraint')
  })
})

describe('relevance', () => {
  const form = load(
    [
      row('select_one yn', 'owner'),
      row('begin_group', 'lease', { relevant: "${owner} = 'no'" }),
      row('text', 'landlord', { required: true }),
      row('calculate', 'greeting', { calculation: "concat('M. ', ${landlord})" }),
      row('end_group', ''),
      row('calculate', 'seen', { calculation: 'string-length(${landlord})' }),
    ],
    { yn: [choice('yes'), choice('no')] },
  )

  test('of a group is that of all its rows; what is hidden is not asked, not counted, and not lost', () => {
    const hidden = answer(form, { owner: 'yes', landlord: 'Idir' })
    expect(hidden.values).toEqual({ owner: 'yes', seen: 0 })
    expect(hidden.complete).toBe(true)
    expect(field(hidden, 'landlord')).toMatchObject({ relevant: false, required: false, problem: null, value: 'Idir' })
    const shown = answer(form, { owner: 'no', landlord: 'Idir' })
    expect(shown.values).toEqual({ owner: 'no', landlord: 'Idir', greeting: 'M. Idir', seen: 4 })
  })
})

describe('values', () => {
  test('leave out notes, empty answers and keys that are no question', () => {
    const form = load([row('text', 'a'), row('note', 'n'), row('select_multiple l', 'm')], { l: [choice('x')] })
    expect(answer(form, { a: ' ', n: 'x', m: [], other: 1, constructor: 'x' }).values).toEqual({})
  })

  test('take defaults for absent answers; a default taken away stays away', () => {
    const form = load(
      [
        row('date', 'd', { default: 'today()' }),
        row('integer', 'n', { default: '4' }),
        row('select_multiple l', 'm', { default: 'x y' }),
        row('geopoint', 'p', { default: '31.5 -5 0 10' }),
        row('text', 't', { default: 7 }),
      ],
      { l: [choice('x'), choice('y')] },
    )
    const state = answer(form, {})
    expect(state.values).toEqual({
      d: '2026-11-21',
      n: 4,
      m: ['x', 'y'],
      p: { lat: 31.5, lon: -5, alt: 0, accuracy: 10 },
      t: '7',
    })
    const refused = answer(form, { d: null, n: '' })
    expect(refused.values).toMatchObject({ d: null, n: null })
    expect(field(refused, 'd').value).toBe(null)
    expect(answer(form, refused.values).values).toEqual(refused.values)
  })

  test('are calculated in the type of the row, and NaN is no value', () => {
    const form = load([
      row('text', 'x'),
      row('calculate', 'bad', { calculation: '${x} * 2' }),
      row('calculate', 'infinite', { calculation: '1 div 0' }),
      row('date', 'due', { calculation: 'today() + 30' }),
      row('integer', 'half', { calculation: '1 div 2' }),
      row('calculate', 'isSo', { calculation: '1 < 2' }),
    ])
    const state = answer(form, { x: 'abc', due: '1999-01-01' })
    expect(state.values).toEqual({ x: 'abc', due: '2026-12-21', half: 0.5, isSo: true })
    expect(field(state, 'half').problem?.code).toBe('type')
    expect(field(state, 'due').readOnly).toBe(true)
  })

  test('of once() stay as first stored, and can be corrected by hand', () => {
    const form = load([row('text', 'a'), row('text', 'first', { calculation: 'once(${a})' })])
    const first = answer(form, { a: 'one' })
    expect(first.values['first']).toBe('one')
    const second = answer(form, { ...first.values, a: 'two' })
    expect(second.values).toEqual({ a: 'two', first: 'one' })
    expect(field(second, 'first').readOnly).toBe(false)
  })
})

describe('choices', () => {
  const communes = [
    choice('01.051', { province: 'a', rank: 1 }),
    choice('01.052', { province: 'a', rank: 2 }),
    choice('02.001', { province: 'b', rank: 3 }),
  ]

  test('follow choice_filter, and an answer that left the list is a problem', () => {
    const form = load([row('text', 'p'), row('select_one c', 'q', { choice_filter: 'province = ${p} and rank < 3' })], {
      c: communes,
    })
    const names = (p: string): readonly string[] => field(answer(form, { p }), 'q').choices.map((one) => one.name)
    expect(names('a')).toEqual(['01.051', '01.052'])
    expect(names('b')).toEqual([])
    expect(field(answer(form, { p: 'b', q: '01.051' }), 'q').problem?.code).toBe('choice')
    expect(field(answer(form, { p: 'a', q: '01.051' }), 'q').problem).toBe(null)
  })

  test('of a file come with the context; until then any answer passes', () => {
    const form = load([
      row('text', 'p'),
      row('select_one_from_file ma-communes.json', 'q', { choice_filter: 'province = ${p}' }),
    ])
    const without = field(answer(form, { p: 'a', q: 'whatever' }), 'q')
    expect(without).toMatchObject({ kind: 'select_one', file: 'ma-communes.json', choices: [], problem: null })
    const lists = { 'ma-communes.json': communes }
    expect(field(answer(form, { p: 'b' }, { lists }), 'q').choices.map((one) => one.name)).toEqual(['02.001'])
    expect(field(answer(form, { p: 'a', q: 'whatever' }, { lists }), 'q').problem?.code).toBe('choice')
  })

  test('with or_other gain one, and a question for it', () => {
    const form = load([row('select_multiple l or_other', 'q', { label: l10n('Quoi', 'ماذا') })], { l: [choice('a')] })
    const state = answer(form, { q: ['a', 'other'], q_other: 'x' })
    expect(field(state, 'q').choices.map((one) => one.name)).toEqual(['a', 'other'])
    expect(field(state, 'q_other')).toMatchObject({
      relevant: true,
      row: { label: { fr: 'Quoi — précisez', ar: 'ماذا — حددوا' } },
    })
    expect(answer(form, { q: ['a'], q_other: 'x' }).values).toEqual({ q: ['a'] })
  })
})

describe('bounds', () => {
  test('a form made to explode ends, and says it is not complete', () => {
    const heavy = Array.from({ length: 400 }, (_, i) =>
      row('calculate', `c${i}`, { calculation: Array.from({ length: 100 }, () => 'sum(${a})').join(' + ') }),
    )
    const form = load([
      row('begin_repeat', 'r', { repeat_count: '200' }),
      row('integer', 'a', { default: 1 }),
      row('end_repeat', ''),
      ...heavy,
    ])
    expect(answer(form, {}).complete).toBe(false)
  })

  test('text that doubles at each row stays bounded', () => {
    const doubling = Array.from({ length: 60 }, (_, i) =>
      row('calculate', `d${i}`, { calculation: i === 0 ? "'ab'" : `concat(\${d${i - 1}}, \${d${i - 1}})` }),
    )
    expect(String(answer(load(doubling), {}).values['d59']).length).toBe(10_000)
  })
})
