// The last turn of a visit: what the paper says, heard card after card. It asks nothing.
import { signal } from '@preact/signals'
import type { TurnScript } from '../card.ts'
import type { Hearer } from './card-parts.ts'
import { receiptCards } from './receipt-cards.ts'
import type { ReceiptFacts } from './receipt-cards.ts'

export const receiptScript = (hearer: () => Hearer, facts: ReceiptFacts): TurnScript => {
  const at = signal(0)
  return {
    group: 'receipt',
    card: () => {
      const card = receiptCards(hearer(), facts)[at.value]
      return card === undefined ? null : { ...card, mayGoBack: at.value > 0 }
    },
    take: async (_card, tap) => {
      if (tap.type === 'went-on') at.value++
      else if (tap.type === 'back') at.value = Math.max(0, at.peek() - 1)
    },
  }
}
