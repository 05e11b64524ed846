// The end of a visit: the number, the paper to keep, where the request stands, what it costs, when to come back. Pure.
import { prompt } from '../../../shared/speech/spoken.ts'
import type { Card } from '../card.ts'
import { appCard } from './card-parts.ts'
import type { Hearer } from './card-parts.ts'

export interface ReceiptFacts {
  readonly reference: string
  /** What the paper says too. */
  readonly state: 'kept' | 'sent' | 'received'
  /** Null when no figure was checked. */
  readonly fee: { readonly amount: number; readonly currency: 'MAD' | 'EUR' | 'DZD' } | null
  /** ISO date; null when no source gives a term. */
  readonly answerBefore: string | null
}

/** To whoever gave a telephone. It says itself that the office may not be able to. */
export const smsCard = (hearer: Hearer): Card =>
  appCard(hearer, 'app.sms', 'yes-no', 'phone-number', { mayGoBack: true })

/** "Kept" and "the office has it" are never mixed up: nothing is said to have left that still waits here. */
export const receiptCards = (
  hearer: Hearer,
  { reference, state, fee, answerBefore }: ReceiptFacts,
): readonly Card[] => [
  appCard(hearer, 'app.number', 'hear', 'certificate', {
    figure: { type: 'pairs', reference },
    says: [prompt('app.number'), { type: 'pairs', reference }],
  }),
  appCard(hearer, 'app.keep-paper', 'hear', 'hand'),
  appCard(hearer, `app.state.${state}`, 'hear', state),
  fee === null
    ? appCard(hearer, 'app.cost-unknown', 'hear', 'office')
    : fee.amount === 0
      ? appCard(hearer, 'app.free', 'hear', 'free', { figure: { type: 'amount', value: 0, currency: fee.currency } })
      : appCard(hearer, 'app.teach-cost', 'hear', 'money', {
          figure: { type: 'amount', value: fee.amount, currency: fee.currency },
          says: [prompt('app.teach-cost'), { type: 'amount', value: fee.amount, currency: fee.currency }],
        }),
  answerBefore === null
    ? appCard(hearer, 'app.term-unknown', 'hear', 'calendar')
    : appCard(hearer, 'app.teach-when', 'hear', 'calendar', {
        figure: { type: 'day', iso: answerBefore },
        says: [prompt('app.teach-when'), { type: 'date', iso: answerBefore, weekday: true }],
      }),
]
