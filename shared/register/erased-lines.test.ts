import { expect, test } from 'vitest'
import { makeAct, type Act } from '../dossier/act.ts'
import type { Payload } from '../dossier/payload.ts'
import { erasedLines } from './erased-lines.ts'
import { registerTable } from './register-table.ts'
import { registerRows } from './rows.ts'

const erased = (papers: Payload<'erased'>['papers']): Act =>
  makeAct({
    v: 1,
    dossier: 'AAAAAAAAAAAAAAAAAAAAAA',
    kind: 'erased',
    by: { agent: 'server', device: 'server', unit: 'office', role: 'system' },
    at: '2030-01-01T00:00:00.000Z',
    beacon: null,
    after: [],
    payload: {
      how: 'destroyed',
      why: 'retention',
      due: '2030-01-01',
      classCode: 'x',
      retention: 'P2Y',
      procedure: 'ma.trial@1.0.0',
      papers,
      to: ['office'],
    },
  })

test('a number, its paper, its office and its day are in the register, and nobody’s name', () => {
  const act = erased([
    { number: '2027-A-2', document: 'certificate', office: 'office', on: '2027-01-04' },
    { number: '2027-B-1', document: 'certificate', office: 'office', on: '2027-01-05', void: true },
    { number: '2027-A-1', document: 'certificate', office: 'town', on: '2027-01-03' },
  ])
  const dossier = erasedLines(act, '(effacé)')
  const rows = registerRows(dossier ? [dossier] : [], 'office', 2027)
  expect(rows).toMatchObject([
    { kind: 'issued', number: '2027-A-2', document: 'certificate', title: '(effacé)', agent: '', reference: null },
    { kind: 'void', number: '2027-B-1', replacedBy: '2027-A-2' },
  ])
  const names = { person: (agent: string) => agent, paper: (_: string, document: string) => document }
  expect(registerTable(rows, names, 'fr')[1]?.slice(0, 7)).toEqual([
    '2027-A-2',
    '2027-01-04T00:00:00Z',
    'Délivré',
    'certificate',
    '',
    '(effacé)',
    '',
  ])
})

test('where no paper was issued there is no line', () => {
  expect(erasedLines(erased([]), 'x')).toBeNull()
})
