// What an operator types becomes a commune, or a list of what is wrong with it.
import { expect, test } from 'vitest'
import { communeFrom, type CommuneAnswers } from './new-commune.ts'

const answers: CommuneAnswers = {
  code: '07.041.07.03',
  nameFr: ' Asni ',
  nameAr: 'أسني',
  provinceFr: 'Al Haouz',
  provinceAr: 'الحوز',
  supervisor: 'Nadia Tazi',
  points: ['EPN Asni|الفضاء الرقمي', 'EPN Imlil | إمليل'],
  people: ['mediator|Éric Aït Ali|point-2', 'clerk|فاطمة|etat-civil', 'clerk|Nadia Tazi|bureau-general'],
}

test('points get their own site, people readable ids that never collide', () => {
  const commune = communeFrom(answers)
  if (!commune.ok) throw new Error(JSON.stringify(commune.error))
  expect(commune.value.demo).toBe(false)
  expect(commune.value.commune.name.fr).toBe('Asni')
  expect(commune.value.units.map(({ id, site }) => [id, site])).toEqual([
    ['point-1', 11],
    ['point-2', 12],
    ['etat-civil', undefined],
    ['bureau-general', undefined],
  ])
  expect(commune.value.agents.map(({ id, role, unit }) => [id, role, unit])).toEqual([
    ['nadia-tazi', 'supervisor', 'bureau-general'],
    ['eric-ait-ali', 'mediator', 'point-2'],
    ['clerk', 'clerk', 'etat-civil'],
    ['nadia-tazi-2', 'clerk', 'bureau-general'],
  ])
})

test.each([
  ['--code', { code: '7.41' }],
  ['--name-ar', { nameAr: 'Asni' }],
  ['--supervisor', { supervisor: '  ' }],
  ['--point', { points: ['EPN Asni'] }],
  ['--person', { people: ['king|Hassan|point-1'] }],
  ['--person', { people: ['clerk|Omar|point-9'] }],
] as const)('%s is named when it is wrong', (flag, wrong) => {
  const commune = communeFrom({ ...answers, ...wrong })
  expect(commune.ok ? [] : commune.error.map((one) => one.flag)).toContain(flag)
})
