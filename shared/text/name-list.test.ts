import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNameList } from './name-list.ts'
import { createNameKeys, nameScore } from './names.ts'

const spelt =
  'Fatima فاطمة Aït أيت Baha Omar عمر Hassan Hsaine الحسين Lhoucine Nour Eddine Noureddine Abd El Kader عبد القادر'
const words = fc.constantFrom(...spelt.split(' '), 'o', 'ai', 'fat', '·', '12', "L'", 'a\nb')
const text = fc.array(words, { maxLength: 4 }).map((all) => all.join(' '))

test('says of each name what would be said of it alone', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), text, (names, query) => {
      const list = createNameList(names.map(createNameKeys()))
      expect([...list.scores(query)]).toEqual(names.map((name) => nameScore(query, name)))
    }),
  )
})

test('finds the first name and the last, and the same word twice in one', () => {
  const list = createNameList(['Omar Omar', 'Fatima', 'Omar'].map(createNameKeys()))
  expect([...list.scores('omar')]).toEqual([3, 0, 4])
  expect([...list.scores('om')]).toEqual([2, 0, 2])
})

test('finds nothing in no names, and nothing for no letters', () => {
  expect([...createNameList([]).scores('omar')]).toEqual([])
  expect([...createNameList(['Omar'].map(createNameKeys())).scores('·')]).toEqual([0])
})
