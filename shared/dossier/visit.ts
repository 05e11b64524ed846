// How a visit went, counted: it travels in the act that ends it (`submitted`, or `withdrawn`), and a supervisor looks at
// it by form and by point, never as a list of people. It names nobody and says nothing of what was answered.
import * as v from 'valibot'
import { varieties } from '../speech/variety.ts'

/** Few turns of the screen, each a group of cards. */
export const turnGroups = ['need', 'questions', 'private', 'consent', 'receipt'] as const
export type TurnGroup = (typeof turnGroups)[number]

export const longestTurnMs = 86_400_000
export const mostCounted = 10_000
const ms = v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(longestTurnMs)))
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostCounted))

export const visitSchema = v.strictObject({
  /** What the person was listening to; null when nothing was chosen. */
  heard: v.nullable(v.picklist(varieties)),
  /** How long the screen was turned to them, in milliseconds. */
  turned: v.strictObject({ need: ms, questions: ms, private: ms, consent: ms, receipt: ms }),
  /** Questions by the side on which they were answered last. */
  byCitizen: count,
  byHelper: count,
  /** Null when the visit ended before it. A skip says why. */
  readBack: v.nullable(v.picklist(['done', 'skipped'])),
  skipReason: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  /** Rows the person said were wrong. */
  wrong: count,
  /** Points of the teach-back: asked, and missed at first. */
  taught: v.exactOptional(v.strictObject({ asked: count, missed: count })),
})
export type Visit = v.InferOutput<typeof visitSchema>
