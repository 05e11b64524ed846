// The few plain JSON requests beside sync: enrolment, packs, lists. An answer counts only when it says it is JSON of
// ours; a captive portal's page is the same as no network.
import * as v from 'valibot'
import type { L10n } from '../../shared/text/l10n.ts'
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'

export type JsonFailure =
  | { readonly type: 'offline' }
  | { readonly type: 'refused'; readonly status: number; readonly detail: L10n }

const problemSchema = v.object({
  type: v.pipe(v.string(), v.startsWith('urn:morchid:')),
  detail: v.object({ fr: v.string(), ar: v.string() }),
})

/** Far above what a list of communes takes on EDGE; a link that answers nothing may not hold a screen for ever. */
const limitMs = 120_000

export const fetchJson = async (path: string, init: RequestInit = {}): Promise<Result<unknown, JsonFailure>> => {
  try {
    const answer = await fetch(path, {
      ...init,
      signal: AbortSignal.timeout(limitMs),
      redirect: 'error',
      credentials: 'same-origin',
    })
    const type = answer.headers.get('content-type')?.split(';', 1)[0]?.trim()
    if (answer.ok && type === 'application/json') return ok(await answer.json())
    const problem = v.safeParse(problemSchema, type === 'application/problem+json' ? await answer.json() : null)
    if (problem.success) return err({ type: 'refused', status: answer.status, detail: problem.output.detail })
  } catch {
    // No network, a redirect to a portal, or no JSON after all.
  }
  return err({ type: 'offline' })
}
