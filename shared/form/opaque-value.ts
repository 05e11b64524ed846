// Answers that count as given although nobody here can read them: a value sealed to an office, or one that the person
// tells the clerk themselves. Only questions that are not open may have one. An expression that reads it sees no answer.
import type { AnswerValue, SurveyRow } from './form.ts'

/** The person tells the clerk themselves: asked, answered by "not here", and nothing is kept. */
export const toldToClerk = 'sealed.0'

const shape = /^sealed\.(0|1\.[\w-]{100,4000})$/

export const isOpaque = (value: AnswerValue | undefined): value is string =>
  typeof value === 'string' && shape.test(value)

/** In a question open to all it is only a strange text. */
export const isOpaqueIn = ({ privacy = 'open' }: SurveyRow, value: AnswerValue | undefined): value is string =>
  privacy !== 'open' && isOpaque(value)
