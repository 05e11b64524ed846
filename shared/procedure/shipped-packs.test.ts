import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadPacks } from '../../scripts/packs-check.ts'
import { evaluate, type FormState } from '../form/evaluate.ts'
import type { Answers, Choice } from '../form/form.ts'
import { toldToClerk } from '../form/opaque-value.ts'
import { parseForm } from '../form/parse.ts'
import type { ProcedurePack } from './pack.ts'

const folder = join(import.meta.dirname, '../../procedures')
const { packs, errors } = await loadPacks(folder)
const communes = JSON.parse(await readFile(join(folder, 'lists/ma-communes.json'), 'utf8')) as readonly (Choice & {
  readonly province: string
})[]
const context = { today: '2026-11-21', now: '2026-11-21T10:00:00Z', lists: { 'ma-communes.json': communes } }

const shipped = (id: string): ProcedurePack => {
  const pack = packs.find((one) => one.id === id)
  if (pack === undefined) throw new Error(id)
  return pack
}
const asked = (id: string, answers: Answers): FormState => {
  const form = parseForm(shipped(id).form)
  if (!form.ok) throw new Error(JSON.stringify(form.error))
  return evaluate(form.value, answers, context)
}
const problems = (state: FormState): Readonly<Record<string, string>> =>
  Object.fromEntries(
    state.fields.flatMap(({ key, relevant, problem }) => (relevant && problem !== null ? [[key, problem.code]] : [])),
  )
const relevant = (state: FormState): readonly string[] =>
  state.fields.flatMap((field) => (field.relevant && field.kind !== 'calculate' ? [field.key] : []))

test('the packs we ship have no mistake, and each name is met once', () => {
  expect(errors).toEqual([])
  expect(packs.map(({ id, status }) => `${id} ${status}`)).toEqual([
    'ma.birth-record-extract draft',
    'ma.residence-certificate-local draft',
    'xx.road-report active',
  ])
})

test('every Arabic text is written in Arabic, every French one is not', () => {
  const visit = (value: unknown, place: string): void => {
    if (typeof value !== 'object' || value === null) return
    if ('fr' in value && 'ar' in value && typeof value.fr === 'string' && typeof value.ar === 'string') {
      expect(value.ar, place).toMatch(/\p{Script=Arabic}/u)
      expect(value.fr, place).not.toMatch(/\p{Script=Arabic}/u)
    }
    for (const [key, inner] of Object.entries(value)) visit(inner, `${place}.${key}`)
  }
  for (const pack of packs) visit(pack, pack.id)
})

test('what a person answers alone is never forced out of them, and nothing on the helper’s side follows from it', () => {
  for (const { id, form, service, titleRows } of packs) {
    const hidden = form.survey.filter((row) => (row.privacy ?? 'open') !== 'open')
    const conditions = [
      ...form.survey.flatMap((row) => [row.relevant, row.required, row.constraint, row.calculation, row.choice_filter]),
      ...service.hasInputType.map((item) => item.when),
      ...service.hasCost.flatMap((cost) => [cost.when, cost.quantity]),
    ]
    for (const row of hidden) {
      expect(problems(asked(id, { [row.name]: toldToClerk }))[row.name], `${id} ${row.name}`).toBeUndefined()
      expect(titleRows, id).not.toContain(row.name)
      for (const condition of conditions)
        expect(String(condition), `${id} ${row.name}`).not.toContain(`\${${row.name}}`)
    }
  }
})

test('what would hurt somebody if a neighbour knew it is sealed to the office', () => {
  const rows = shipped('ma.residence-certificate-local').form.survey
  expect(rows.find((row) => row.name === 'keep_hidden')?.privacy).toBe('sealed')
  for (const { id, form } of packs)
    for (const row of form.survey.filter(({ name }) => name === 'phone' || name === 'card_number'))
      expect(row.privacy, `${id} ${row.name}`).toBe('private')
})

test('every question and every choice has its picture', () => {
  for (const { id, form } of packs) {
    for (const row of form.survey)
      if (row.type !== 'calculate') expect(row.pictogram, `${id} ${row.name}`).toBeDefined()
    for (const [list, choices] of Object.entries(form.choices)) {
      for (const choice of choices) expect(choice.pictogram, `${id} ${list} ${choice.name}`).toBeDefined()
    }
  }
})

