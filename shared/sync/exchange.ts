// One request of the client machine, from what is on the disk to what the answer changes on it, in two halves: several
// may be on their way between the two (rule 9).
import { chainsToAsk, chooseBatch, packetKey } from './batch.ts'
import { sameBytes } from './bytes.ts'
import type { weighEpoch } from './epoch.ts'
import { ownStable, type weighHeads } from './heads.ts'
import { limits } from './limits.ts'
import type { ClientPorts, LinkFailure } from './client-ports.ts'
import type { DeviceKeys, DeviceOrders, Held, SessionKeys } from './ports.ts'
import { askFor, chooseOffer, type nextRepair, type Repair } from './repair.ts'
import { appliedAnswer, readEntries } from './take-answer.ts'
import { tellOf, type LastTold } from './tell.ts'
import type { Result } from '../text/result.ts'
import { parseAnswer, type PacketRefusal, type SessionState, type SyncAnswer } from './wire-answer.ts'
import { deviceRequestToSign } from './wire-device.ts'
import { newestProtocol } from './wire-parts.ts'
import { encodeRequest, noWitness, requestToSign, sealRequest } from './wire-request.ts'

/** What the machine remembers between two syncs of one tab. Losing it costs a few bytes, never data. */
export interface SyncMemory {
  /** Bytes of packets in the next request. */
  batch: number
  /** Bytes of entries to ask for. */
  room: number
  /** Syncs that failed in a row. */
  failures: number
  repair: Repair
  /** Sessions whose certificate the server has. */
  readonly known: Set<string>
  /** Chains with a packet that the server refused: they go last, so that they hold up nobody. */
  readonly refused: Set<string>
  /** Per chain: its last packet when a page was read to the end, with all of it received. */
  readonly readAt: Map<string, number>
  /** Packets of requests on their way. */
  readonly flying: Set<string>
  /** What the server has been told of this device. */
  told: LastTold | null
}

export const createSyncMemory = (): SyncMemory => ({
  batch: limits.batchStart,
  room: limits.pageStart,
  failures: 0,
  repair: { type: 'none', tries: 0 },
  known: new Set(),
  refused: new Set(),
  readAt: new Map(),
  flying: new Set(),
  told: null,
})

export type ExchangeOutcome =
  | { readonly type: 'taken'; readonly report: ExchangeReport }
  | { readonly type: 'no-answer'; readonly failure: LinkFailure }
  /** Bytes came that are no answer to this request (a captive portal, a proxy's cache). Nothing was changed. */
  | { readonly type: 'foreign-answer' }
  /** The server has a life that this device knows to be over. Nothing was changed. */
  | { readonly type: 'foreign-epoch'; readonly counter: number }

export interface ExchangeReport {
  readonly session: SessionState
  /** There is more to read or to compare, whatever is left to send. */
  readonly again: boolean
  /** A head came further than it was. */
  readonly progress: boolean
  readonly sent: number
  readonly bytesUp: number
  readonly bytesDown: number
  readonly pulled: number
  readonly damaged: number
  readonly held: readonly Held[]
  readonly refused: readonly { readonly incarnation: string; readonly n: number; readonly reason: PacketRefusal }[]
  readonly forked: readonly string[]
  readonly regressed: readonly string[]
  readonly newEpoch: boolean
  readonly packsVersion: string
  readonly retryAfter: number | null
  /** Null when the server recognised nobody: it says nothing about this device then. */
  readonly orders: DeviceOrders | null
}

/** Decisions of the machine that the simulation may replace by wrong ones, to prove that it would notice. */
export interface ClientRules {
  readonly heads: typeof weighHeads
  readonly epoch: typeof weighEpoch
  readonly repair: typeof nextRepair
}

export interface Exchange {
  readonly request: Uint8Array
  /** Packets in it. */
  readonly packets: number
  /** False once another request was on its way at the same time. */
  alone: boolean
  /** Everything the answer changes, in one transaction of the disk. Rejects only when the disk does. */
  take(answer: Result<Uint8Array, LinkFailure>): Promise<ExchangeOutcome>
}

/**
 * `keys` are the open session's: with them the request reads; without, it only brings packets, in the device's own name
 * when `speaker` is given.
 */
