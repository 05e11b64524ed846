import { expect, test } from 'vitest'
import fc from 'fast-check'
import { titleParts } from './title-parts.ts'

test('names of one script stand together, whatever their order', () => {
  expect(titleParts('عائشة · أيت باها · Aïcha · Aït Baha', 'fr')).toEqual(['عائشة أيت باها', 'Aïcha Aït Baha'])
})

test('a choice is shown in the language of the screen, apart from the name beside it', () => {
  expect(titleParts('Nid-de-poule / حفرة · Tamguemmemt', 'fr')).toEqual(['Nid-de-poule', 'Tamguemmemt'])
  expect(titleParts('Nid-de-poule / حفرة · Tamguemmemt', 'ar')).toEqual(['حفرة', 'Tamguemmemt'])
})

test('a slash inside a label parts no language', () => {
  expect(titleParts('Piste / sentier / مسلك / ممر', 'fr')).toEqual(['Piste / sentier'])
  expect(titleParts('Piste / sentier / مسلك / ممر', 'ar')).toEqual(['مسلك / ممر'])
  expect(titleParts('Douar 3 / 4', 'ar')).toEqual(['Douar 3 / 4'])
})

test('a title of nothing has no part', () => {
  expect(titleParts('', 'fr')).toEqual([])
})

test('no letter of a name is lost or moved', () => {
  const piece = fc.constantFrom('عائشة', 'أيت باها', 'Aïcha', 'Aït Baha', '12', 'a / b')
  fc.assert(
    fc.property(fc.array(piece), fc.constantFrom('fr' as const, 'ar' as const), (pieces, lang) => {
      expect(titleParts(pieces.join(' · '), lang).join(' ')).toBe(pieces.join(' '))
    }),
  )
})
