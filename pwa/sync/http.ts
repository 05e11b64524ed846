// One round trip of POST /api/sync. Gives up only when no byte has moved for a minute: a slow link is not a dead one.
// Whatever is not our own content type (a captive portal, a proxy's error page) changes nothing here.
import type { LinkFailure } from '../../shared/sync/client-ports.ts'
import { mediaType } from '../../shared/sync/wire-parts.ts'
import { err, ok } from '../../shared/text/result.ts'
import type { Result } from '../../shared/text/result.ts'

const silenceMs = 60_000
/** Asked with `1`, answered with a ticket. */
const boardHeader = 'morchid-board'

/** Headers of the last answer that the machine itself does not need. */
export interface AnswerHeaders {
  /** Lets this device watch its unit's live board; null when none was asked for or given. */
  readonly boardTicket: string | null
}

export interface Sending {
  readonly wantsBoard: boolean
  /** Ends it early, as if there were no network. */
  readonly stop: AbortSignal
  heard(headers: AnswerHeaders): void
  /** The whole request has left; not called when it did not. */
  sent?: (() => void) | undefined
}

/** XMLHttpRequest and not fetch: only it tells that bytes of the upload are moving, and when the last one has left. */
export const sendOverHttp = (
  request: Uint8Array,
  { wantsBoard, stop, heard, sent }: Sending,
): Promise<Result<Uint8Array, LinkFailure>> =>
  new Promise((resolve) => {
    const xhr = new XMLHttpRequest()
    let timer: ReturnType<typeof setTimeout>
    const end = (result: Result<Uint8Array, LinkFailure>) => {
      clearTimeout(timer)
      stop.removeEventListener('abort', abort)
      resolve(result)
    }
    const abort = () => xhr.abort()
    const bytesMoved = () => {
      clearTimeout(timer)
      timer = setTimeout(abort, silenceMs)
    }
    xhr.open('POST', '/api/sync')
    xhr.responseType = 'arraybuffer'
    xhr.setRequestHeader('content-type', mediaType)
    xhr.setRequestHeader('accept', mediaType)
    if (wantsBoard) xhr.setRequestHeader(boardHeader, '1')
    for (const event of ['loadstart', 'progress'] as const) {
      xhr.addEventListener(event, bytesMoved)
      xhr.upload.addEventListener(event, bytesMoved)
    }
    xhr.upload.addEventListener('load', () => {
      bytesMoved()
      sent?.()
    })
    for (const event of ['error', 'abort'] as const) xhr.addEventListener(event, () => end(err({ type: 'offline' })))
    xhr.addEventListener('load', () => {
      const ours = contentType(xhr) === mediaType
      if (xhr.status === 200 && ours) {
        heard({ boardTicket: xhr.getResponseHeader(boardHeader) })
        return end(ok(new Uint8Array(xhr.response as ArrayBuffer)))
      }
      return end(err(failureOf(xhr)))
    })
    if (stop.aborted) return end(err({ type: 'offline' }))
    stop.addEventListener('abort', abort)
    bytesMoved()
    xhr.send(new Uint8Array(request))
  })

/** A page that is neither ours nor a problem of ours came from somebody in between: as good as no network. */
const failureOf = (xhr: XMLHttpRequest): LinkFailure => {
  const isProblem = contentType(xhr) === 'application/problem+json'
  const busy = xhr.status === 429 || xhr.status === 503
  if (!isProblem && !busy) return { type: 'offline' }
  return {
    type: 'refused',
    status: xhr.status,
    retryAfter: secondsOf(xhr.getResponseHeader('retry-after')),
    problem: isProblem ? textOf(xhr.response as ArrayBuffer) : null,
  }
}

const contentType = (xhr: XMLHttpRequest): string =>
  (xhr.getResponseHeader('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''

/** The HTTP date form is not used by our server. */
const secondsOf = (header: string | null): number | null => (header && /^\d{1,6}$/.test(header) ? Number(header) : null)

const textOf = (bytes: ArrayBuffer): string => new TextDecoder().decode(bytes)
