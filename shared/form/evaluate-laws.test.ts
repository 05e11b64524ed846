// Laws that hold for every form and every answer: evaluation is total, repeatable, changes nothing on the second time,
// and lets nothing irrelevant out.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate } from './evaluate.ts'
import type { Answers, AnswerValue, SurveyRow } from './form.ts'
import { parseForm } from './parse.ts'
import type { Form } from './parse.ts'

const names = ['q0', 'q1', 'q2', 'q3', 'q4', 'q5', 'q6'] as const
const label = { fr: 'x', ar: 'س' }
const lists = {
  l: [
    { name: 'a', label, kind: '1' },
    { name: 'b', label, kind: '2' },
    { name: 'c', label },
  ],
}
const context = { today: '2026-11-21', now: '2026-11-21T08:30:00.000Z' }

const literal = fc.constantFrom("'a'", "'b'", "''", '0', '1', '3', '2.5', "'2024-02-29'", 'today()')

/** Expressions that read these rows only. */
function expressionOn(rows: readonly string[]): fc.Arbitrary<string> {
  const reference = rows.length === 0 ? literal : fc.constantFrom(...rows.map((name) => `\${${name}}`))
  const overNodes = rows.length === 0 ? [] : [reference.map((a) => `sum(${a})`), reference.map((a) => `count(${a})`)]
  return fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      reference,
      literal,
      fc
        .tuple(
          tie('expression'),
          fc.constantFrom('=', '!=', '<', '>=', '+', '-', '*', 'div', 'and', 'or'),
          tie('expression'),
        )
        .map(([a, by, b]) => `(${a} ${by} ${b})`),
      fc
        .tuple(fc.constantFrom('not', 'int', 'string-length', 'date', 'count-selected', 'number'), tie('expression'))
        .map(([name, a]) => `${name}(${a})`),
      ...overNodes,
      fc
        .tuple(fc.constantFrom('selected', 'concat'), tie('expression'), tie('expression'))
        .map(([name, a, b]) => `${name}(${a}, ${b})`),
      fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([a, b, c]) => `if(${a}, ${b}, ${c})`),
    ),
  })).expression
}
const sometimes = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 })

const defaults: Readonly<Record<string, readonly (string | number)[]>> = {
  text: ['a', 5],
  integer: ['3', -1],
  decimal: ['2.5'],
  date: ['2024-02-29'],
  'select_one l': ['a'],
  'select_multiple l': ['a b'],
  geopoint: ['1 2 0 0'],
  acknowledge: ['OK'],
  calculate: ['x'],
  note: ['x'],
}
/** Values read earlier rows only, so that there is no circle; constraints read any. */
const question = (name: string, i: number): fc.Arbitrary<SurveyRow> => {
  const earlier = expressionOn(names.slice(0, i))
  return fc
    .constantFrom(...Object.keys(defaults))
    .chain((type) =>
      fc.record({
        type: fc.constant(type),
        relevant: sometimes(earlier),
        required: sometimes(fc.oneof(fc.boolean(), expressionOn(names))),
        constraint: sometimes(expressionOn(names).map((one) => `. != ${one}`)),
        calculation: sometimes(
          fc.oneof(
            earlier,
            earlier.map((one) => `once(${one})`),
          ),
        ),
        default: sometimes(
          fc.oneof(
            fc.constantFrom(...(defaults[type] ?? [''])),
            earlier.map((one) => `concat(${one}, '')`),
          ),
        ),
      }),
    )
    .map(({ type, ...columns }): SurveyRow => {
      const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
      return { type, name, ...(type === 'calculate' ? { calculation: '1' } : {}), ...given }
    })
}

/** Seven questions, three of them in a group or a repeat. */
const survey: fc.Arbitrary<readonly SurveyRow[]> = fc
  .integer({ min: 0, max: 4 })
  .chain((from) =>
    fc
      .tuple(
        fc.tuple(...names.map(question)),
        fc.constantFrom('group', 'repeat'),
        sometimes(expressionOn(names.slice(0, from))),
      )
      .map(([rows, container, relevant]) => [
        ...rows.slice(0, from),
        { type: `begin_${container}`, name: 'box', ...(relevant === undefined ? {} : { relevant }) },
        ...rows.slice(from, from + 3),
        { type: `end_${container}`, name: '' },
        ...rows.slice(from + 3),
      ]),
  )
