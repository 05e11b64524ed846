import { describe, expect, test } from 'vitest'
import type { Choice, SurveyRow } from './form.ts'
import { parseForm } from './parse.ts'
import type { FormError } from './parse.ts'

const l10n = (text: string) => ({ fr: text, ar: text })
const row = (type: string, name: string, more: Partial<SurveyRow> = {}): SurveyRow => ({
  type,
  name,
  label: l10n(name || 'x'),
  ...more,
})
const choice = (name: string, more: object = {}): Choice => ({ name, label: l10n(name), ...more })
const choices = {
  yn: [choice('yes'), choice('no')],
  towns: [choice('midelt', { region: 'draa' }), choice('fes', { region: 'fm' })],
}

const errorsOf = (survey: readonly unknown[], lists: object = choices): readonly FormError[] => {
  const form = parseForm({ survey, choices: lists })
  return form.ok ? [] : form.error
}
const places = (survey: readonly unknown[], lists?: object): readonly unknown[] =>
  errorsOf(survey, lists).map((one) => [one.row, one.column, one.code])

describe('a form that is right', () => {
  test('is read to a tree, with both spellings of groups', () => {
    const form = parseForm({
      survey: [
        row('begin group', 'home'),
        row('text', 'street', { relevant: '${town} != ""' }),
        row('begin_repeat', 'members', { repeat_count: '2' }),
        row('select_one yn', 'adult'),
        row('end repeat', ''),
        row('end_group', 'home'),
        row('select_one towns', 'town', { choice_filter: "region = 'draa' and name != ''" }),
      ],
      choices,
    })
    if (!form.ok) throw new Error(JSON.stringify(form.error))
    expect(form.value.nodes.map((node) => node.name)).toEqual(['home', 'town'])
    expect(form.value.byName.get('adult')).toMatchObject({ group: ['home', 'members'], repeat: { name: 'members' } })
    const order = form.value.order.map((node) => node.name)
    expect(order.indexOf('town')).toBeLessThan(order.indexOf('street'))
    expect(order.indexOf('members')).toBeLessThan(order.indexOf('adult'))
  })

  test('may name a file whose list comes later, with any column', () => {
    expect(
      errorsOf([row('select_one_from_file communes.json', 'commune', { choice_filter: "province = 'x'" })]),
    ).toEqual([])
  })

  test('takes yes, no, true and false for required and read_only', () => {
    const form = parseForm({
      survey: [
        row('text', 'a', { required: 'yes', read_only: 'false()' }),
        row('text', 'b', { required: '${a} = 1', read_only: true }),
      ],
      choices: {},
    })
    if (!form.ok) throw new Error(JSON.stringify(form.error))
    expect(form.value.byName.get('a')).toMatchObject({ required: true, readOnly: false })
    expect(form.value.byName.get('b')).toMatchObject({ required: { op: 'binary' }, readOnly: true })
  })
})

