import { expect, test } from 'vitest'
import fc from 'fast-check'
import { titleParts } from './title-parts.ts'

test('names of one script stand together, whatever their order', () => {
  expect(titleParts('عائشة · أيت باها · Aïcha · Aït Baha')).toEqual(['عائشة أيت باها', 'Aïcha Aït Baha'])
})

test('a piece in both scripts stands alone', () => {
  expect(titleParts('Nid-de-poule / حفرة · Tamguemmemt')).toEqual(['Nid-de-poule / حفرة', 'Tamguemmemt'])
})

test('a title of nothing has no part', () => {
  expect(titleParts('')).toEqual([])
})

test('no letter is lost or moved', () => {
  const piece = fc.constantFrom('عائشة', 'أيت باها', 'Aïcha', 'Aït Baha', '12', 'a / ب')
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      expect(titleParts(pieces.join(' · ')).join(' ')).toBe(pieces.join(' '))
    }),
  )
})
