// A thread that writes what devices of a crowd would send: their dossiers, cut, sealed and signed as the product does it.
// Only bytes leave it, so that nothing of this work is in the measured time.
import { parentPort, workerData } from 'node:worker_threads'
import { toBase64UrlEncoded } from 'lib0/buffer'
import type { ReferenceBlock } from '../../shared/sync/ports.ts'
import { signCertificate } from '../../shared/sync/certificate.ts'
import { cutPacket } from '../../shared/sync/chain.ts'
import { limits } from '../../shared/sync/limits.ts'
import type { Chain, UnsentRow } from '../../shared/sync/client-ports.ts'
import type { Epoch, OutboxPacket, SessionKeys } from '../../shared/sync/ports.ts'
import { newestProtocol } from '../../shared/sync/wire-parts.ts'
import {
  encodeRequest,
  relayRequest,
  requestToSign,
  sealRequest,
  sinceProtocol2,
} from '../../shared/sync/wire-request.ts'
import { makeReference } from '../../shared/dossier/reference.ts'
import { createCodec } from '../../pwa/sync/codec.ts'
import { signerOf } from '../device/signing-keys.ts'
import { dossierFacts, entriesOf, type Facts } from './dossiers.ts'

/** A device of the crowd, as the server knows it. */
export interface CrowdDevice {
  readonly id: string
  readonly agent: string
  readonly unit: string
  readonly site: ReferenceBlock['site']
  /** PKCS #8. */
  readonly agentKey: Uint8Array
  readonly sessionKey: Uint8Array
  readonly sessionPoint: Uint8Array
}

export interface CrowdWork {
  readonly devices: readonly CrowdDevice[]
  /** Number of the first device's first dossier. */
  readonly first: number
  readonly each: number
  readonly sealKey: Uint8Array
  readonly epoch: Epoch
  readonly directoryVersion: string
}

export interface CrowdRequests {
  readonly incarnation: string
  readonly packets: number
  readonly packetBytes: number
  /** In the order of sending; the first one reads, as the app's does. */
  readonly requests: readonly Uint8Array[]
}

const make = async (work: CrowdWork, device: CrowdDevice, first: number): Promise<CrowdRequests> => {
  const { id, agent, unit, agentKey, sessionKey, sessionPoint } = device
  const incarnation = toBase64UrlEncoded(crypto.getRandomValues(new Uint8Array(16)))
  const certificate = await signCertificate(
    { v: 1, device: id, incarnation, agent, unit, role: 'mediator', publicKey: sessionPoint, lasts: 36_000 },
    await signerOf(agentKey),
  )
  const keys: SessionKeys = { device: id, agent, incarnation, certificate, sign: await signerOf(sessionKey) }
  const author = { agent, device: id, unit, role: 'mediator' as const, incarnation, beacon }
  let rows = Array.from({ length: work.each }, (_, serial) =>
    entriesOf(atDesk(dossierFacts(first + serial), device, serial), author),
  )
    .flat()
    .map((entry, key): UnsentRow => ({ ...entry, key, incarnation }))
  const codec = createCodec(toBase64UrlEncoded(work.sealKey))
  const packets: OutboxPacket[] = []
  let chain: Chain | null = null
  while (rows.length > 0) {
    const cut = await cutPacket(rows, { keys, codec, chain, now: Date.now(), beacon })
    packets.push(cut.packet)
    chain = cut.chain
    const carried = new Set(cut.rowKeys)
    rows = rows.filter(({ key }) => !carried.has(key))
  }
  const lots = lotsOf(packets)
  const encoded = encodeRequest({
    protocol: newestProtocol,
    incarnation,
    certificate,
    epoch: work.epoch,
    directoryVersion: work.directoryVersion,
    cursors: {},
    wantsReferences: false,
    chains: chain ? [{ incarnation, n: chain.n, hash: chain.hash }] : [],
    nonce: new Uint8Array(8),
    time: Date.now(),
    ...sinceProtocol2,
    packets: lots[0] ?? [],
  })
  const reading = sealRequest(encoded, await keys.sign(requestToSign(encoded)))
  const others = lots.slice(1).map((lot) => relayRequest(lot, new Uint8Array(8)))
  const packetBytes = packets.reduce((sum, { bytes }) => sum + bytes.length, 0)
  return { incarnation, packets: packets.length, packetBytes, requests: [reading, ...others] }
}

const beacon = `2026-11-20T07:58:12Z.${'A'.repeat(43)}`

const atDesk = (facts: Facts, { agent, site }: CrowdDevice, serial: number): Facts => ({
  ...facts,
  who: agent,
  reference: makeReference(site, serial),
  answers: Object.fromEntries(Object.entries(facts.answers).map(([field, said]) => [field, { ...said, by: agent }])),
})

/** As the client machine fills requests on a link that carries everything: twice as much each time. */
const lotsOf = (packets: readonly OutboxPacket[]): Uint8Array[][] => {
  const lots: Uint8Array[][] = []
  let [room, most]: [number, number] = [0, limits.batchStart]
  for (const { bytes } of packets) {
    if (lots.length === 0 || room < bytes.length) {
      if (lots.length > 0) most = Math.min(most * 2, limits.batchMost)
      lots.push([])
      room = most
    }
    lots.at(-1)?.push(bytes)
    room -= bytes.length
  }
  return lots
}

const work = workerData as CrowdWork
for (const [at, device] of work.devices.entries())
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(await make(work, device, work.first + at * work.each))
