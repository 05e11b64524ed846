// The devices of a drill: the product's own sync machine over HTTP, with what they hold read from a copy of the live
// server. Nobody's keys are needed: packets are signed already, and whoever carries them changes nothing; those who read
// are enrolled in the scratch copy only.
import { setTimeout as pause } from 'node:timers/promises'
import { fromBase64UrlEncoded } from 'lib0/buffer'
import * as v from 'valibot'
import { signCertificate } from '../../shared/sync/certificate.ts'
import { pushOnly, syncOnce, type SyncOutcome } from '../../shared/sync/client.ts'
import { createSyncMemory } from '../../shared/sync/exchange.ts'
import type { ClientDisk, ClientPorts } from '../../shared/sync/client-ports.ts'
import type { SessionKeys } from '../../shared/sync/ports.ts'
import { mediaType } from '../../shared/sync/wire-parts.ts'
import { random } from '../data-folder.ts'
import type { Staff } from '../store/people.ts'
import { createTestCodec, enrolRequest, newId, newKeyPair } from '../testing/test-device.ts'
import type { Reachable } from '../testing/test-server.ts'

/** Why a packet was refused, and how many chains it stopped. */
export type Refusals = ReadonlyMap<string, number>

/** Brings the packets of a locked device. Gives what was refused. */
export const bringPackets = async (server: Reachable, disk: ClientDisk): Promise<Refusals> => {
  const memory = createSyncMemory()
  const ports: ClientPorts = { ...portsOf(server, disk), codec: cutsNothing, keysOf: async () => null }
  const last = await untilDone(() => pushOnly(ports, memory))
  const refusals = new Map<string, number>()
  for (const { reason } of last.refused) refusals.set(reason, (refusals.get(reason) ?? 0) + 1)
  return refusals
}

/** Somebody of the unit unlocks: reads, compares, and offers what the server lacks. */
export const bearWitness = async (server: Reachable, agent: Staff, disk: ClientDisk): Promise<void> => {
  const memory = createSyncMemory()
  const { keys, sealKey } = await enrol(server, agent)
  const ports: ClientPorts = {
    ...portsOf(server, disk),
    codec: createTestCodec(fromBase64UrlEncoded(sealKey)),
    keysOf: async (incarnation) => (incarnation === keys.incarnation ? keys : null),
  }
  await untilDone(() => syncOnce(ports, memory, keys.incarnation))
}

const portsOf = (server: Reachable, disk: ClientDisk): Omit<ClientPorts, 'codec' | 'keysOf'> => ({
  disk,
  now: () => server.now().getTime(),
  random,
  send: async (request) => {
    const body = new Uint8Array(request)
    const answer = await server.request('/api/sync', { method: 'POST', headers: { 'Content-Type': mediaType }, body })
    if (answer.status === 200) return { ok: true, value: new Uint8Array(await answer.arrayBuffer()) }
    const retryAfter = Number(answer.headers.get('Retry-After') ?? 1)
    return { ok: false, error: { type: 'refused', status: answer.status, retryAfter, problem: await answer.text() } }
  },
})

const cutsNothing: ClientPorts['codec'] = {
  seal: async () => {
    throw new Error('a locked device cuts nothing')
  },
}

const enrol = async (
  server: Reachable,
  who: Staff,
): Promise<{ readonly keys: SessionKeys; readonly sealKey: string }> => {
  const { id: agent, unit, role } = who
  const [device, incarnation] = [newId(), newId()]
  const [deviceKey, agentKey, session] = [await newKeyPair(), await newKeyPair(), await newKeyPair()]
  const answer = await server.request(
    '/api/enrol',
    enrolRequest(await server.codeFor(agent), device, deviceKey.point, agentKey.point),
  )
  if (answer.status === 429) {
    await pause(Number(answer.headers.get('Retry-After') ?? 1) * 1000)
    return enrol(server, who)
  }
  if (answer.status !== 200) throw new Error(`a device of the drill was not enrolled: ${await answer.text()}`)
  const { sealKey } = v.parse(v.object({ sealKey: v.string() }), await answer.json())
  const certificate = await signCertificate(
    { v: 1, device, incarnation, agent, unit, role, publicKey: session.point, lasts: 36_000 },
    agentKey.sign,
  )
  return { keys: { device, agent, incarnation, certificate, sign: session.sign }, sealKey }
}

type Report = Extract<SyncOutcome, { type: 'synced' }>['report']

/** In a row: a server that is at work on something long asks to wait. */
const FAILURES = 10

const untilDone = async (sync: () => Promise<SyncOutcome>): Promise<Report> => {
  for (let failures = 0; ;) {
    const outcome = await sync()
    if (outcome.type === 'synced') {
      failures = 0
      if (!outcome.report.again) return outcome.report
    } else if (outcome.type !== 'no-answer' || ++failures > FAILURES) {
      throw new Error(`a device of the drill got no answer: ${JSON.stringify(outcome)}`)
    } else {
      const wait = outcome.failure.type === 'refused' ? (outcome.failure.retryAfter ?? 1) : 1
      await pause(Math.min(wait, 30) * 1000)
    }
  }
}