function load(survey: readonly SurveyRow[]): Form {
  const form = parseForm({ survey, choices: lists })
  if (!form.ok) throw new Error(form.error.map((one) => `${one.row}.${one.column}: ${one.detail.fr}`).join('\n'))
  return form.value
}

const value: fc.Arbitrary<AnswerValue> = fc.oneof(
  fc.constantFrom('a', 'b', 'z', '', ' ', '2024-02-29', '3', 'OK'),
  fc.constantFrom<AnswerValue>(
    0,
    1,
    -3,
    2.5,
    true,
    false,
    null,
    ['a'],
    ['a', 'b'],
    [],
    ['z'],
    { lat: 1, lon: 2 },
    { lat: 200, lon: 2 },
  ),
  fc.string(),
  fc.double(),
)
const keys = fc.constantFrom(
  ...names,
  ...names.map((name) => `box[k1].${name}`),
  ...names.map((name) => `box[k2].${name}`),
  'stray',
)
const answers: fc.Arbitrary<Answers> = fc
  .tuple(fc.dictionary(keys, value), fc.constantFrom<AnswerValue>(['k1'], ['k1', 'k2'], [], 'k1', null))
  .map(([given, box]) => ({ ...given, box }))

describe('for every form and every answer', () => {
  test('evaluation gives a state that names every row, and the same state again', () => {
    fc.assert(
      fc.property(survey, answers, (survey, answers) => {
        const form = load(survey)
        const before = structuredClone(answers)
        const state = evaluate(form, answers, context)
        expect(answers).toEqual(before)
        expect(evaluate(form, answers, context)).toEqual(state)
        expect(state.byKey.size).toBe(state.fields.length)
        const fields = [...form.byName.values()].filter((node) => node.type === 'field' && node.repeat === null)
        for (const node of fields) expect(state.byKey.has(node.name)).toBe(true)
      }),
      { numRuns: 400 },
    )
  })

  test('values put back as answers give the same values', () => {
    fc.assert(
      fc.property(survey, answers, (survey, answers) => {
        const form = load(survey)
        const { values } = evaluate(form, answers, context)
        expect(evaluate(form, values, context).values).toEqual(values)
      }),
      { numRuns: 800 },
    )
  })

  test('no irrelevant, unknown or empty answer is in the values; complete means no problem', () => {
    fc.assert(
      fc.property(survey, answers, (survey, answers) => {
        const form = load(survey)
        const { values, byKey, complete, fields } = evaluate(form, answers, context)
        for (const key of Object.keys(values))
          expect(byKey.get(key)).toMatchObject({ relevant: true, value: values[key] })
        for (const field of fields) if (!field.relevant) expect(field.problem).toBe(null)
        expect(complete).toBe(fields.every((field) => field.problem === null))
      }),
      { numRuns: 800 },
    )
  })

  test('an irrelevant answer changes nothing but itself', () => {
    fc.assert(
      fc.property(survey, answers, value, (survey, answers, other) => {
        const form = load(survey)
        const state = evaluate(form, answers, context)
        const hidden = state.fields.find((field) => !field.relevant && field.kind !== 'repeat')
        fc.pre(hidden !== undefined)
        if (!hidden) return
        const changed = evaluate(form, { ...answers, [hidden.key]: other }, context)
        expect(changed.values).toEqual(state.values)
        expect(changed.complete).toBe(state.complete)
      }),
      { numRuns: 300 },
    )
  })

  test('answers that are no answers at all are met with a problem, not an exception', () => {
    fc.assert(
      fc.property(survey, fc.dictionary(keys, fc.anything()), (survey, answers) => {
        const form = load(survey)
        const state = evaluate(form, answers as Answers, context)
        for (const field of state.fields) expect(field.choices.length).toBeLessThanOrEqual(3)
      }),
      { numRuns: 400 },
    )
  })
})