describe('a birth-record extract', () => {
  const id = 'ma.birth-record-extract'
  const whole: Answers = {
    for_whom: 'me',
    first_name_ar: 'فاطمة',
    last_name_ar: 'أيت بلا',
    first_name_latin: 'Fatima',
    last_name_latin: 'Aït Bella',
    date_kind: 'hijri',
    birth_hijri_year: 1367,
    birth_commune: '01.051.01.01',
    record_source: 'old-copy',
    pickup: 'point',
  }
  test('is complete with a Hijri year, a commune of the list and one way to find the record', () => {
    const state = asked(id, whole)
    expect(problems(state)).toEqual({})
    expect(state.values).toMatchObject({
      birth_year_from: 1947,
      birth_year_to: 1948,
      copies: 1,
      record_kind: 'extract',
    })
  })
  test('knows the years a Hijri year touches as the civil Islamic calendar does', () => {
    const hijriYear = new Intl.DateTimeFormat('en-u-ca-islamic-civil', { year: 'numeric', timeZone: 'UTC' })
    const yearAt = (date: string): number => Number.parseInt(hijriYear.format(new Date(`${date}T12:00:00Z`)), 10)
    for (let hijri = 1330; hijri <= 1447; hijri++) {
      const { birth_year_from: from, birth_year_to: to } = asked(id, { ...whole, birth_hijri_year: hijri }).values
      expect(yearAt(`${String(from)}-01-01`), `${hijri}`).toBeLessThanOrEqual(hijri)
      expect(yearAt(`${String(from)}-12-31`), `${hijri}`).toBeGreaterThanOrEqual(hijri)
      expect(yearAt(`${String(to)}-12-31`), `${hijri}`).toBeGreaterThanOrEqual(hijri)
    }
  })
  test('asks the tie and its proof of a third party only, and the proof fits the tie', () => {
    expect(relevant(asked(id, whole))).not.toContain('tie')
    const state = asked(id, { ...whole, for_whom: 'other', tie: 'spouse', tie_proof: 'power-of-attorney' })
    expect(problems(state)).toEqual({ tie_proof: 'choice', requester_name_ar: 'required' })
    expect(state.byKey.get('tie_proof')?.choices.map(({ name }) => name)).toEqual(['family-book', 'marriage-contract'])
  })
  test('asks one kind of date', () => {
    const dates = ['birth_date', 'birth_year', 'birth_hijri_year']
    for (const [kind, left] of [
      ['exact', 'birth_date'],
      ['year', 'birth_year'],
      ['hijri', 'birth_hijri_year'],
      ['unknown', undefined],
    ] as const) {
      const shown = relevant(asked(id, { date_kind: kind })).filter((key) => dates.includes(key))
      expect(shown).toEqual(left === undefined ? [] : [left])
    }
    expect(asked(id, { date_kind: 'exact', birth_date: '1961-03-02' }).values).toMatchObject({
      birth_year_from: 1961,
      birth_year_to: 1961,
    })
  })
  test('wants number and year of the record when there is no paper', () => {
    expect(problems(asked(id, { ...whole, record_source: 'act-reference' }))).toEqual({
      act_number: 'required',
      act_year: 'required',
    })
    expect(
      problems(asked(id, { ...whole, record_source: 'act-reference', act_number: '123/45', act_year: 1962 })),
    ).toEqual({})
  })
  test.each([
    ['copies', 0],
    ['copies', 10],
    ['birth_hijri_year', 1200],
    ['birth_hijri_year', 1500],
    ['first_name_ar', 'Fatima'],
    ['first_name_latin', 'فاطمة'],
    ['phone', '12'],
    ['act_number', 'أ'],
  ])('refuses %s = %s', (key, value) =>
    expect(problems(asked(id, { ...whole, [key]: value }))).toEqual({ [key]: 'constraint' }),
  )
  test('knows only communes of the list', () => {
    expect(problems(asked(id, { ...whole, birth_commune: '99.999.99.99' }))).toEqual({ birth_commune: 'choice' })
  })
})

