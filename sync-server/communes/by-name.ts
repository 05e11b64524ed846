// Which commune a request is for: by the host it names, and by nothing else a caller can say. Behind a proxy that is trusted
// the proxy's word counts, as for addresses. Whoever is let in holds the commune open until the answer has left.
import { ServerResponse, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { reject, type Board } from '../board/board.ts'
import { hostName, type ListedCommune } from './communes-file.ts'
import type { Openings } from './openings.ts'

type Fetch = (request: Request, env: object) => Response | Promise<Response>

interface Answering {
  readonly fetch: Fetch
  readonly board: Pick<Board, 'upgrade'>
}

interface World {
  readonly communes: readonly ListedCommune[]
  readonly openings: Pick<Openings<Answering>, 'enter'>
  readonly trustProxy: boolean
  /** For who names no commune of ours, and for /metrics. */
  readonly ofProcess: Fetch
  /** For who names one that does not open. */
  readonly closed: Fetch
}

export interface ByName {
  fetch(request: Request, env: object): Promise<Response>
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void
}

export const createByName = ({ communes, openings, trustProxy, ofProcess, closed }: World): ByName => {
  const codes = new Map(communes.flatMap(({ code, names }) => names.map((name) => [name, code] as const)))
  const codeOf = (host: string | null | undefined, forwarded: string | null | undefined): string | undefined => {
    const named = trustProxy && forwarded ? forwarded.split(',').at(-1)?.trim() : host
    return codes.get(hostName(named ?? ''))
  }
  return {
    fetch: async (request, env) => {
      const { headers } = request
      const code = codeOf(headers.get('Host') ?? new URL(request.url).host, headers.get('X-Forwarded-Host'))
      if (code === undefined || new URL(request.url).pathname === '/metrics') return ofProcess(request, env)
      const inside = await openings.enter(code).catch(() => null)
      if (!inside) return closed(request, env)
      try {
        return await inside.value.fetch(request, env)
      } finally {
        whenGone(env, inside.leave)
      }
    },
    upgrade: (request, stream, head) => {
      const code = codeOf(request.headers.host, lastOf(request.headers))
      if (code === undefined) return reject(stream, '421 Misdirected Request')
      stream.on('error', () => stream.destroy())
      const go = async (): Promise<void> => {
        const { value, leave } = await openings.enter(code)
        // As long as the socket is open somebody is inside.
        stream.once('close', leave)
        if (stream.destroyed) leave()
        else value.board.upgrade(request, stream, head)
      }
      go().catch(() => reject(stream, '503 Service Unavailable'))
    },
  }
}

const lastOf = (headers: IncomingHttpHeaders): string | undefined => {
  const said = headers['x-forwarded-host']
  return typeof said === 'string' ? said : said?.at(-1)
}

/** A body may be read from the commune's folder until its last byte has left. */
const whenGone = (env: object, leave: () => void): void => {
  const outgoing = 'outgoing' in env && env.outgoing instanceof ServerResponse ? env.outgoing : null
  if (outgoing === null || outgoing.closed || outgoing.destroyed) leave()
  else outgoing.once('close', leave)
}
