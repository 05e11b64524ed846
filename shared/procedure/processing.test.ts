import { expect, test } from 'vitest'
import { officePack } from '../dossier/testing/office.ts'
import { processingMarkdown, processingOf, processingTable } from './processing.ts'

test('a procedure says what is asked, how closely it is kept, and how long', () => {
  const law = { title: { fr: 'Loi', ar: 'قانون' }, ref: '55-19' }
  const row = processingOf({
    ...officePack,
    service: { ...officePack.service, hasLegalResource: [law] },
    records: { ...officePack.records, retention: 'P1Y6M', anonymiseAfter: 'P30D', disposal: 'transfer' },
  })
  expect(row.procedure).toBe('ma.trial@1.0.0')
  expect(row.ground).toBe('Loi (55-19)')
  expect(row.retention).toBe('1 an et 6 mois après la clôture du dossier')
  expect(row.disposal).toBe('anonymisé après 30 jours, puis versé aux archives, puis détruit')
  expect(row.sensitive).toBe('x (scellé pour le bureau)')
  expect(row.persons).toContain('les personnes qu’elle nomme')
})

test('the table and the text name every procedure, and no cell is empty', () => {
  const packs = [officePack, { ...officePack, id: 'ma.other' }]
  const [heading = [], ...rows] = processingTable(packs)
  expect(rows).toHaveLength(2)
  expect(rows.every((row) => row.length === heading.length && row.every((cell) => cell !== ''))).toBe(true)
  expect(processingMarkdown(packs)).toContain('ma.other@1.0.0')
})
