import { describe, expect, test } from 'vitest'
import { evaluate } from './evaluate.ts'
import type { FieldState, FormState } from './evaluate.ts'
import type { Answers, SurveyRow } from './form.ts'
import { parseForm } from './parse.ts'
import type { Form } from './parse.ts'

const row = (type: string, name: string, more: Partial<SurveyRow> = {}): SurveyRow => ({ type, name, ...more })

function load(survey: readonly SurveyRow[]): Form {
  const form = parseForm({ survey, choices: {} })
  if (!form.ok) throw new Error(form.error.map((one) => `${one.row}.${one.column}: ${one.detail.fr}`).join('\n'))
  return form.value
}
const context = { today: '2026-11-21', now: '2026-11-21T08:30:00.000Z' }
const answer = (form: Form, answers: Answers): FormState => evaluate(form, answers, context)
const field = (state: FormState, key: string): FieldState => {
  const found = state.byKey.get(key)
  if (!found) throw new Error(`no field ${key}`)
  return found
}

describe('repeats', () => {
  const form = load([
    row('begin_repeat', 'members'),
    row('text', 'name', { required: true }),
    row('integer', 'age', { constraint: '. <= ${oldest}' }),
    row('text', 'school', { relevant: '${age} < 18' }),
    row('calculate', 'place', { calculation: "concat(position(..), '/', count(${members}))" }),
    row('begin_repeat', 'papers'),
    row('text', 'paper'),
    row('calculate', 'tag', { calculation: "concat(${name}, '-', ${paper}, '-', count(${papers}))" }),
    row('end_repeat', ''),
    row('calculate', 'paperCount', { calculation: 'count(${paper})' }),
    row('end_repeat', ''),
    row('calculate', 'total', { calculation: 'sum(${age})' }),
    row('calculate', 'oldest', { calculation: 'max(${age})' }),
    row('calculate', 'allPapers', { calculation: "join(' ', ${paper})" }),
    row('calculate', 'head', { calculation: '${name}' }),
  ])
  const answers = {
    members: ['k1', 'k2'],
    'members[k1].name': 'Itto',
    'members[k1].age': 40,
    'members[k1].school': 'hidden',
    'members[k1].papers': ['p1', 'p2'],
    'members[k1].papers[p1].paper': 'CNIE',
    'members[k1].papers[p2].paper': 'acte',
    'members[k2].name': 'Ali',
    'members[k2].age': 7,
    'members[k2].school': 'Tizi',
    'members[k2].papers': ['p1'],
    'members[k2].papers[p1].paper': 'livret',
    'members[gone].name': 'nobody',
  }

  test('see their own instance inside, and all instances from outside', () => {
    const { values } = answer(form, answers)
    expect(values).toMatchObject({
      total: 47,
      oldest: 40,
      head: 'Itto',
      allPapers: 'CNIE acte livret',
      'members[k2].school': 'Tizi',
      'members[k1].place': '1/2',
      'members[k2].place': '2/2',
      'members[k1].paperCount': 2,
      'members[k2].paperCount': 1,
      'members[k1].papers[p2].tag': 'Itto-acte-2',
      'members[k2].papers[p1].tag': 'Ali-livret-1',
    })
    expect(values).not.toHaveProperty(['members[k1].school'])
    expect(values).not.toHaveProperty(['members[gone].name'])
  })

  test('come in document order, each field with its instance', () => {
    const state = answer(form, answers)
    expect(state.fields.map((one) => one.key).slice(0, 6)).toEqual([
      'members',
      'members[k1].name',
      'members[k1].age',
      'members[k1].school',
      'members[k1].place',
      'members[k1].papers',
    ])
    expect(field(state, 'members[k2].papers[p1].paper')).toMatchObject({
      group: ['members', 'papers'],
      instance: { repeat: 'papers', key: 'members[k2].papers[p1]', id: 'p1', index: 0 },
    })
  })

  test('take no instance for granted, and ignore what is no list of ids', () => {
    expect(answer(form, {}).values).toEqual({ total: 0 })
    for (const members of ['k1', 5, { lat: 1, lon: 1 }, null])
      expect(answer(form, { members }).values).toEqual({ total: 0 })
    expect(answer(form, { members: ['a', 'a', 'b]', '', 'c d'] }).values['members']).toEqual(['a'])
  })

  test('in a hidden group are out, with all their instances', () => {
    const hidden = load([
      row('text', 'on'),
      row('begin_repeat', 'r', { relevant: "${on} = 'yes'" }),
      row('text', 'a', { required: true }),
      row('end_repeat', ''),
      row('calculate', 'n', { calculation: 'count(${r}) + count(${a})' }),
    ])
    expect(answer(hidden, { r: ['x'], 'r[x].a': 'v' }).values).toEqual({ n: 0 })
    expect(answer(hidden, { on: 'yes', r: ['x'], 'r[x].a': 'v' }).values).toEqual({
      on: 'yes',
      r: ['x'],
      'r[x].a': 'v',
      n: 2,
    })
  })

  test('beyond their bound are left out, and the form is not complete', () => {
    const small = load([
      row('integer', 'n'),
      row('begin_repeat', 'r', { repeat_count: '${n}' }),
      row('text', 'a'),
      row('end_repeat', ''),
    ])
    const many = answer(small, { n: 2_000_000_000 })
    expect(many.values['r']).toHaveLength(200)
    expect(many.complete).toBe(false)
    expect(answer(small, { n: 200 }).complete).toBe(true)
    expect(answer(small, { n: -3 }).values).toEqual({ n: -3 })
  })
})
