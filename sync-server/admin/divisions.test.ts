// Tables of divisions: every fault with its line, and the country's own table read whole.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listText, readDivisions } from './divisions.ts'

const provinces = 'code,name_fr,name_ar\n07.041,Al Haouz,الحوز\n'
const known = new Set(['07.041'])
const communes = (...lines: readonly string[]): string =>
  ['code,name_fr,name_ar,province_code,area', ...lines].join('\n')
const asni = '07.041.07.03,Asni,أسني,07.041,12'

test('rows are read by the names of their columns, sorted, and nothing of other columns is kept', () => {
  expect(readDivisions(provinces, null)).toEqual({
    ok: true,
    value: [{ name: '07.041', label: { fr: 'Al Haouz', ar: 'الحوز' } }],
  })
  const read = readDivisions(`\uFEFF${communes('07.041.07.05,"Imlil, haut",إمليل,07.041,', '', asni)}\r\n`, known)
  expect(read.ok && read.value.map(({ name, label }) => [name, label.fr])).toEqual([
    ['07.041.07.03', 'Asni'],
    ['07.041.07.05', 'Imlil, haut'],
  ])
  expect(read.ok && listText(read.value).split('\n')[1]).toBe(
    '{"name":"07.041.07.03","label":{"fr":"Asni","ar":"أسني"},"province":"07.041"},',
  )
})

test('every fault is named with its line, and none is taken', () => {
  const read = readDivisions(
    communes(asni, '07.041.07,Imlil,إمليل,07.041,', '07.041.07.05,,Imlil,07.999,', asni),
    known,
  )
  expect(read.ok ? [] : read.error).toEqual([
    { line: 3, text: 'code « 07.041.07 » : attendu RR.PPP.CC.NN' },
    { line: 4, text: 'name_fr est vide' },
    { line: 4, text: 'name_ar « Imlil » n’est pas en arabe' },
    { line: 4, text: 'province_code « 07.999 » n’est pas une province connue' },
    { line: 5, text: 'code 07.041.07.03 : déjà à la ligne 2' },
  ])
})

test.each([
  ['', 'aucune ligne'],
  ['code,name_fr\n07.041,Al Haouz\n', 'name_ar'],
  ['code,name_fr,name_ar\n07.041,Al Haouz\n', 'CSV'],
  ['code,name_fr,name_ar\n07.041,"Al Haouz,x\n', 'CSV'],
])('a table that is none is said to be none: %j', (csv, word) => {
  const read = readDivisions(csv, null)
  expect(read.ok ? '' : read.error.map(({ text }) => text).join()).toContain(word)
})

test('whatever the bytes, it answers and never throws', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readDivisions(text, null)
      return read.ok || read.error.length > 0
    }),
  )
})

const real = join(import.meta.dirname, '../../../shared/data/ma-divisions')
describe.skipIf(!existsSync(real))('the country’s own tables', () => {
  test('75 provinces and 1,503 communes are read, and are the lists we ship, byte for byte', () => {
    const read = readDivisions(readFileSync(join(real, 'provinces.csv'), 'utf8'), null)
    if (!read.ok) throw new Error(JSON.stringify(read.error))
    const all = readDivisions(
      readFileSync(join(real, 'communes.csv'), 'utf8'),
      new Set(read.value.map(({ name }) => name)),
    )
    if (!all.ok) throw new Error(JSON.stringify(all.error))
    expect([read.value.length, all.value.length]).toEqual([75, 1503])
    const lists = join(import.meta.dirname, '../../procedures/lists')
    expect(listText(read.value)).toBe(readFileSync(join(lists, 'ma-provinces.json'), 'utf8'))
    expect(listText(all.value)).toBe(readFileSync(join(lists, 'ma-communes.json'), 'utf8'))
  })
})
