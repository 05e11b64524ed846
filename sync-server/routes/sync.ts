// POST /api/sync: the one road for data. The route only carries bytes to the sync machine and back; whatever the answer
// acknowledges was committed before. A caller that says `Morchid-Board: 1` also gets a ticket to its unit's live board and
// papers.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { limits } from '../../shared/sync/limits.ts'
import { parsePacket } from '../../shared/sync/packet.ts'
import { acceptSync, type Reader } from '../../shared/sync/server.ts'
import { mediaType } from '../../shared/sync/wire-parts.ts'
import { parseRequest, relayRequest, type RequestError, type SyncRequest } from '../../shared/sync/wire-request.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { makeTicket } from '../accept/statement.ts'
import type { AppDeps, AppEnv } from './context.ts'
import { acceptedEncoding, packedOnce } from './encoded.ts'
import { problem, storageRetrySeconds, type ProblemType } from './problem.ts'
import { readSyncBody } from './sync-body.ts'
import { syncPorts } from './sync-ports.ts'
import { createTurns } from '../turns.ts'

const refusals: Record<RequestError | 'storage-full', ProblemType> = {
  malformed: 'sync-malformed',
  'too-large': 'too-large',
  'unsupported-protocol': 'sync-protocol',
  'storage-full': 'storage-full',
}

/** Milliseconds: long for a link that moves, short for somebody who waits behind it. */
const STALLED = 2000
/** Requests at work: enough to look at some while another is written down. */
const AT_ONCE = 8

export const syncRoutes = (deps: AppDeps): Hono<AppEnv> => {
  const accept = createAccept(deps)
  const keep = async (packets: readonly Uint8Array[]): Promise<void> => {
    const taken = await accept(relayRequest(packets, deps.random(8))).catch((error: unknown) => err(String(error)))
    const outcome = taken.ok ? 'taken' : taken.error
    deps.log.info({ packets: packets.length, outcome }, 'of a request that did not come whole')
  }
  return new Hono<AppEnv>().post('/api/sync', async (c) => {
    if (c.req.header('Content-Type')?.split(';')[0]?.trim() !== mediaType) return problem(c, 'media-type')
    if (Number(c.req.header('Content-Length') ?? 0) > limits.requestBytes) return problem(c, 'too-large')
    const body = await readSyncBody(c.req.raw.body, { limit: limits.requestBytes, stalled: STALLED, keep })
    if (!body.ok) return body.error === 'cut' ? c.body(null, 400) : problem(c, body.error)
    const accepted = await accept(body.value)
    if (!accepted.ok)
      return problem(c, refusals[accepted.error], accepted.error === 'storage-full' ? storageRetrySeconds : undefined)
    const { reader, answer } = accepted.value
    if (reader && c.req.header('Morchid-Board') === '1')
      c.header('Morchid-Board', await makeTicket(deps.keys.secret, reader, deps.now()))
    return sendAnswer(c, answer)
  })
}

interface Answered {
  readonly answer: Uint8Array
  readonly reader: Reader | null
}

/** The sync machine with everything it is given from outside. */
const createAccept = (
  deps: AppDeps,
): ((bytes: Uint8Array) => Promise<Result<Answered, RequestError | 'storage-full'>>) => {
  const { storage, log } = deps
  const inTurn = createTurns(AT_ONCE)
  const isFull = async (): Promise<boolean> => (await storage.look()) === 'full'
  const ports = syncPorts(deps)
  return async (bytes) => {
    const parsed = parseRequest(bytes)
    if (!parsed.ok) return parsed
    const { request } = parsed.value
    const brings = request.packets.length > 0 || request.witnessed.entries.length > 0
    if (brings && (await isFull())) return err('storage-full')
    const accepted = await inTurn(namesOf(request), () => acceptSync(ports, bytes))
    if (!accepted.ok) return accepted
    const { answer, witnessed, refused, reader } = accepted.value
    deps.metrics.refused(refused)
    if (witnessed > 0) log.warn({ entries: witnessed }, 'devices brought back what this server had lost')
    return ok({ answer, reader })
  }
}

/** Whose it says it is, which nobody has checked yet: who uses another's name waits for the other, and is refused. */
const namesOf = ({ incarnation, packets }: SyncRequest): readonly string[] => [
  ...new Set([
    ...(incarnation === null ? [] : [incarnation]),
    ...packets.flatMap((bytes) => {
      const packet = parsePacket(bytes)
      return packet.ok ? [packet.value.header.incarnation, packet.value.header.device] : []
    }),
  ]),
]

/** In as few bytes as HTTP allows: nothing new must cost less than 300 (rule 9). A POST is never cached. */
const sendAnswer = async (c: Context<AppEnv>, answer: Uint8Array): Promise<Response> => {
  const { bytes, encoding } = await packedOnce(answer, acceptedEncoding(c.req.header('Accept-Encoding')))
  // HTTP/1.1 keeps connections unless it is told otherwise, and the answer says what time it is.
  for (const name of ['Connection', 'Date']) c.env?.outgoing?.removeHeader(name)
  return c.body(bytes, 200, {
    'Content-Type': mediaType,
    'Content-Length': String(bytes.length),
    ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
  })
}