export const prepareExchange = async (
  ports: ClientPorts,
  memory: SyncMemory,
  keys: SessionKeys | null,
  speaker: DeviceKeys | null,
  rules: ClientRules,
): Promise<Exchange> => {
  const { disk } = ports
  const { repair } = memory
  const protocol = ports.protocol ?? newestProtocol
  const state = await disk.syncState()
  const outbox = await disk.outbox()
  const chains = await disk.chains()
  // After a failure the link is tried with an empty hand first: the heads say what has come after all.
  const probing = memory.failures > 0
  const offering = keys !== null && !probing && repair.type === 'offer'
  const offer = offering ? chooseOffer(await disk.offers(repair.lacking), memory.batch) : null
  const reading = keys !== null && repair.type === 'reread'
  const batch = offer || probing || reading ? [] : chooseBatch(outbox, memory)
  const carried = offer?.packets ?? batch
  const nonce = ports.random(8)
  const certificate = keys && !memory.known.has(keys.incarnation) ? keys.certificate : null
  const sending = new Set(carried.map(packetKey))
  const beyond = outbox.filter((one) => !sending.has(packetKey(one)))
  const telling = protocol > 1 && (keys ?? speaker) !== null ? await tellOf(ports, beyond, memory.told) : null
  const encoded = encodeRequest({
    protocol,
    incarnation: keys?.incarnation ?? null,
    certificate,
    epoch: state.epoch,
    directoryVersion: state.directoryVersion,
    cursors: state.cursors,
    wantsReferences: keys !== null && state.referencesLeft < limits.referencesLow,
    chains: chainsToAsk(chains, carried, keys, memory.readAt, keys !== null && repair.type === 'buckets'),
    nonce,
    time: ports.now(),
    packets: carried.map((packet) => packet.bytes),
    room: memory.room,
    ask: keys ? askFor(repair) : { type: 'nothing' },
    again: offer !== null,
    readsOrders: protocol > 1,
    told: telling?.told ?? null,
    witnessed: offer?.witnessed ?? noWitness,
    backup: state.backup,
  })
  const request = keys
    ? sealRequest(encoded, await keys.sign(requestToSign(encoded)))
    : await sealAsDevice(encoded, protocol > 1 ? speaker : null)
  for (const packet of carried) memory.flying.add(packetKey(packet))
  const full = batch.length > 0 && batch.length < outbox.length

  const take = async (received: Result<Uint8Array, LinkFailure>): Promise<ExchangeOutcome> => {
    const began = ports.now()
    for (const packet of carried) memory.flying.delete(packetKey(packet))
    if (!received.ok) return failed(memory, received.error)
    const parsed = parseAnswer(received.value)
    if (!parsed.ok || !sameBytes(parsed.value.nonce, nonce)) {
      memory.failures++
      return { type: 'foreign-answer' }
    }
    const answer = parsed.value
    const before = await disk.syncState()
    const epoch = rules.epoch(before.epoch, answer.epoch)
    if (epoch === 'foreign') return { type: 'foreign-epoch', counter: answer.epoch.counter }
    const now = await disk.chains()
    const unit = Object.keys(answer.cursors)[0] ?? Object.keys(before.cursors)[0] ?? ''
    const heads = await rules.heads(disk, now, answer.heads, carried, exchange.alone || epoch === 'new')
    const read = readEntries(answer, unit)
    const stable = await ownStable(disk, now, answer.stable)
    const applied = appliedAnswer(answer, before, now, heads, read, stable, epoch === 'new')
    await disk.apply(applied)
    // What was given up in one life is compared again in the next.
    const stand: Repair = epoch === 'new' ? { type: 'none', tries: 0 } : repair
    if (keys && protocol > 1)
      memory.repair = await rules.repair(disk, stand, answer, unit, read.ids, offer?.ids ?? new Set())
    remember(memory, answer, keys, { full, tookMs: ports.now() - began })
    if (telling && answer.orders) memory.told = telling.after
    // The server has taken these off what it was told: from then on the two count alike only when it is told again.
    else if (carried.length > 0 && memory.told) memory.told = { ...memory.told, unsent: -1 }
    if (answer.digest !== null) for (const head of applied.heads) memory.readAt.set(head.incarnation, head.n)
    const acked = new Map(applied.heads.map((head) => [head.incarnation, head.n]))
    const introduce = answer.session === 'unknown' && certificate === null
    // Also once everything is offered: whether it helped is seen by comparing again.
    const repairing = memory.repair.type !== 'given-up' && (memory.repair.type !== 'none' || memory.repair.tries > 0)
    return {
      type: 'taken',
      report: {
        session: answer.session,
        again: introduce || answer.more || repairing || epoch === 'new',
        progress: now.some((chain) => (acked.get(chain.incarnation) ?? 0) > chain.acked),
        sent: carried.length,
        bytesUp: request.length,
        bytesDown: received.value.length,
        pulled: read.entries.length,
        damaged: read.damaged,
        held: applied.held,
        refused: answer.refused,
        forked: heads.forked,
        regressed: heads.regressed,
        newEpoch: epoch === 'new',
        packsVersion: answer.packsVersion,
        retryAfter: answer.retryAfter,
        orders: answer.orders,
      },
    }
  }
  const exchange: Exchange = { request, packets: carried.length, alone: true, take }
  return exchange
}

const sealAsDevice = async (encoded: Uint8Array, speaker: DeviceKeys | null): Promise<Uint8Array> => {
  if (!speaker) return sealRequest(encoded, null)
  return sealRequest(encoded, await speaker.sign(deviceRequestToSign(encoded, speaker.device)), speaker.device)
}

const failed = (memory: SyncMemory, failure: LinkFailure): ExchangeOutcome => {
  memory.failures++
  memory.batch = Math.max(limits.batchLeast, Math.floor(memory.batch / 2))
  memory.room = Math.max(limits.pageLeast, Math.floor(memory.room / 2))
  return { type: 'no-answer', failure }
}

/** `tookMs`: from the answer's bytes to everything in it kept; nobody is served meanwhile. */
const remember = (
  memory: SyncMemory,
  answer: SyncAnswer,
  keys: SessionKeys | null,
  { full, tookMs }: { readonly full: boolean; readonly tookMs: number },
): void => {
  memory.failures = 0
  if (full) memory.batch = Math.min(limits.batchMost, memory.batch * 2)
  if (tookMs > limits.pageMs) memory.room = Math.max(limits.pageLeast, Math.floor(memory.room / 2))
  else if (answer.more) memory.room = Math.min(limits.pageMost, memory.room * 2)
  if (keys && answer.session === 'unknown') memory.known.delete(keys.incarnation)
  else if (keys) memory.known.add(keys.incarnation)
  memory.refused.clear()
  for (const { incarnation } of answer.refused) memory.refused.add(incarnation)
}
