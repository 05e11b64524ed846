import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareTifinagh } from './tifinagh-order.ts'

// ya yab yag yagw yad yaḍ yey yaf yak yakw yah yaḥ yaɛ yax yaq yi yaj yal yam yan yu yar yaṛ yaɣ yas yaṣ yac yat yaṭ yaw
// yay yaz yaẓ
const alphabet = 'ⴰ ⴱ ⴳ ⴳⵯ ⴷ ⴹ ⴻ ⴼ ⴽ ⴽⵯ ⵀ ⵃ ⵄ ⵅ ⵇ ⵉ ⵊ ⵍ ⵎ ⵏ ⵓ ⵔ ⵕ ⵖ ⵙ ⵚ ⵛ ⵜ ⵟ ⵡ ⵢ ⵣ ⵥ'.split(' ')
const word = fc.array(fc.constantFrom(...alphabet), { maxLength: 6 }).map((letters) => letters.join(''))

test('the 33 letters are in the order of the Moroccan alphabet', () => {
  expect(alphabet.toReversed().toSorted(compareTifinagh)).toEqual(alphabet)
})

test('towns are listed as in a dictionary, the shorter word first', () => {
  expect(['ⵣⴰⴳⵓⵔⴰ', 'ⴰⴳⴰⴷⵉⵔ', 'ⵜⵉⵣⵏⵉⵜ', 'ⴰⴳⴰ', 'ⵄⵍⵉ', 'ⵅⵏⵉⴼⵔⴰ', 'ⴱⵏⵉ ⵎⵍⵍⴰⵍ'].toSorted(compareTifinagh)).toEqual([
    'ⴰⴳⴰ',
    'ⴰⴳⴰⴷⵉⵔ',
    'ⴱⵏⵉ ⵎⵍⵍⴰⵍ',
    'ⵄⵍⵉ',
    'ⵅⵏⵉⴼⵔⴰ',
    'ⵜⵉⵣⵏⵉⵜ',
    'ⵣⴰⴳⵓⵔⴰ',
  ])
})

test('is an order: the same both ways, and only equal words are equal', () => {
  fc.assert(
    fc.property(word, word, word, (a, b, c) => {
      expect(Math.sign(compareTifinagh(a, b))).toBe(-Math.sign(compareTifinagh(b, a)) + 0)
      expect(compareTifinagh(a, b) === 0).toBe(a === b)
      const [first, second, third] = [a, b, c].toSorted(compareTifinagh)
      expect(compareTifinagh(first ?? '', third ?? '')).toBeLessThanOrEqual(0)
      expect(compareTifinagh(first ?? '', second ?? '')).toBeLessThanOrEqual(0)
    }),
  )
})
