import { expect, test } from 'vitest'
import type { FieldState } from '../../../shared/form/evaluate.ts'
import { answersByPage } from './answers.ts'

const field = (name: string, over: Partial<FieldState> = {}): FieldState => ({
  key: name,
  row: { type: 'text', name },
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
  ...over,
})
const label = { fr: 'x', ar: 'x' }
const pages = [
  { id: 'who', label, icon: 'woman', rows: ['name', 'members'] },
  { id: 'where', label, icon: 'house', rows: ['douar'] },
]
const shape = (fields: readonly FieldState[]) =>
  answersByPage(pages, fields).map((page) => [page.id, page.fields.map(({ key }) => key)])

test('answers stand on the pack’s pages, and on a last one when no page lists them', () => {
  expect(shape([field('douar'), field('name'), field('other')])).toEqual([
    ['who', ['name']],
    ['where', ['douar']],
    ['', ['other']],
  ])
})

test('a page that names a repeat has the fields of every instance', () => {
  expect(shape([field('age', { key: 'members[a].age', group: ['members'] })])).toEqual([['who', ['members[a].age']]])
})

test('questions that were not asked, notes and calculations are not answers', () => {
  expect(
    shape([
      field('name', { relevant: false }),
      field('douar', { kind: 'note' }),
      field('other', { kind: 'calculate' }),
    ]),
  ).toEqual([])
})
