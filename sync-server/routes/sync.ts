// POST /api/sync: the one road for data. The route only carries bytes to the sync machine and back; whatever the answer
// acknowledges was committed before. A caller that says `Morchid-Board: 1` also gets a ticket to its unit's live board.
import { Hono } from 'hono'
import type { Context } from 'hono'
import { limits } from '../../shared/sync/limits.ts'
import { parsePacket } from '../../shared/sync/packet.ts'
import type { ServerPorts, ServerTx } from '../../shared/sync/ports.ts'
import { acceptSync } from '../../shared/sync/server.ts'
import { parseAnswer } from '../../shared/sync/wire-answer.ts'
import { mediaType } from '../../shared/sync/wire-parts.ts'
import { parseRequest, relayRequest, type RequestError, type SyncRequest } from '../../shared/sync/wire-request.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { createServerCodec } from '../accept/codec.ts'
import { makeBeacon, makeReceipt, makeTicket } from '../accept/statement.ts'
import { createVerifier } from '../accept/verifier.ts'
import { agentById } from '../store/people.ts'
import { transact } from '../store/sync-store.ts'
import type { AppDeps, AppEnv } from './context.ts'
import { acceptedEncoding, packedOnce } from './encoded.ts'
import { problem, storageRetrySeconds, type ProblemType } from './problem.ts'
import { readSyncBody } from './sync-body.ts'
import { createTurns } from './turns.ts'

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
    const { request, answer } = accepted.value
    if (c.req.header('Morchid-Board') === '1') {
      const ticket = await ticketFor(deps, request, answer)
      if (ticket) c.header('Morchid-Board', ticket)
    }
    return sendAnswer(c, answer)
  })
}

interface AnsweredRequest {
  readonly request: SyncRequest
  readonly answer: Uint8Array
}

/** The sync machine with everything it is given from outside. */
const createAccept = (
  deps: AppDeps,
): ((bytes: Uint8Array) => Promise<Result<AnsweredRequest, RequestError | 'storage-full'>>) => {
  const { db, keys, packs, storage, log, now } = deps
  const inTurn = createTurns(AT_ONCE)
  const isFull = async (): Promise<boolean> => (await storage.look()) === 'full'
  const ports: ServerPorts = {
    codec: createServerCodec(keys),
    verifier: createVerifier(),
    readBody: deps.readBody,
    examine: deps.examine,
    transaction: async (work) => {
      const full = await isFull()
      const { value, moved } = await transact(db, deps.publicUrl, (tx) => work(full ? readsOnly(tx) : tx), {
        offices: keys.offices,
        now,
      })
      if (moved.units.size > 0) deps.onMoved(moved)
      return value
    },
    now: () => now().toISOString(),
    beacon: () => makeBeacon(keys.secret, now()),
    receipt: (bytes) => makeReceipt(keys.secret, bytes),
    packs: () => packs,
  }
  return async (bytes) => {
    const parsed = parseRequest(bytes)
    if (!parsed.ok) return parsed
    const { request } = parsed.value
    const brings = request.packets.length > 0 || request.witnessed.entries.length > 0
    if (brings && (await isFull())) return err('storage-full')
    const accepted = await inTurn(namesOf(request), () => acceptSync(ports, bytes))
    if (!accepted.ok) return accepted
    const { answer, witnessed } = accepted.value
    if (witnessed > 0) log.warn({ entries: witnessed }, 'devices brought back what this server had lost')
    return ok({ request, answer })
  }
}

/** On a full disk a known session reads on, since nothing has to be written for it. */
const readsOnly = (tx: ServerTx): ServerTx => ({ ...tx, deviceSeen: async () => undefined })

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

/** Only for a session the machine has just found open. */
const ticketFor = async (
  { db, keys, now }: AppDeps,
  { incarnation }: SyncRequest,
  answer: Uint8Array,
): Promise<string | null> => {
  const given = parseAnswer(answer)
  if (!given.ok || given.value.session !== 'open' || incarnation === null) return null
  const session = await db.selectFrom('incarnations').select('agent').where('id', '=', incarnation).executeTakeFirst()
  const agent = session && (await agentById(db, session.agent))
  return agent ? makeTicket(keys.secret, { unit: agent.unit, agent: agent.id }, now()) : null
}

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
