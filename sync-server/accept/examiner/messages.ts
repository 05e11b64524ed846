// What the server and an examining process say to each other. The process has just met hostile bytes, so the server
// reads its words as it would a stranger's.
import * as v from 'valibot'
import { draftRefusals } from '../../../shared/sync/examine.ts'
import type { ExamineJob, ExamineVerdict } from '../../../shared/sync/server-ports.ts'

/** Server → process: examine these. One verdict per update comes back, in order, each as soon as it is known. */
export type Batch = readonly ExamineJob[]

/** Process → server, once: batches may come. */
export const readyWord = 'ready'

const verdict = v.variant('ok', [
  v.strictObject({
    ok: v.literal(true),
    // What came is a view on a whole chunk of the pipe: a copy lets the chunk go.
    value: v.pipe(
      v.instance(Uint8Array),
      v.transform((view) => new Uint8Array(view)),
    ),
  }),
  v.strictObject({ ok: v.literal(false), error: v.picklist(draftRefusals) }),
])

/** Null when it is no verdict. */
export const parseVerdict = (message: unknown): ExamineVerdict | null => {
  const parsed = v.safeParse(verdict, message)
  return parsed.success ? parsed.output : null
}
