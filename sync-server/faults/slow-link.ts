// A request whose body leaves in small parts, as on a slow link, and that may be cut off: what a phone does to a server
// all day. Nothing is thrown when nobody is there.
import { request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

export interface SlowAnswer {
  /** Null: no answer came. */
  readonly status: number | null
  readonly headers: Headers
}

export interface Slowness {
  /** Bytes at once. */
  readonly part: number
  /** Milliseconds between them. */
  readonly every: number
  /** After so many bytes the link is gone. */
  readonly cutAt?: number
  /** Waited for before it goes: a server may drop what it was sent and has not read. */
  readonly beforeCut?: () => Promise<void>
}

export const sendSlowly = async (
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  { part, every, cutAt, beforeCut }: Slowness,
): Promise<SlowAnswer> => {
  const none: SlowAnswer = { status: null, headers: new Headers() }
  const sent = request(url, { method, headers: { ...headers, 'Content-Length': String(body.length) } })
  const answered = new Promise<SlowAnswer>((resolve) => {
    sent.on('error', () => resolve(none))
    sent.on('close', () => resolve(none))
    sent.on('response', (answer) => {
      answer.on('error', () => resolve(none))
      answer.resume()
      answer.on('end', () => resolve({ status: answer.statusCode ?? null, headers: new Headers(flat(answer.headers)) }))
    })
  })
  for (let at = 0; at < body.length && !sent.destroyed; at += part) {
    if (cutAt !== undefined && at >= cutAt) {
      await Promise.race([beforeCut?.(), answered])
      sent.socket?.end()
      return answered
    }
    // A write to a server that was killed may never be told of.
    const written = new Promise<void>((resolve) => sent.write(body.subarray(at, at + part), () => resolve()))
    await Promise.race([written, answered])
    await Promise.race([pause(every), answered])
  }
  sent.end()
  return answered
}

const flat = (headers: Readonly<Record<string, string | string[] | undefined>>): [string, string][] =>
  Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, [value].flat().join(', ')]],
  )
