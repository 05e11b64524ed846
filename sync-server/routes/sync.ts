// POST /api/sync: the one road for data. The route only carries bytes to the sync machine and back; whatever the answer
// acknowledges was committed before. A caller that says `Morchid-Board: 1` also gets a ticket to its unit's live board.
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { limits } from '../../shared/sync/limits.ts'
import type { ServerPorts } from '../../shared/sync/ports.ts'
import { acceptSync } from '../../shared/sync/server.ts'
import { mediaType, parseAnswer, parseRequest, type RequestError } from '../../shared/sync/wire.ts'
import { createServerCodec } from '../accept/codec.ts'
import { makeBeacon, makeTicket } from '../accept/statement.ts'
import { createVerifier } from '../accept/verifier.ts'
import { agentById } from '../store/people.ts'
import { transact } from '../store/sync-store.ts'
import type { AppDeps, AppEnv } from './context.ts'
import { problem, type ProblemType } from './problem.ts'

const refusals: Record<RequestError, ProblemType> = {
  malformed: 'sync-malformed',
  'too-large': 'too-large',
  'unsupported-protocol': 'sync-protocol',
}

export const syncRoutes = (deps: AppDeps): Hono<AppEnv> => {
  const { keys, packs, now } = deps
  const tools = { codec: createServerCodec(keys), verifier: createVerifier() }
  const ports: ServerPorts = {
    ...tools,
    transaction: async (work) => {
      const { value, moved } = await transact(deps.db, deps.publicUrl, work)
      if (moved.units.size > 0) deps.onMoved(moved)
      return value
    },
    now: () => now().toISOString(),
    beacon: () => makeBeacon(keys.secret, now()),
    packs: () => packs,
  }
  return new Hono<AppEnv>().post(
    '/api/sync',
    bodyLimit({ maxSize: limits.requestBytes, onError: (c) => problem(c, 'too-large') }),
    async (c) => {
      if (c.req.header('Content-Type')?.split(';')[0]?.trim() !== mediaType) return problem(c, 'media-type')
      const request = new Uint8Array(await c.req.arrayBuffer())
      const answer = await acceptSync(ports, request)
      if (!answer.ok) return problem(c, refusals[answer.error])
      if (c.req.header('Morchid-Board') === '1') {
        const ticket = await ticketFor(deps, request, answer.value)
        if (ticket) c.header('Morchid-Board', ticket)
      }
      c.header('Cache-Control', 'no-store')
      return c.body(new Uint8Array(answer.value), 200, { 'Content-Type': mediaType })
    },
  )
}

/** Only for a session the machine has just found open. */
const ticketFor = async (
  { db, keys, now }: AppDeps,
  request: Uint8Array,
  answer: Uint8Array,
): Promise<string | null> => {
  const [asked, given] = [parseRequest(request), parseAnswer(answer)]
  const incarnation = asked.ok ? asked.value.request.incarnation : null
  if (!given.ok || given.value.session !== 'open' || incarnation === null) return null
  const session = await db.selectFrom('incarnations').select('agent').where('id', '=', incarnation).executeTakeFirst()
  const agent = session && (await agentById(db, session.agent))
  return agent ? makeTicket(keys.secret, { unit: agent.unit, agent: agent.id }, now()) : null
}
