// What every card is put together from: its words in the person's language, its pages of four pictures. Pure: a card
// is a function of what is asked and of who hears it, and never reads a screen.
import type { Lang } from '../../../shared/text/l10n.ts'
import { prompt } from '../../../shared/speech/spoken.ts'
import { screenLangOf } from '../../../shared/speech/variety.ts'
import type { Variety } from '../../../shared/speech/variety.ts'
import type messages from '../../text/messages/citizen.json'
import type { Card, CardChoice } from '../card.ts'

type CitizenWord = keyof typeof messages

/** The words of a prompt of the app, beside the voice that says it. */
export type Words = (id: CitizenWord, lang: Lang) => string

export interface Hearer {
  readonly variety: Variety
  readonly words: Words
}

type Given = Pick<Card, 'id' | 'kind' | 'text' | 'says'> & Partial<Card>

export const cardOf = ({ variety }: Hearer, given: Given): Card => ({
  variety,
  picture: null,
  detail: '',
  figure: null,
  choices: [],
  page: null,
  mayNotKnow: false,
  mayTellClerk: false,
  isPrivate: false,
  ...given,
})

/** A card whose question is one prompt of the app. */
export const appCard = (
  hearer: Hearer,
  id: CitizenWord,
  kind: Card['kind'],
  picture: string,
  more: Partial<Card> = {},
): Card =>
  cardOf(hearer, {
    id,
    kind,
    picture,
    text: hearer.words(id, screenLangOf(hearer.variety)),
    says: [prompt(id)],
    ...more,
  })

const perPage = 4

/** One page of the choices, pages as even as can be: five are three and two, not four and one lost alone. */
export const pageOf = (choices: readonly CardChoice[], index: number): Pick<Card, 'choices' | 'page'> => {
  const of = Math.ceil(choices.length / perPage)
  if (of <= 1) return { choices, page: null }
  const size = Math.ceil(choices.length / of)
  const at = index % of
  return { choices: choices.slice(at * size, (at + 1) * size), page: { index: at, of } }
}