describe('a mistake is told with its row and column', () => {
  test.each<[string, readonly unknown[], readonly unknown[]]>([
    ['unknown type', [row('text', 'a'), row('geotrace', 'b')], [[2, 'type', 'type']]],
    ['unknown list', [row('select_one nothing', 'a')], [[1, 'type', 'list']]],
    ['bad name', [row('text', 'a b')], [[1, 'name', 'name']]],
    ['name with the sign of a repeat', [row('text', 'a[1].b')], [[1, 'name', 'name']]],
    ['name of an object’s own', [row('text', '__proto__')], [[1, 'name', 'name']]],
    ['no name', [row('text', '')], [[1, 'name', 'name']]],
    ['same name twice', [row('text', 'a'), row('integer', 'a')], [[2, 'name', 'duplicate']]],
    [
      'unknown reference',
      [row('text', 'a'), row('text', 'b', { relevant: '${c} = 1' })],
      [[2, 'relevant', 'reference']],
    ],
    [
      'reference to a group',
      [row('begin_group', 'g'), row('text', 'a', { constraint: '. != ${g}' }), row('end_group', '')],
      [[2, 'constraint', 'reference']],
    ],
    ['syntax', [row('text', 'a', { constraint: '. >' })], [[1, 'constraint', 'expression']]],
    ['own value in relevant', [row('text', 'a', { relevant: '. > 1' })], [[1, 'relevant', 'expression']]],
    [
      'unknown column of a list',
      [row('select_one towns', 'a', { choice_filter: 'district = 1' })],
      [[1, 'choice_filter', 'reference']],
    ],
    ['filter without list', [row('text', 'a', { choice_filter: 'true()' })], [[1, 'choice_filter', 'list']]],
    [
      'or_other with a filter',
      [row('select_one towns or_other', 'a', { choice_filter: "region = 'x'" })],
      [[1, 'choice_filter', 'list']],
    ],
    ['group not closed', [row('begin_group', 'g'), row('text', 'a')], [[1, 'type', 'nesting']]],
    [
      'group closed twice',
      [row('begin_group', 'g'), row('end_group', ''), row('end_group', '')],
      [[3, 'type', 'nesting']],
    ],
    ['group closed as a repeat', [row('begin_group', 'g'), row('end_repeat', '')], [[2, 'type', 'nesting']]],
    ['group closed by another name', [row('begin_group', 'g'), row('end_group', 'h')], [[2, 'type', 'nesting']]],
    ['calculate without calculation', [row('calculate', 'a')], [[1, 'calculation', 'expression']]],
    ['default of another type', [row('date', 'a', { default: '2023-02-29' })], [[1, 'default', 'default']]],
    ['default that is no choice', [row('select_one yn', 'a', { default: 'maybe' })], [[1, 'default', 'default']]],
    [
      'position outside a repeat',
      [row('calculate', 'a', { calculation: 'position(..)' })],
      [[1, 'calculation', 'expression']],
    ],
    [
      'regex that nobody could match in time',
      [row('text', 'a', { constraint: "regex(., '(a)\\1')" })],
      [[1, 'constraint', 'expression']],
    ],
    ['label in one language', [{ type: 'text', name: 'a', label: { fr: 'A' } }], [[1, 'label.ar', 'shape']]],
    ['blank label', [{ type: 'text', name: 'a', label: { fr: 'A', ar: ' ' } }], [[1, 'label.ar', 'shape']]],
    ['row that is no row', [row('text', 'a'), 7], [[2, '', 'shape']]],
    ['number for an expression', [{ ...row('text', 'a'), relevant: 1 }], [[1, 'relevant', 'shape']]],
  ])('%s', (_, survey, expected) => expect(places(survey)).toEqual(expected))

  test('of a list, by the first row that uses it', () => {
    expect(places([row('text', 'a'), row('select_one l', 'b')], { l: [choice('x'), choice('x')] })).toEqual([
      [2, 'type', 'duplicate'],
    ])
    expect(places([row('select_multiple l', 'b')], { l: [choice('x y')] })).toEqual([[1, 'type', 'list']])
    expect(places([row('select_one l', 'b')], { l: [] })).toEqual([[1, 'type', 'list']])
    expect(places([row('select_one l', 'b')], { l: [{ name: 'x' }] })).toEqual([
      [0, 'choices.l.0.label', 'shape'],
      [1, 'type', 'list'],
    ])
  })

  test('several at once, in the order of rows, each with a sentence in French and Arabic', () => {
    const errors = errorsOf([
      row('text', 'a', { relevant: '${x}', constraint: '(' }),
      row('nope', 'b'),
      row('text', 'a'),
    ])
    expect(errors.map((one) => [one.row, one.code])).toEqual([
      [1, 'reference'],
      [1, 'expression'],
      [2, 'type'],
      [3, 'duplicate'],
    ])
    for (const { detail } of errors) expect([detail.fr, detail.ar].every((text) => text.trim().length > 10)).toBe(true)
  })

  test('anything that is no form is refused, not thrown at', () => {
    for (const source of [
      null,
      undefined,
      1,
      'x',
      [],
      {},
      { survey: {} },
      { survey: [], choices: ['x'] },
      { survey: [], choices: { a: 1 } },
    ]) {
      const form = parseForm(source)
      expect(form.ok ? [] : form.error.map((one) => one.row)).toEqual([0])
    }
    expect(places(Array.from({ length: 1001 }, (_, i) => row('text', `q${i}`)))).toEqual([[0, '', 'too-large']])
    const nested = Array.from({ length: 13 }, (_, i) => row('begin_group', `g${i}`))
    expect(places([...nested, ...nested.map(() => row('end_group', ''))])).toEqual([[13, 'type', 'nesting']])
  })
})

describe('a form that reads itself in a circle is refused, and the circle is named', () => {
  const cycle = (survey: readonly SurveyRow[]): unknown =>
    errorsOf(survey).map((one) => [one.row, one.column, one.code, one.detail.fr])

  test('calculations', () => {
    expect(
      cycle([
        row('calculate', 'a', { calculation: '${b} + 1' }),
        row('calculate', 'b', { calculation: '${c} + 1' }),
        row('calculate', 'c', { calculation: '${a} + 1' }),
      ]),
    ).toEqual([[1, 'calculation', 'cycle', 'Calcul en boucle : ⁨a → b → c → a⁩.']])
  })

  test('a row on itself', () => {
    expect(cycle([row('text', 'a', { relevant: "${a} = 'x'" })])).toEqual([
      [1, 'relevant', 'cycle', 'Calcul en boucle : ⁨a → a⁩.'],
    ])
  })

  test('relevance through a calculation', () => {
    expect(
      cycle([
        row('text', 'q', { relevant: '${c} > 0' }),
        row('calculate', 'c', { calculation: 'string-length(${q})' }),
      ]),
    ).toEqual([[1, 'relevant', 'cycle', 'Calcul en boucle : ⁨q → c → q⁩.']])
  })

  test('a group that depends on a row inside it', () => {
    expect(
      cycle([row('begin_group', 'g', { relevant: '${a} = 1' }), row('integer', 'a'), row('end_group', '')]),
    ).toEqual([[1, 'relevant', 'cycle', 'Calcul en boucle : ⁨g → a → g⁩.']])
  })

  test('a repeat counted by what it contains, and a default', () => {
    expect(
      cycle([row('begin_repeat', 'r', { repeat_count: 'sum(${n})' }), row('integer', 'n'), row('end_repeat', '')]),
    ).toEqual([[1, 'repeat_count', 'cycle', 'Calcul en boucle : ⁨r → n → r⁩.']])
    expect(cycle([row('text', 'a', { default: '${b}' }), row('text', 'b', { default: '${a}' })])).toEqual([
      [1, 'default', 'cycle', 'Calcul en boucle : ⁨a → b → a⁩.'],
    ])
  })

  test('but constraints may look at each other', () => {
    expect(
      cycle([
        row('integer', 'a', { constraint: '. < ${b}' }),
        row('integer', 'b', { constraint: '. > ${a}', required: '${a} > 1' }),
      ]),
    ).toEqual([])
  })

  test('a chain of a thousand rows is no circle', () => {
    const chain = Array.from({ length: 1000 }, (_, i) =>
      i === 999 ? row('integer', `q${i}`) : row('calculate', `q${i}`, { calculation: `\${q${i + 1}} + 1` }),
    )
    expect(errorsOf(chain)).toEqual([])
  })
})
