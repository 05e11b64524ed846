import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { folded, isStrong } from '../../../../shared/access/passphrase.ts'
import { areTyped, drawPassphrase, listOf, wordsInPassphrase } from './draw.ts'

const lists = { fr: await listOf('fr'), ar: await listOf('ar') }

/** Whether one added, lost or changed letter makes one word of the other. */
const areNear = (a: string, b: string): boolean => {
  if (a.length > b.length) return areNear(b, a)
  if (b.length - a.length > 1) return false
  let same = 0
  while (same < a.length && a[same] === b[same]) same++
  return a.slice(same + (a.length === b.length ? 1 : 0)) === b.slice(same + 1)
}

describe('the list in Moroccan Arabic', () => {
  test('has over 6^4 words of three to seven plain letters', () => {
    expect(lists.ar.length).toBeGreaterThanOrEqual(1_296)
    for (const word of lists.ar) expect(word).toMatch(/^[a-z]{3,7}$/)
  })

  test('has no two words one letter apart', () => {
    const near = lists.ar.flatMap((a, at) =>
      lists.ar.slice(at + 1).flatMap((b) => (areNear(a, b) ? [`${a} ${b}`] : [])),
    )
    expect(near).toEqual([])
  })
})

test('the French list has 2,048 words, still different without accents, and apart by four letters', () => {
  const plain = lists.fr.map(folded)
  expect(plain).toHaveLength(2_048)
  expect(new Set(plain.map((word) => word.slice(0, 4))).size).toBe(2_048)
})

test('four words are worth at least 43 bits, in either list', () => {
  for (const list of Object.values(lists)) expect(wordsInPassphrase * Math.log2(list.length)).toBeGreaterThan(43)
})

describe('a drawn passphrase', () => {
  test('is of four words of the list, and strong', () => {
    for (const list of Object.values(lists)) {
      const words = drawPassphrase(list)
      expect(words).toHaveLength(4)
      for (const word of words) expect(list).toContain(word)
      expect(isStrong(words.join(' '))).toBe(true)
    }
  })

  test('takes every word as often as any other: numbers that would favour the first ones are drawn again', () => {
    const list = ['amandier', 'bergerie', 'corbeille']
    const unfair = 2 ** 32 - (2 ** 32 % list.length)
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: 4, maxLength: 4 }), (numbers) => {
        const queue = numbers.flatMap((n) => [unfair, 2 ** 32 - 1, n])
        const words = drawPassphrase(list, () => queue.shift() ?? 0)
        expect(words).toEqual(numbers.map((n) => list[n % 3]))
      }),
    )
  })

  test('typed again in another order, or with another word, is not the same', () => {
    const words = ['académie', 'bœuf', 'chameau', 'dune']
    expect(areTyped(words, ' Academie-BOEUF  chameau dune')).toBe(true)
    expect(areTyped(words, 'boeuf académie chameau dune')).toBe(false)
    expect(areTyped(words, 'académie bœuf chameau lune')).toBe(false)
  })
})
