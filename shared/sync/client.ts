// The client machine (SPEC.md).
//
//   rows ─cut─► outbox ─► request ─send─► answer ─► heads compared, epoch weighed ─► ONE disk.apply
//                            └─ sent ─► the next request follows, two on their way at most
//
// It drops nothing on the word of a status code, and an answer that is not the protocol's changes nothing.
import { cutPacket } from './chain.ts'
import { weighEpoch } from './epoch.ts'
import {
  prepareExchange,
  type ClientRules,
  type Exchange,
  type ExchangeOutcome,
  type ExchangeReport,
  type SyncMemory,
} from './exchange.ts'
import { weighHeads } from './heads.ts'
import type { ClientPorts, LinkFailure } from './client-ports.ts'
import type { SessionKeys } from './ports.ts'
import { reclaimForked } from './reclaim.ts'
import { nextRepair, type Repair } from './repair.ts'
import type { Result } from '../text/result.ts'
import { newestProtocol } from './wire-parts.ts'

export type SyncOutcome =
  | { readonly type: 'synced'; readonly report: SyncReport }
  | Exclude<ExchangeOutcome, { readonly type: 'taken' }>

/** One or more exchanges together: numbers are sums, lists are joined. */
export interface SyncReport extends ExchangeReport {
  /** Round trips. */
  readonly exchanges: number
  /** Incarnations with rows that cannot be cut, because their keys are gone. */
  readonly stranded: readonly string[]
  /** Rows of forked chains that only a person can write again. */
  readonly unclaimed: number
  /** Where the comparison with the server stands. */
  readonly repair: Repair['type']
}

export const clientRules: ClientRules = { heads: weighHeads, epoch: weighEpoch, repair: nextRepair }

/**
 * `incarnation` is the open session. Cuts what is written, takes a page of what is new, and sends until nothing is
 * left or something fails. Rejects only when the disk does; then nothing of the answer at hand was kept.
 */
export const syncOnce = async (
  ports: ClientPorts,
  memory: SyncMemory,
  incarnation: string,
  rules: ClientRules = clientRules,
): Promise<SyncOutcome> => {
  const keys = await ports.keysOf(incarnation)
  const unclaimed = keys ? await reclaimForked(ports.disk, keys) : 0
  const stranded = await cutUnsent(ports)
  const outcome = await exchangeAll(ports, memory, keys, rules)
  if (outcome.type !== 'synced') return outcome
  return { type: 'synced', report: { ...outcome.report, stranded, unclaimed } }
}

/** For a locked device: sends what was cut before, reads nothing. */
export const pushOnly = (
  ports: ClientPorts,
  memory: SyncMemory,
  rules: ClientRules = clientRules,
): Promise<SyncOutcome> => exchangeAll(ports, memory, null, rules)

/** Cuts all unsent rows into packets, the oldest chain first. Also done at lock. Returns incarnations whose keys are gone. */
export const cutUnsent = async ({
  disk,
  codec,
  keysOf,
  now,
  protocol = newestProtocol,
}: ClientPorts): Promise<readonly string[]> => {
  const rows = await disk.unsent()
  if (rows.length === 0) return []
  const { beacon } = await disk.syncState()
  const stranded: string[] = []
  for (const incarnation of new Set(rows.map((row) => row.incarnation))) {
    // Nothing more is added to a chain that the server knows otherwise: reclaim.ts.
    if ((await disk.chain(incarnation))?.forked) continue
    const keys = await keysOf(incarnation)
    if (!keys) {
      stranded.push(incarnation)
      continue
    }
    let left = rows.filter((row) => row.incarnation === incarnation)
    while (left.length > 0) {
      const chain = await disk.chain(incarnation)
      const cut = await cutPacket(left, { keys, codec, chain, now: now(), beacon, protocol })
      await disk.saveCut(cut.packet, cut.chain, cut.rowKeys, cut.entryOfRow)
      const carried = new Set(cut.rowKeys)
      left = left.filter((row) => !carried.has(row.key))
    }
  }
  return stranded
}

