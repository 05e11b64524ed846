// What an answer of the server to a paper means for it, and for the others. A page of somebody in between (a captive
// portal, a proxy) is as good as no network.
import type { Attempt } from '../../shared/blob/send-order.ts'

const mostRetrySeconds = 86_400

/** For an answer that is not a success. `moved`: bytes of this attempt arrived. */
export const attemptOf = (status: number, header: (name: string) => string | null, moved: boolean): Attempt => {
  const retryAfter = secondsOf(header('Retry-After'))
  const problem = header('Morchid-Problem')?.split(':').at(-1) ?? null
  if (status === 429 || status === 503 || status === 507) return { type: 'busy', retryAfter }
  if (problem === null) return ofSomebody(status, moved)
  switch (problem) {
    case 'too-large':
    case 'blob-refused':
      return { type: 'refused', why: problem }
    case 'blob-malformed':
    case 'blob-spoiled':
      return { type: 'spoiled' }
    case 'blob-beacon':
      return { type: 'stale' }
    case 'blob-unsigned':
      return { type: 'stranger', retryAfter }
  }
  return { type: 'again', moved }
}

/** No word of ours: the library's own answers (404, 409, 410, 423), a proxy's, a portal's. */
const ofSomebody = (status: number, moved: boolean): Attempt =>
  [400, 404, 409, 410, 412, 423, 460, 500].includes(status) ? { type: 'again', moved } : { type: 'cut', moved }

/** The HTTP date form is not used by our server. */
const secondsOf = (text: string | null): number | null =>
  text !== null && /^\d{1,6}$/.test(text) ? Math.min(Number(text), mostRetrySeconds) : null
