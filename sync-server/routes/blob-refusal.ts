// How the routes of photographs and sounds say no: as all others do, and in a header too, since an answer to HEAD has no
// body.
import type { Context } from 'hono'
import type { AppEnv } from './context.ts'
import { problem, storageRetrySeconds, type ProblemType } from './problem.ts'

/** Seconds. */
const waits: Partial<Record<ProblemType, number>> = {
  'blob-too-many': 60,
  'blob-later': 300,
  'storage-full': storageRetrySeconds,
}

export const refuse = (c: Context<AppEnv>, type: ProblemType): Response => {
  c.header('Morchid-Problem', type)
  return problem(c, type, waits[type])
}
