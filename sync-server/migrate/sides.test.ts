import { expect, test } from 'vitest'
import { parseSide, schemaOf } from './sides.ts'

test('a folder, an address or the one of DATABASE_URL, as an operator writes them', () => {
  expect(parseSide('sqlite:/srv/morchid', undefined)).toEqual({ kind: 'sqlite', dataDir: '/srv/morchid' })
  for (const text of ['postgres://u@h/db', 'postgresql://u@h/db'])
    expect(parseSide(text, undefined)).toEqual({ kind: 'postgres', url: text })
  expect(parseSide('postgres:postgresql://u@h/db', 'postgres://other/db')).toEqual({
    kind: 'postgres',
    url: 'postgresql://u@h/db',
  })
  for (const text of ['postgres:', 'postgresql:'])
    expect(parseSide(text, 'postgres://other/db')).toEqual({ kind: 'postgres', url: 'postgres://other/db' })
})

test('what is neither is said to be so, with what to write', () => {
  for (const text of ['./data', 'mysql://h/db', 'sqlite:', '', 'postgres'])
    expect(() => parseSide(text, 'postgres://other/db')).toThrow(/sqlite:DOSSIER/)
  expect(() => parseSide('postgres:', undefined)).toThrow(/DATABASE_URL/)
})

test('a commune’s schema bears its code, in letters that need no quotes', () => {
  expect(schemaOf({ code: '07.041.07.03' })).toBe('c_07_041_07_03')
  expect(schemaOf({ code: 'FR-75 "x' })).toBe('c_fr_75_x')
  expect(schemaOf({ code: '1'.repeat(90) })).toHaveLength(50)
})
