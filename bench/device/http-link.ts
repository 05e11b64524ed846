// The wire of a headless device: HTTP/1.1 on two connections that stay open, with no header that nobody needs. It gives
// up when no byte moves, never because a message is slow.
import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { limits } from '../../shared/sync/limits.ts'
import type { LinkFailure } from '../../shared/sync/client-ports.ts'
import { mediaType } from '../../shared/sync/wire-parts.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { readHttpAnswer, type HttpAnswer } from './http-answer.ts'

/** What has crossed this device's sockets, headers included (inside TLS when there is TLS). */
export interface Traffic {
  readonly requests: number
  readonly up: number
  readonly down: number
}

export interface HttpLink {
  /** As `ClientPorts.send`; `stop` cuts it off. `sent` means that the kernel has the whole request, not that it left. */
  sync(request: Uint8Array, sent?: () => void, stop?: AbortSignal): Promise<Result<Uint8Array, LinkFailure>>
  /** GET, or POST when there is something to say. */
  json(path: string, value?: unknown): Promise<Result<unknown, LinkFailure>>
  /** Cuts what is on its way; nothing leaves until `online`. */
  offline(): void
  online(): void
  isOffline(): boolean
  traffic(): Traffic
  close(): void
}

/**
 * What the kernel has taken and the link has not yet carried can't be seen from here: it is given the time that this
 * many bytes a second take, before silence counts.
 */
const slowestBytesPerSecond = 2000

interface Question {
  readonly path: string
  readonly type: string
  /** Null asks for a GET. */
  readonly body: Uint8Array | null
}

/** `server` is its base address. When no byte moves for `silenceMs`, the link is dead. */
export const createHttpLink = (server: string, silenceMs: number): HttpLink => {
  const base = new URL(server)
  const { Agent, request: open } = base.protocol === 'https:' ? https : http
  const agent = new Agent({ keepAlive: true, maxSockets: 2 })
  const counted = new WeakMap<Socket, { readonly up: number; readonly down: number }>()
  let traffic: Traffic = { requests: 0, up: 0, down: 0 }
  let unanswered = 0
  let offline = false

  const count = (socket: Socket): void => {
    const before = counted.get(socket) ?? { up: 0, down: 0 }
    const now = { up: socket.bytesWritten, down: socket.bytesRead }
    counted.set(socket, now)
    traffic = { ...traffic, up: traffic.up + now.up - before.up, down: traffic.down + now.down - before.down }
  }

  /** `stale`: the server had closed the connection while it lay idle, which shows only now. */
  const once = ({ path, type, body }: Question, sent?: () => void, stop?: AbortSignal) =>
    new Promise<HttpAnswer | 'cut' | 'stale'>((resolve) => {
      const size = body?.length ?? 0
      unanswered += size
      traffic = { ...traffic, requests: traffic.requests + 1 }
      const request = open(new URL(path, base), {
        method: body ? 'POST' : 'GET',
        agent,
        setDefaultHeaders: false,
        headers: {
          Host: base.host,
          'Accept-Encoding': 'br',
          ...(body ? { 'Content-Type': type, 'Content-Length': body.length } : {}),
        },
        timeout: silenceMs + (unanswered / slowestBytesPerSecond) * 1000,
      })
      const cut = (): void => void request.destroy()
      const end = (how: HttpAnswer | 'cut' | 'stale'): void => {
        unanswered -= size
        stop?.removeEventListener('abort', cut)
        if (request.socket) count(request.socket)
        resolve(how)
      }
      let answered = false
      request.on('timeout', cut)
      request.on('finish', () => sent?.())
      request.on('error', () => {
        if (!answered) end(request.reusedSocket && !offline && !stop?.aborted ? 'stale' : 'cut')
      })
      request.on('response', (response) => {
        answered = true
        const chunks: Buffer[] = []
        let length = 0
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          length += chunk.length
          if (length > limits.answerBytes) cut()
        })
        response.on('error', () => undefined)
        response.on('close', () => {
          const { complete, statusCode: status = 0, headers } = response
          end(complete ? { status, headers, body: new Uint8Array(Buffer.concat(chunks)) } : 'cut')
        })
      })
      if (stop?.aborted) cut()
      else stop?.addEventListener('abort', cut)
      request.end(body ?? undefined)
    })

  const ask = async (question: Question, sent?: () => void, stop?: AbortSignal) => {
    if (offline) return err({ type: 'offline' } as const)
    const first = await once(question, sent, stop)
    // Asking twice is safe: the server answers the second time as the first.
    const answer = first === 'stale' ? await once(question, sent, stop) : first
    return typeof answer === 'string' ? err({ type: 'offline' } as const) : readHttpAnswer(answer, question.type)
  }

  return {
    sync: (body, sent, stop) => ask({ path: '/api/sync', type: mediaType, body }, sent, stop),
    json: async (path, value) => {
      const body = value === undefined ? null : new TextEncoder().encode(JSON.stringify(value))
      const answer = await ask({ path, type: 'application/json', body })
      if (!answer.ok) return answer
      try {
        const read: unknown = JSON.parse(new TextDecoder().decode(answer.value))
        return ok(read)
      } catch {
        return err({ type: 'offline' })
      }
    },
    offline: () => {
      offline = true
      agent.destroy()
    },
    online: () => {
      offline = false
    },
    isOffline: () => offline,
    traffic: () => traffic,
    close: () => agent.destroy(),
  }
}