interface Flight {
  readonly exchange: Exchange
  readonly answer: Promise<Result<Uint8Array, LinkFailure>>
}

/**
 * The first request reads; those that follow it only bring packets. Answers are taken in the order of sending. After a
 * failure, with packets to send, nothing is read before they are there: a link that is cut again and again gets on.
 */
const exchangeAll = async (
  ports: ClientPorts,
  memory: SyncMemory,
  keys: SessionKeys | null,
  rules: ClientRules,
): Promise<SyncOutcome> => {
  const flights: Flight[] = []
  const reports: ExchangeReport[] = []
  let ended: Exclude<ExchangeOutcome, { type: 'taken' }> | null = null
  memory.flying.clear()
  const waiting = memory.failures > 0 && (await ports.disk.outbox()).length > 0
  const reader = waiting ? null : keys
  for (let first = true; ; first = false) {
    if (flights.length < 2 && (first || (ended === null && mayFollow(memory, reports)))) {
      const speaker = first && reader === null ? (ports.deviceKeys ?? null) : null
      const exchange = await prepareExchange(ports, memory, first ? reader : null, speaker, rules)
      if (first || exchange.packets > 0) {
        if ((await launch(ports, flights, exchange)) === 'left') continue
      }
    }
    const flight = flights.shift()
    if (!flight) break
    const outcome = await flight.exchange.take(await flight.answer)
    if (outcome.type === 'taken') reports.push(outcome.report)
    else ended ??= outcome
  }
  if (ended) return ended
  const left = (await ports.disk.outbox()).length > 0
  const report = joined(reports, left, memory.repair.type)
  return { type: 'synced', report: { ...report, again: report.again || (waiting && keys !== null) } }
}

/** Nothing follows a request that got nowhere, nor one whose server asks to wait. */
const mayFollow = ({ failures, repair }: SyncMemory, reports: readonly ExchangeReport[]): boolean =>
  failures === 0 &&
  repair.type !== 'reread' &&
  repair.type !== 'offer' &&
  reports.every(({ sent, progress, retryAfter }) => (sent === 0 || progress) && retryAfter === null)

const joined = (reports: readonly ExchangeReport[], left: boolean, repair: Repair['type']): SyncReport => {
  const first = reports[0]
  const last = reports.at(-1)
  if (!first || !last) throw new Error('a sync has at least one exchange')
  const sum = (of: (one: ExchangeReport) => number): number => reports.reduce((total, one) => total + of(one), 0)
  return {
    ...first,
    again: reports.some((one) => one.again) || (left && reports.some((one) => one.progress)),
    progress: reports.some((one) => one.progress),
    sent: sum((one) => one.sent),
    bytesUp: sum((one) => one.bytesUp),
    bytesDown: sum((one) => one.bytesDown),
    pulled: sum((one) => one.pulled),
    damaged: sum((one) => one.damaged),
    held: [...new Map(reports.flatMap((one) => one.held).map((one) => [one.entry, one])).values()],
    refused: reports.flatMap((one) => one.refused),
    forked: [...new Set(reports.flatMap((one) => one.forked))],
    regressed: [...new Set(reports.flatMap((one) => one.regressed))],
    newEpoch: reports.some((one) => one.newEpoch),
    retryAfter: last.retryAfter,
    exchanges: reports.length,
    stranded: [],
    unclaimed: 0,
    repair,
  }
}

/** Resolves when the next request may follow: this one has left, or is over. */
const launch = async (ports: ClientPorts, flights: Flight[], exchange: Exchange): Promise<'left' | 'over'> => {
  if (flights.length > 0) {
    exchange.alone = false
    for (const flight of flights) flight.exchange.alone = false
  }
  const left = Promise.withResolvers<'left'>()
  const answer = ports.send(exchange.request, () => left.resolve('left'))
  flights.push({ exchange, answer })
  return Promise.race([left.promise, answer.then(() => 'over' as const)])
}
