import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { notesAndCoins } from './figure-money.ts'

const sum = (amount: number): number => notesAndCoins(amount).reduce((all, one) => all + one.worth * one.count, 0)
const pieces = (amount: number): number => notesAndCoins(amount).reduce((all, one) => all + one.count, 0)

/** The fewest pieces by trying all: what the quick way must never beat nor miss. */
const fewest = (upTo: number): readonly number[] => {
  const best = [0]
  for (let amount = 1; amount <= upTo; amount++)
    best.push(1 + Math.min(...[200, 100, 50, 20, 10, 5, 2, 1].map((worth) => best[amount - worth] ?? Infinity)))
  return best
}

describe('an amount in notes and coins', () => {
  test('nothing to pay is no piece at all', () => {
    expect(notesAndCoins(0)).toEqual([])
  })

  test('a stamp of 20 dirhams is one note', () => {
    expect(notesAndCoins(20)).toEqual([{ worth: 20, picture: 'note-20', isNote: true, count: 1 }])
  })

  test('388 dirhams are laid out from the largest to the smallest', () => {
    expect(notesAndCoins(388).map((one) => `${one.count} ${one.picture}`)).toEqual([
      '1 note-200',
      '1 note-100',
      '1 note-50',
      '1 note-20',
      '1 coin-10',
      '1 coin-5',
      '1 coin-2',
      '1 coin-1',
    ])
  })

  test('the pieces are worth the amount, whatever it is', () => {
    fc.assert(fc.property(fc.nat({ max: 1_000_000 }), (amount) => sum(amount) === amount))
  })

  test('no other way has fewer pieces', () => {
    expect(fewest(2000).flatMap((least, amount) => (pieces(amount) === least ? [] : [amount]))).toEqual([])
  })

  test.each([-1, 0.5, Number.NaN])('%d is no amount', (amount) => {
    expect(() => notesAndCoins(amount)).toThrow(RangeError)
  })
})
