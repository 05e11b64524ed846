// The link between devices and servers, as bad as it is in the field. A seed decides what goes wrong.
import { encodeUtf8 } from 'lib0/string'
import { err, ok } from '../../text/result.ts'
import type { Result } from '../../text/result.ts'
import type { LinkFailure } from '../client-ports.ts'
import type { OutboxPacket } from '../ports.ts'
import { acceptSync } from '../server.ts'
import { parseRequest, relayRequest, wholePackets } from '../wire-request.ts'
import type { Plan } from './plan.ts'
import type { Rng } from './random.ts'
import { ServerKilled, type FakeServer, type World } from './world.ts'

export interface FakeNetwork {
  /** No fault of any kind from now on. */
  heal(): void
  send(request: Uint8Array, sent?: () => void): Promise<Result<Uint8Array, LinkFailure>>
  /** A request that was held up somewhere arrives at last; its answer goes nowhere. */
  deliverLate(): Promise<void>
  /** Someone carries some of a device's packets, in any order, and brings no answer back. */
  relay(packets: readonly OutboxPacket[]): Promise<void>
  /** Until nothing is on its way: a tab that died leaves its requests behind. */
  quiet(): Promise<void>
  /** Bytes of a stranger. */
  throwAt(request: Uint8Array): Promise<void>
}

type Answer = Result<Uint8Array, LinkFailure>

const offline: Result<never, LinkFailure> = err({ type: 'offline' })
const portal = encodeUtf8('<html><body>Bienvenue. Connectez-vous au Wi-Fi.</body></html>')

export const createNetwork = (rng: Rng, world: World, plan: Plan): FakeNetwork => {
  let faulty = true
  let served = 0
  const late: Uint8Array[] = []
  let lastAnswer: Uint8Array | null = null
  const flying = new Set<Promise<Answer>>()

  const serve = async (request: Uint8Array, { ports }: FakeServer = world.main): Promise<Answer> => {
    try {
      const accepted = await acceptSync(ports, request, plan.server)
      if (accepted.ok) return ok(accepted.value.answer)
      return err({ type: 'refused', status: 400, retryAfter: null, problem: accepted.error })
    } catch (cause) {
      if (cause instanceof ServerKilled) return offline
      throw cause
    } finally {
      served++
    }
  }
  /** Until another request has been served, if one is on its way at all. */
  const overtaken = async (): Promise<void> => {
    const before = served
    const overtook = (): boolean => served !== before
    for (let tick = 0; tick < 400 && !overtook(); tick++) await Promise.resolve()
  }
  const stale = (request: Uint8Array): Uint8Array | null => {
    if (!lastAnswer || !plan.nonceIgnored) return lastAnswer
    const asked = parseRequest(request)
    const answer = lastAnswer.slice()
    if (asked.ok) answer.set(asked.value.request.nonce, 4)
    return answer
  }

  const send = async (request: Uint8Array, sent?: () => void): Promise<Answer> => {
    if (!faulty) {
      sent?.()
      return serve(request)
    }
    if (rng.chance(0.8)) sent?.()
    if (rng.chance(0.2)) await overtaken()
    const twin = world.twin()
    const server = twin && rng.chance(0.25) ? twin : world.main
    const fault = rng.weighted([
      [60, 'none'],
      [8, 'lost'],
      [4, 'late'],
      [4, 'cut short'],
      [4, 'byte changed'],
      [5, 'twice'],
      [8, 'answer lost'],
      [4, 'answer cut short'],
      [3, 'portal'],
      [3, 'stale answer'],
    ] as const)
    if (fault === 'lost') return offline
    if (fault === 'portal') return ok(portal)
    if (fault === 'late') {
      late.push(request)
      return offline
    }
    if (fault === 'cut short') {
      // The server keeps what has come whole (rule 9).
      const whole = wholePackets(request.subarray(0, rng.below(request.length)))
      if (whole.length > 0) await serve(relayRequest(whole, rng.bytes(8)), server)
      return offline
    }
    const arrived = request.slice()
    if (fault === 'byte changed') {
      const at = rng.below(arrived.length)
      arrived[at] = (arrived[at] ?? 0) ^ (1 << rng.below(8))
    }
    if (fault === 'twice') await serve(request, server)
    const answer = await serve(arrived, server)
    if (!answer.ok) return answer
    if (fault === 'answer lost') return offline
    if (fault === 'answer cut short') return ok(answer.value.subarray(0, rng.below(answer.value.length)))
    if (fault === 'stale answer') return ok(stale(request) ?? answer.value)
    lastAnswer = answer.value
    return answer
  }

  return {
    heal: () => {
      faulty = false
    },
    send: (request, sent) => {
      const answer = send(request, sent)
      flying.add(answer)
      const landed = () => flying.delete(answer)
      answer.then(landed, landed)
      return answer
    },
    quiet: async () => void (await Promise.allSettled(flying)),
    deliverLate: async () => {
      const request = late.splice(rng.below(late.length), 1)[0]
      if (request) await serve(request)
    },
    relay: async (packets) => {
      const some = packets.filter(() => rng.chance(0.5)).sort(() => rng.next() - 0.5)
      await serve(
        relayRequest(
          some.map((packet) => packet.bytes),
          rng.bytes(8),
        ),
      )
    },
    throwAt: async (request) => {
      await serve(request)
    },
  }
}
