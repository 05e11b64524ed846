import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compileForm } from '../../shared/form/compile.ts'
import { evaluate } from '../../shared/form/evaluate.ts'
import type { Answers } from '../../shared/form/form.ts'
import type { ProcedurePack } from '../../shared/procedure/pack.ts'
import { errorFor } from './practice-error.ts'

const packOf = (id: string): ProcedurePack =>
  JSON.parse(readFileSync(new URL(`../../procedures/${id}.json`, import.meta.url), 'utf8')) as ProcedurePack

const stateOf = (pack: string, answers: Answers) => {
  const form = compileForm(packOf(pack).form)
  if (!form.ok) throw new Error('the pack does not compile')
  return evaluate(form.value, answers, { today: '2026-08-24', now: '2026-08-24T09:00:00.000Z' })
}

const residence = 'ma.residence-certificate-local'
const itto = {
  purpose: 'school',
  first_name_ar: 'إيطو',
  first_name_latin: 'Itto',
  card_number: 'AB123456',
  douar: 'Imskar',
}

describe('the error slipped in before the read-back', () => {
  test('one name becomes another, in the same script', () => {
    expect(errorFor(stateOf(residence, itto))).toEqual({ name: 'first_name_ar', wrong: 'زينب' })
  })

  test('whoever is called so is given another name', () => {
    const planted = errorFor(stateOf(residence, { ...itto, first_name_ar: 'زينب' }))
    expect(planted).toEqual({ name: 'first_name_ar', wrong: 'خديجة' })
  })

  test('what nobody answered, and what is private, stays as it is', () => {
    expect(errorFor(stateOf(residence, { purpose: 'school', card_number: 'AB123456' }))).toBeNull()
  })

  test('it opens no question and breaks no rule of the form', () => {
    const before = stateOf(residence, itto)
    const planted = errorFor(before)
    if (planted === null) throw new Error('nothing was slipped in')
    const after = stateOf(residence, { ...itto, [planted.name]: planted.wrong })
    const asked = (state: typeof before) => state.fields.filter((one) => one.relevant).map((one) => one.key)
    expect(asked(after)).toEqual(asked(before))
    expect(after.byKey.get(planted.name)?.problem).toBeNull()
  })
})
