// What the citizen's side shows: one question, at most four pictures, a voice, nothing else. A card is plain data, so
// that the same one is drawn on the turned screen, in a second window, and described by a test. It holds nothing of the
// dossier but what the person is asked or read right now.
import type { Signal } from '@preact/signals'
import type { Spoken } from '../../shared/speech/spoken.ts'
import type { Variety } from '../../shared/speech/variety.ts'

export interface CardChoice {
  /** Given back by the tap. */
  readonly value: string
  /** In the language of the card; one short line. */
  readonly text: string
  readonly picture: string
  readonly says: Spoken
  /** Said with this voice, when it is not the card's: a language says its own name. */
  readonly variety?: Variety
  /** Drawn with the picture: a price, a number of sheets. */
  readonly figure?: Figure
}

/** A figure drawn instead of written: notes and coins, people or sheets counted, a day of the week and its anchor. */
export type Figure =
  | { readonly type: 'amount'; readonly value: number; readonly currency: 'MAD' | 'EUR' | 'DZD' }
  | { readonly type: 'count'; readonly value: number; readonly picture: string }
  | { readonly type: 'day'; readonly iso: string }
  | { readonly type: 'pairs'; readonly reference: string }

export interface Card {
  /** Names what is shown: a tap made on another card is not taken. */
  readonly id: string
  /** What the person hears; the words are in `screenLangOf(variety)`. */
  readonly variety: Variety
  /** `yes-no`: hand and cross, always on the same sides. `choose`: two to four pictures. `hear`: to be heard; one big "go on". */
  readonly kind: 'choose' | 'yes-no' | 'hear'
  readonly picture: string | null
  /** The question, or the sentence; one line or two. */
  readonly text: string
  /** Read with the question and shown large beside it: an answer, a name; '' when there is none. */
  readonly detail: string
  readonly figure: Figure | null
  /** A page of their own paper, shown in place of the picture. */
  readonly photo?: Uint8Array | null
  readonly says: Spoken
  /** At most four; empty for `yes-no` and `hear`, whose pictures are fixed. */
  readonly choices: readonly CardChoice[]
  /** More choices than four: which page of them this is. Null when there is one. */
  readonly page: { readonly index: number; readonly of: number } | null
  /** The back picture, to the card before; a later page has it by itself. */
  readonly mayGoBack?: boolean
  readonly mayNotKnow: boolean
  /** "I will tell the clerk instead": leaves the question unanswered here. */
  readonly mayTellClerk: boolean
  /** Only for the ear of the person: asked with a headset, and never repeated by the loudspeaker. */
  readonly isPrivate: boolean
}

/** What a tap on a card gives back. */
export type Tap =
  | { readonly type: 'chose'; readonly value: string }
  | { readonly type: 'yes' }
  | { readonly type: 'no' }
  | { readonly type: 'went-on' }
  | { readonly type: 'not-known' }
  | { readonly type: 'tell-clerk' }
  | { readonly type: 'back' }
  | { readonly type: 'next-page' }

/** One turn of the screen: cards follow each other until there is none, then it goes back to the helper. */
export interface TurnScript {
  readonly group: TurnGroup
  /** Reads signals; null when the person has nothing more to do on this side. */
  card(): Card | null
  /** Resolves when the next card may be shown; rejects when what was tapped could not be kept. */
  take(card: Card, tap: Tap): Promise<void>
  /** Where more questions may follow: whether only this one is asked. */
  readonly only?: Signal<boolean>
  /** Reads signals: something tapped before could not be kept after all, and its card is back. */
  failed?(): boolean
}

/** Few turns, grouped: need (language, subject, papers), private questions, questions alone, consent, receipt. */
export type TurnGroup = 'need' | 'questions' | 'private' | 'consent' | 'receipt'
