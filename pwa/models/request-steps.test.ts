import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FieldState, FormState } from '../../shared/form/evaluate.ts'
import { indexOf, stepAfter, stepBefore, stepsOf } from './request-steps.ts'
import type { Step } from './request-shape.ts'

const field = (key: string, change: Partial<FieldState> = {}): FieldState => ({
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
  ...change,
})
const formOf = (...fields: FieldState[]): FormState => ({
  fields,
  byKey: new Map(fields.map((one) => [one.key, one])),
  values: {},
  complete: fields.every((one) => one.problem === null),
})
const missing = { problem: { code: 'required', message: { fr: 'à remplir', ar: 'ضروري' } } } as const
const question = (name: string): Step => ({ kind: 'question', name })

describe('the way through a request', () => {
  test('asks what is relevant, in the order of the form, and nothing that is computed', () => {
    const form = formOf(
      field('a'),
      field('b', { relevant: false }),
      field('c', { kind: 'calculate' }),
      field('d', { readOnly: true }),
      field('e'),
    )
    expect(stepsOf(form, true).map((step) => (step.kind === 'question' ? step.name : step.kind))).toEqual([
      'papers',
      'a',
      'e',
      'read-back',
      'teach-back',
      'mandate',
      'receipt',
    ])
  })

  test('stays near the place of a question that has gone', () => {
    const form = formOf(field('a'), field('b', { relevant: false }), field('c'))
    expect(stepAfter(form, false, question('b'), false)).toEqual(question('c'))
    expect(stepBefore(form, false, question('b'), false)).toEqual(question('a'))
  })

  test('leads from a corrected answer to a question the correction opened, then back to the read-back', () => {
    const opened = formOf(field('a'), field('b', missing), field('c'))
    expect(stepAfter(opened, false, question('a'), true)).toEqual(question('b'))
    expect(stepAfter(formOf(field('a'), field('b'), field('c')), false, question('b'), true)).toEqual({
      kind: 'read-back',
    })
  })

  test('never reaches the mandate over an answer that does not hold', () => {
    const form = formOf(field('a'), field('b', missing))
    expect(stepAfter(form, false, { kind: 'read-back' }, false)).toEqual(question('b'))
    expect(stepAfter(form, false, question('b'), false)).toEqual(question('b'))
  })

  test('does not go back from the receipt', () => {
    expect(stepBefore(formOf(field('a')), true, { kind: 'receipt' }, false)).toEqual({ kind: 'receipt' })
  })

  test('forward then back is where one was, at every step of every form without problems', () => {
    const kinds = fc.record({ relevant: fc.boolean(), readOnly: fc.boolean() })
    fc.assert(
      fc.property(fc.array(kinds, { maxLength: 12 }), fc.boolean(), (changes, hasPapers) => {
        const form = formOf(...changes.map((change, at) => field(`q${at}`, change)))
        for (const step of stepsOf(form, hasPapers)) {
          if (step.kind === 'receipt' || step.kind === 'mandate') continue
          const next = stepAfter(form, hasPapers, step, false)
          expect(stepBefore(form, hasPapers, next, false)).toEqual(step)
          expect(indexOf(stepsOf(form, hasPapers), next, form)).toBeGreaterThan(0)
        }
      }),
    )
  })
})
