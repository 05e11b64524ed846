// What can be tapped on a card, in the order of the keyboard: 1 to 4 are the pictures, 0 is "I don't know". Pure, so
// that the screen, its keys and the tests agree.
import type { Card, Tap } from '../../models/card.ts'

/** Yes comes first on the keyboard; on screen it is always on the right hand's side. */
export const yesNoTaps: readonly Tap[] = [{ type: 'yes' }, { type: 'no' }]

/** The big pictures. */
export const mainTaps = (card: Card): readonly Tap[] => {
  switch (card.kind) {
    case 'yes-no':
      return yesNoTaps
    case 'hear':
      return [{ type: 'went-on' }]
    case 'choose':
      return card.choices.map(({ value }) => ({ type: 'chose', value }))
  }
}

const hasBack = (card: Card): boolean => card.mayGoBack === true || (card.page?.index ?? 0) > 0
/** Pages go round, so that "more" never leads to a dead end. */
const hasMore = (card: Card): boolean => card.page !== null && card.page.of > 1

/** The smaller ones, each with a place of its own that never changes. */
export const sideTaps = (card: Card): readonly Tap[] => [
  ...(hasMore(card) ? [{ type: 'next-page' } as const] : []),
  ...(card.mayNotKnow ? [{ type: 'not-known' } as const] : []),
  ...(card.mayTellClerk ? [{ type: 'tell-clerk' } as const] : []),
  ...(hasBack(card) ? [{ type: 'back' } as const] : []),
]

/** Null when the key means nothing on this card. */
export const tapOfKey = (card: Card, key: string): Tap | null => {
  if (key === '0') return card.mayNotKnow ? { type: 'not-known' } : null
  if (!/^[1-4]$/.test(key)) return null
  return mainTaps(card)[Number(key) - 1] ?? null
}
