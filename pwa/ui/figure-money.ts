// An amount of dirhams as the notes and coins a hand would hold. Pure; it never says what the amount is for.
import type { PictogramName } from './pictogram-names.ts'

export interface Pieces {
  /** Dirhams of one piece. */
  readonly worth: number
  readonly picture: PictogramName
  readonly isNote: boolean
  readonly count: number
}

/** Above this a heap says nothing any more: each kind is drawn once, with how many of it. */
export const heapLimit = 2000

const kinds: readonly Omit<Pieces, 'count'>[] = [
  { worth: 200, picture: 'note-200', isNote: true },
  { worth: 100, picture: 'note-100', isNote: true },
  { worth: 50, picture: 'note-50', isNote: true },
  { worth: 20, picture: 'note-20', isNote: true },
  { worth: 10, picture: 'coin-10', isNote: false },
  { worth: 5, picture: 'coin-5', isNote: false },
  { worth: 2, picture: 'coin-2', isNote: false },
  { worth: 1, picture: 'coin-1', isNote: false },
]

/** The fewest pieces, largest first. Empty for nothing; `amount` is a whole number, never negative. */
export const notesAndCoins = (amount: number): readonly Pieces[] => {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`${amount} is no amount in whole dirhams`)
  let rest = amount
  return kinds.flatMap((kind) => {
    const count = Math.floor(rest / kind.worth)
    rest -= count * kind.worth
    return count === 0 ? [] : [{ ...kind, count }]
  })
}
