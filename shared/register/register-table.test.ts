import { expect, test } from 'vitest'
import { registerTable } from './register-table.ts'
import type { RegisterRow } from './rows.ts'

const names = { person: (id: string) => `~${id}`, paper: (_: string, id: string) => `«${id}»` }
const row = (over: Partial<RegisterRow>): RegisterRow => ({
  kind: 'issued',
  id: 'a'.repeat(43),
  dossier: 'd',
  reference: '12.40.67.31',
  procedure: 'ma.residence-certificate-local@1.2.0',
  title: 'Lhoucine Amghar',
  at: '2026-08-21T09:30:00.250Z',
  agent: 'khadija',
  document: 'certificate',
  number: '2026-A-17',
  replaces: null,
  replacedBy: null,
  groundless: false,
  proof: null,
  ...over,
})

test('each row has every column of the heading, in both languages', () => {
  for (const lang of ['fr', 'ar'] as const) {
    const [heading = [], ...rows] = registerTable([row({}), row({ kind: 'handed-over', document: null })], names, lang)
    expect(new Set(heading).size).toBe(heading.length)
    for (const one of rows) expect(one).toHaveLength(heading.length)
  }
})

test('a row says number, second of time, paper, whose and by whom, and the act it comes from', () => {
  const [, one] = registerTable([row({})], names, 'fr')
  expect(one).toEqual([
    '2026-A-17',
    '2026-08-21T09:30:00Z',
    'Délivré',
    '«certificate»',
    '12.40.67.31',
    'Lhoucine Amghar',
    '~khadija',
    '',
    '',
    '',
    '',
    'a'.repeat(43),
  ])
})

test('what is provisional, void or without its decision is told in words, never left to an empty cell', () => {
  const cells = registerTable(
    [row({ number: null }), row({ kind: 'void', replacedBy: '2026-A-9' }), row({ groundless: true })],
    names,
    'fr',
  ).map((one) => one.join('|'))
  expect(cells[1]).toContain('provisoire')
  expect(cells[2]).toContain('Numéro annulé')
  expect(cells[2]).toContain('2026-A-9')
  expect(cells[3]).toContain('décision écartée')
})
