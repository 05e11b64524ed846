// What a whole HTTP answer means to a device: our own bytes, a refusal of our own, or somebody in between, which is as
// good as no network. It never expands an answer over the protocol's bound.
import type { IncomingHttpHeaders } from 'node:http'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { limits } from '../../shared/sync/limits.ts'
import type { LinkFailure } from '../../shared/sync/client-ports.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'

export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Uint8Array
}

const unpack = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(brotliDecompress)
const problemType = 'application/problem+json'
/** Too many, unavailable, no room left: whoever says so, it is worth waiting as long as asked. */
const comeBackLater = [429, 503, 507]

/** The body of an answer of this media type. */
export const readHttpAnswer = async (
  { status, headers, body }: HttpAnswer,
  wanted: string,
): Promise<Result<Uint8Array, LinkFailure>> => {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (status !== 200) return err(refusalOf(status, type, headers, body))
  if (type !== wanted) return err({ type: 'offline' })
  if (headers['content-encoding'] !== 'br') return ok(body)
  try {
    return ok(new Uint8Array(await unpack(body, { maxOutputLength: limits.answerBytes })))
  } catch {
    return err({ type: 'offline' })
  }
}

const refusalOf = (status: number, type: string, headers: IncomingHttpHeaders, body: Uint8Array): LinkFailure => {
  const ours = type === problemType
  if (!ours && !comeBackLater.includes(status)) return { type: 'offline' }
  const seconds = headers['retry-after'] ?? ''
  return {
    type: 'refused',
    status,
    // The date form is not used by our server.
    retryAfter: /^\d{1,6}$/.test(seconds) ? Number(seconds) : null,
    problem: ours ? new TextDecoder().decode(body) : null,
  }
}
