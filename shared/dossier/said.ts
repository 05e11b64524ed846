// The words for who answered a question, and how: they stand beside each answer and are counted over a visit.
// Additive for ever: a word that was written once keeps its meaning. It must import nothing that weighs.
import type { Variety } from '../speech/variety.ts'

export type SaidBy = 'citizen' | 'helper' | 'document'

export const proofs = ['seen', 'oral', 'photo', 'recording'] as const
export type Proof = (typeof proofs)[number]

/**
 * How somebody is helped: they say what they want and it is typed for them (`enabling`), what comes out is explained to
 * them (`translation`), or somebody acts for a person who is absent (`surrogate`).
 */
export const helpModes = ['enabling', 'translation', 'surrogate'] as const
export type HelpMode = (typeof helpModes)[number]

/** Where it was tapped: on the helper's side of the screen, or by the person on theirs. */
export const answerSides = ['helper', 'citizen'] as const
export type AnswerSide = (typeof answerSides)[number]

/** Only the two first are always known. */
export interface Said {
  /** The agent who typed it, or who handed the screen over. */
  readonly by: string
  readonly said: SaidBy
  readonly proof?: Proof
  readonly mode?: HelpMode
  /** What the person was listening to. */
  readonly heard?: Variety
  readonly side?: AnswerSide
}
