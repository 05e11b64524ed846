import { expect, test } from 'vitest'
import type { Act } from '../../../shared/dossier/act.ts'
import type { DossierStatus } from '../../../shared/dossier/status.ts'
import type { ProcedurePack } from '../../../shared/procedure/pack.ts'
import { planOf, printables, standingPaper } from './document-plan.ts'
import type { PlanParts } from './document-plan.ts'

const template = {
  title: { fr: 'Certificat de résidence', ar: 'شهادة السكنى' },
  paragraphs: [
    { fr: '${first} ${last} habite à ${place}.', ar: 'يسكن ${first} ${last} ب${place}.' },
    { fr: 'Depuis ${since}.', ar: 'منذ ${since}.' },
  ],
  signedBy: { fr: 'Le caïd', ar: 'القائد' },
  nameRows: ['first', 'last'],
}
const pack = {
  form: {
    survey: ['first', 'last', 'place', 'since'].map((name) => ({ type: 'text', name })),
    choices: {},
  },
  service: {
    produces: [
      { id: 'certificate', name: template.title, type: 'certificate', template },
      { id: 'receipt', name: template.title, type: 'receipt' },
    ],
  },
} as unknown as ProcedurePack
const [printable] = printables(pack)
if (printable === undefined) throw new Error('no paper')

const parts: PlanParts = {
  pack,
  printable,
  issued: null,
  answers: { first: 'Lhoucine', last: 'Amghar', place: 'Imskar' },
  contested: [],
  lists: new Map(),
  lang: 'fr',
}
const issuedAs = (payload: Record<string, unknown>) => ({
  act: { id: 'a', kind: 'issued', at: '2026-08-21T09:30:00Z', payload } as unknown as Act,
  document: 'certificate',
  number: null,
  numbered: null,
  voided: [],
  replacedBy: null,
  isGroundless: false,
})
const toIssue = () => {
  const plan = planOf(parts)
  if (plan.type !== 'to-issue') throw new Error(plan.type)
  return plan
}

test('only what has a template is printed here', () => {
  expect(printables(pack).map(({ id }) => id)).toEqual(['certificate'])
  expect(printables(null)).toEqual([])
})

test('a paragraph that names an absent answer is left out whole', () => {
  expect(toIssue().words.in.fr?.paragraphs).toEqual(['\u2068Lhoucine Amghar\u2069 habite à \u2068Imskar\u2069.'])
  expect(toIssue().words.in.ar).toBeUndefined()
})

test('a paper without the name of its person is not made', () => {
  expect(planOf({ ...parts, answers: { first: 'Lhoucine', last: '  ' } })).toEqual({
    type: 'blocked',
    why: 'nameless',
    rows: ['last'],
  })
})

test('an answer given twice and not chosen stops the paper that would print it, and no other', () => {
  expect(planOf({ ...parts, contested: ['place', 'phone'] })).toEqual({
    type: 'blocked',
    why: 'contested',
    rows: ['place'],
  })
  expect(planOf({ ...parts, contested: ['phone'] }).type).toBe('to-issue')
})

test('an issued paper is printed again in its own words and language, or not at all', () => {
  const { hash } = toIssue()
  const issued = issuedAs({ document: 'certificate', wordsHash: hash, lang: 'fr' })
  const again = planOf({ ...parts, issued, lang: 'ar' })
  if (again.type !== 'issued') throw new Error(again.type)
  expect(Object.keys(again.words.in)).toEqual(['fr'])
  const corrected = planOf({ ...parts, issued, answers: { ...parts.answers, place: 'Imlil' } })
  expect(corrected.type).toBe('changed')
})

test('a paper whose decision was set aside is not printed again', () => {
  const issued = { ...issuedAs({ document: 'certificate', wordsHash: toIssue().hash, lang: 'fr' }), isGroundless: true }
  expect(planOf({ ...parts, issued }).type).toBe('groundless')
})

test('what stands is the newest paper that no other has replaced', () => {
  const first = issuedAs({ document: 'certificate' })
  const second = { ...issuedAs({ document: 'certificate', replaces: 'a' }), number: '2026-A-2' }
  const status = { issued: [{ ...first, replacedBy: second.act }, second] } satisfies Pick<DossierStatus, 'issued'>
  expect(standingPaper(status, 'certificate')).toBe(second)
  expect(standingPaper(status, 'full-copy')).toBeNull()
})