describe('a residence certificate', () => {
  const id = 'ma.residence-certificate-local'
  const whole: Answers = {
    purpose: 'school',
    first_name_ar: 'محمد',
    last_name_ar: 'أوعلي',
    douar: 'Aït Hani',
    address_words: 'après la source',
    lives_since: 'always',
    proof: 'honour',
    honour: true,
  }
  test('is complete on a declaration on honour, without bill nor card number', () => {
    const state = asked(id, whole)
    expect(problems(state)).toEqual({})
    expect(relevant(state).filter((key) => key.startsWith('bill') || key.startsWith('holder'))).toEqual([])
  })
  test('asks of a bill what it is and in whose name, and no oath', () => {
    const state = asked(id, { ...whole, proof: 'bill', bill_holder: 'other' })
    expect(problems(state)).toEqual({
      bill_kind: 'required',
      bill_date: 'required',
      holder_name: 'required',
      holder_tie: 'required',
    })
    expect(relevant(state)).not.toContain('honour')
    expect(relevant(state)).not.toContain('neighbour_1')
  })
  test('keeps no answer of the road not taken', () => {
    const both = {
      ...whole,
      proof: 'bill',
      bill_kind: 'water',
      bill_date: '2026-10-01',
      bill_holder: 'own',
      holder_name: 'X',
      holder_tie: 'parent',
    }
    expect(Object.keys(asked(id, both).values)).not.toContain('honour')
    expect(Object.keys(asked(id, both).values)).not.toContain('holder_name')
  })
  test('does not pass without the oath', () => {
    expect(problems(asked(id, { ...whole, honour: null }))).toEqual({ honour: 'required' })
  })
  test('warns who wants it for the national card', () => {
    expect(relevant(asked(id, { ...whole, purpose: 'identity-card' }))).toContain('card_warning')
    expect(relevant(asked(id, whole))).not.toContain('card_warning')
  })
  test.each(['J1', 'JB12345', 'ab123456'])('takes the card number %s', (card_number) => {
    expect(problems(asked(id, { ...whole, card_number }))).toEqual({})
  })
  test.each(['123456', 'ABC123', 'JB1234567', 'JB 123'])('refuses the card number %s', (card_number) => {
    expect(problems(asked(id, { ...whole, card_number }))).toEqual({ card_number: 'constraint' })
  })
})

describe('a road report', () => {
  const id = 'xx.road-report'
  const whole: Answers = { service_code: 'washed-out-track', severity: 'danger', passable: 'mule', since: 'week' }
  test('needs a position or a place in words, either is enough', () => {
    expect(problems(asked(id, whole))).toEqual({ douar: 'required', landmark: 'required' })
    expect(problems(asked(id, { ...whole, position: { lat: 31.5, lon: -5.2, accuracy: 12 } }))).toEqual({})
    expect(problems(asked(id, { ...whole, douar: 'Tizi', landmark: 'après le pont' }))).toEqual({})
  })
  test('does not ask who can pass under a lamp or a sign', () => {
    expect(relevant(asked(id, { ...whole, service_code: 'street-light' }))).not.toContain('passable')
    expect(relevant(asked(id, whole))).toContain('passable')
  })
  test('asks for no name, and no mandate', () => {
    expect(shipped(id).mandate).toBe('optional')
    expect(
      shipped(id)
        .form.survey.map(({ name }) => name)
        .filter((name) => name.includes('name')),
    ).toEqual([])
  })
})

test('no answer whatever makes a shipped form throw, and a complete form has no problem', () => {
  const answer = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom('me', 'other', 'hijri', 'bill', 'honour', 'act-reference'),
  )
  for (const { id, form } of packs) {
    const keys = form.survey.map(({ name }) => name)
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), answer), (answers) => {
        const state = asked(id, answers)
        expect(state.complete).toBe(Object.keys(problems(state)).length === 0)
      }),
      { numRuns: 60 },
    )
  }
})

test('the list of communes has every commune once, in order, inside a known province', async () => {
  const provinces = JSON.parse(await readFile(join(folder, 'lists/ma-provinces.json'), 'utf8')) as readonly Choice[]
  const names = communes.map(({ name }) => name)
  expect(names).toHaveLength(1503)
  expect(new Set(names).size).toBe(1503)
  expect(names.toSorted()).toEqual(names)
  const known = new Set(provinces.map(({ name }) => name))
  expect(known.size).toBe(75)
  expect(communes.every(({ name, province }) => known.has(province) && name.startsWith(`${province}.`))).toBe(true)
})
