// The link and the server behind it, both as bad as they are in the field. A seed decides what goes wrong.
import { encodeUtf8 } from 'lib0/string'
import { err, ok } from '../../text/result.ts'
import type { Result } from '../../text/result.ts'
import type { LinkFailure, OutboxPacket, ServerPorts } from '../ports.ts'
import { acceptSync } from '../server.ts'
import { encodeRequest, sealRequest } from '../wire.ts'
import { simPack } from './commune.ts'
import { fakeCodec, fakeVerifier } from './crypto.ts'
import type { Plan } from './mutants.ts'
import type { Rng } from './random.ts'
import type { FakeServerDisk } from './server-disk.ts'

export interface FakeNetwork {
  /** No fault of any kind from now on. */
  heal(): void
  send(request: Uint8Array): Promise<Result<Uint8Array, LinkFailure>>
  /** A request that was held up somewhere arrives at last; its answer goes nowhere. */
  deliverLate(): Promise<void>
  /** Someone carries some of a device's packets, in any order, and brings no answer back. */
  relay(packets: readonly OutboxPacket[]): Promise<void>
}

class ServerKilled extends Error {}

const offline: Result<never, LinkFailure> = err({ type: 'offline' })
const portal = encodeUtf8('<html><body>Bienvenue. Connectez-vous au Wi-Fi.</body></html>')

export const createNetwork = (rng: Rng, disk: FakeServerDisk, plan: Plan): FakeNetwork => {
  let faulty = true
  let clock = Date.parse('2025-06-01T08:00:00Z')
  const late: Uint8Array[] = []
  let lastAnswer: Uint8Array | null = null

  const ports: ServerPorts = {
    transaction: async (work) => {
      disk.begin()
      try {
        const value = await work(plan.tx(disk.tx))
        if (faulty && rng.chance(0.04)) {
          disk.rollback()
          if (plan.ackBeforeCommit) return value
          throw new ServerKilled('before commit')
        }
        if (faulty && rng.chance(0.04)) {
          disk.begin()
          throw new ServerKilled('after commit')
        }
        return value
      } catch (cause) {
        // Empty after a commit: `begin` has forgotten how to undo it.
        disk.rollback()
        throw cause
      }
    },
    codec: fakeCodec,
    verifier: fakeVerifier,
    now: () => new Date((clock += 1000)).toISOString(),
    beacon: async () => `beacon-${clock}`,
    packs: () => ({ version: 'packs-1', packs: [simPack] }),
  }

  const serve = async (request: Uint8Array): Promise<Result<Uint8Array, LinkFailure>> => {
    try {
      const answer = await acceptSync(ports, request, plan.server)
      if (!answer.ok) return err({ type: 'refused', status: 400, retryAfter: null, problem: answer.error })
      return ok(answer.value)
    } catch (cause) {
      if (cause instanceof ServerKilled) return offline
      throw cause
    }
  }

  const send = async (request: Uint8Array): Promise<Result<Uint8Array, LinkFailure>> => {
    if (!faulty) return serve(request)
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
    const sent = fault === 'cut short' ? request.subarray(0, rng.below(request.length)) : request.slice()
    if (fault === 'byte changed') {
      const at = rng.below(sent.length)
      sent[at] = (sent[at] ?? 0) ^ (1 << rng.below(8))
    }
    if (fault === 'twice') await serve(request)
    const answer = await serve(sent)
    if (!answer.ok) return answer
    if (fault === 'answer lost') return offline
    if (fault === 'answer cut short') return ok(answer.value.subarray(0, rng.below(answer.value.length)))
    if (fault === 'stale answer' && lastAnswer) return ok(lastAnswer)
    lastAnswer = answer.value
    return answer
  }

  return {
    heal: () => {
      faulty = false
    },
    send,
    deliverLate: async () => {
      const request = late.splice(rng.below(late.length), 1)[0]
      if (request) await serve(request)
    },
    relay: async (packets) => {
      const some = packets.filter(() => rng.chance(0.5)).sort(() => rng.next() - 0.5)
      const request = encodeRequest({
        incarnation: null,
        certificate: null,
        epoch: null,
        directoryVersion: null,
        cursors: {},
        wantsReferences: false,
        chains: [],
        nonce: rng.bytes(8),
        time: 0,
        packets: some.map((packet) => packet.bytes),
      })
      await serve(sealRequest(request, null))
    },
  }
}
