import { describe, expect, test } from 'vitest'
import { evaluate } from './evaluate.ts'
import type { SurveyRow } from './form.ts'
import { isOpaque, toldToClerk } from './opaque-value.ts'
import { parseForm } from './parse.ts'

const label = { fr: 'x', ar: 'س' }
const sealed = `sealed.1.${'A'.repeat(194)}`
const formOf = (...survey: readonly SurveyRow[]) => {
  const form = parseForm({ survey, choices: { yn: [{ name: 'yes', label }] } })
  if (!form.ok) throw new Error(JSON.stringify(form.error))
  return form.value
}
const context = { today: '2026-08-20', now: '2026-08-20T10:00:00Z' }

describe('an answer nobody here can read', () => {
  const row: SurveyRow = { type: 'select_one yn', name: 'illness', label, required: true, privacy: 'sealed' }

  test.each([sealed, toldToClerk])('counts as given, whatever the question’s kind and choices: %s', (value) => {
    for (const type of ['select_one yn', 'select_multiple yn', 'integer', 'date', 'geopoint', 'text']) {
      const state = evaluate(formOf({ ...row, type, constraint: ". != 'sealed'" }), { illness: value }, context)
      expect(state.byKey.get('illness')?.problem).toBeNull()
      expect(state.values).toEqual({ illness: value })
      expect(state.complete).toBe(true)
    }
  })

  test('is no answer to the rules that would read it', () => {
    const form = formOf(
      { ...row, privacy: 'private' },
      { type: 'text', name: 'which', label, relevant: "${illness} != ''" },
      { type: 'calculate', name: 'seen', calculation: "if(${illness} = '', 'no', 'yes')" },
    )
    expect(evaluate(form, { illness: 'yes' }, context).values).toMatchObject({ seen: 'yes' })
    const state = evaluate(form, { illness: toldToClerk }, context)
    expect(state.byKey.get('which')?.relevant).toBe(false)
    expect(state.values).toMatchObject({ seen: 'no' })
  })

  test('in a question open to all is only a strange text', () => {
    const { privacy: _privacy, ...open } = row
    const state = evaluate(formOf(open), { illness: sealed }, context)
    expect(state.byKey.get('illness')?.problem?.code).toBe('choice')
  })

  test('is of one shape: neither words, nor a seal without its content', () => {
    for (const other of [
      'sealed',
      'sealed.2',
      'sealed.1.',
      'sealed.1.AAAA',
      `${sealed}=`,
      ` ${sealed}`,
      0,
      null,
      [sealed],
    ])
      expect(isOpaque(other)).toBe(false)
  })
})
