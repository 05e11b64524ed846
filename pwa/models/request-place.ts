// Where a request stands, as it is kept (sealed) on this device only: the step, what was read back, who hears what. A
// place written by an older version of the app is still one.
import * as v from 'valibot'
import { helpModes } from '../../shared/dossier/said.ts'
import { varieties } from '../../shared/speech/variety.ts'
import { emptyVisitLog, visitLogSchema } from './visit-log.ts'

const placeSchema = v.object({
  step: v.variant('kind', [
    v.object({ kind: v.literal('papers'), piece: v.exactOptional(v.string()) }),
    v.object({ kind: v.picklist(['read-back', 'teach-back', 'mandate', 'receipt']) }),
    v.object({ kind: v.literal('question'), name: v.string() }),
  ]),
  returning: v.boolean(),
  seen: v.record(v.string(), v.boolean()),
  /** What the person hears, and how they are helped: the same voice goes on after a kill. */
  variety: v.optional(v.nullable(v.picklist(varieties)), null),
  mode: v.optional(v.picklist(helpModes), 'enabling'),
  right: v.optional(v.record(v.string(), v.string()), {}),
  log: v.optional(visitLogSchema, emptyVisitLog),
})
export type Place = v.InferOutput<typeof placeSchema>

/** Null when it is not of this shape any more: the request then begins at its first step. */
export const parsePlace = (value: unknown): Place | null => {
  const parsed = v.safeParse(placeSchema, value)
  return parsed.success ? parsed.output : null
}
