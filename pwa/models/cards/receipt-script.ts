// The last turn of a visit: what the paper says, heard card after card. Then, to whoever gave a telephone, two questions
// of the person's own: a message or none, and the language they are called back in.
import { signal } from '@preact/signals'
import type { Contact } from '../../../shared/dossier/contact.ts'
import { isVariety } from '../../../shared/speech/variety.ts'
import type { TurnScript } from '../card.ts'
import type { Hearer } from './card-parts.ts'
import { languageCard } from './need-cards.ts'
import { receiptCards, smsCard } from './receipt-cards.ts'
import type { ReceiptFacts } from './receipt-cards.ts'

/** Durable when it resolves. Null when there is no telephone, or when it was asked. */
type KeepContact = ((contact: Contact) => Promise<void>) | null

export const receiptScript = (
  hearer: () => Hearer,
  facts: ReceiptFacts,
  keepContact: KeepContact = null,
): TurnScript => {
  const at = signal(0)
  const page = signal(0)
  let sms = false
  const cards = () => receiptCards(hearer(), facts)
  /** Which question stands after the cards: 0 the message, 1 the language; null before and after. */
  const asked = (): 0 | 1 | null => {
    const past = at.value - cards().length
    return keepContact !== null && (past === 0 || past === 1) ? past : null
  }
  const back = () => {
    at.value = Math.max(0, at.peek() - 1)
  }
  return {
    group: 'receipt',
    card: () => {
      switch (asked()) {
        case 0:
          return smsCard(hearer())
        case 1:
          return { ...languageCard(hearer(), page.value, 'app.call-back'), mayGoBack: true }
        case null: {
          const card = cards()[at.value]
          return card === undefined ? null : { ...card, mayGoBack: at.value > 0 }
        }
      }
    },
    take: async (_card, tap) => {
      if (tap.type === 'back') return back()
      switch (asked()) {
        case 0:
          if (tap.type !== 'yes' && tap.type !== 'no') return
          sms = tap.type === 'yes'
          at.value++
          return
        case 1:
          if (tap.type === 'next-page') page.value++
          else if (tap.type === 'chose' && isVariety(tap.value)) {
            await keepContact?.({ sms, callBack: tap.value })
            at.value++
          }
          return
        case null:
          if (tap.type === 'went-on') at.value++
      }
    },
  }
}
