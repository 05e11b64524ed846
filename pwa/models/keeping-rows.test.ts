import { expect, test } from 'vitest'
import type { KeepingCase, KeepingWord } from '../../shared/access/directory.ts'
import { keepingRows } from './keeping-rows.ts'

const word = (id: string, agent: string, more: Partial<KeepingWord> = {}): KeepingWord => ({
  id,
  kind: 'disposal-decided',
  agent,
  on: '2026-04-01',
  what: 'destroy',
  stands: true,
  ...more,
})
const told = (what: KeepingCase['what'], words: readonly KeepingWord[] = []): KeepingCase => ({
  dossier: 'd',
  reference: '12.40.67.31',
  procedure: 'ma.trial@1.0.0',
  office: 'office',
  what,
  since: '2026-04-01',
  closed: true,
  numbers: [],
  words,
  after: ['a'],
})
const stepsOf = (one: KeepingCase, me = 'nadia') => keepingRows([one], [], me)[0]?.steps

test('a review is decided, a deposit attested, a hold lifted, and nothing of what is not closed', () => {
  expect(stepsOf(told('review'))).toEqual(['destroy', 'anonymise', 'keep'])
  expect(stepsOf(told('transfer'))).toEqual(['archive', 'keep'])
  expect(stepsOf({ ...told('held'), closed: false })).toEqual(['release'])
  expect(stepsOf({ ...told('review'), closed: false })).toEqual([])
})

test('before the term the second person confirms what the first asked; the first only keeps', () => {
  const one = told('early', [word('w', 'driss', { what: 'anonymise' })])
  expect(stepsOf(one)).toEqual(['anonymise', 'keep'])
  expect(keepingRows([one], [], 'driss')).toMatchObject([{ steps: ['keep'], isMine: true }])
})

test('what was signed here stands until the server tells of it, and is offered again only when it was held', () => {
  const one = told('review')
  const mine = word('mine', 'nadia')
  const here = { id: 'd', words: [mine], kept: ['mine'], held: false }
  expect(keepingRows([one], [here], 'nadia')).toMatchObject([{ travel: 'kept', steps: [] }])
  expect(keepingRows([one], [{ ...here, kept: [] }], 'nadia')).toMatchObject([{ travel: 'sent', steps: [] }])
  const held = keepingRows([one], [{ ...here, held: true }], 'nadia')
  expect(held).toMatchObject([{ travel: 'held', steps: ['destroy', 'anonymise', 'keep'] }])
  expect(keepingRows([{ ...one, words: [mine] }], [here], 'nadia')).toMatchObject([{ travel: 'none', here: [] }])
})
