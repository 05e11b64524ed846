// The client machine: one round trip (SPEC.md).
//
//   rows ─cut─► outbox ─► request ─send─► answer ─► heads compared, epoch weighed ─► ONE disk.apply
//
// It drops nothing on the word of a status code, and an answer that is not the protocol's changes nothing.
import { chainsToAsk, chooseBatch } from './batch.ts'
import { cutPacket } from './chain.ts'
import { weighEpoch } from './epoch.ts'
import { weighHeads } from './heads.ts'
import { limits } from './limits.ts'
import type { ClientPorts, Held, LinkFailure, SessionKeys } from './ports.ts'
import { appliedAnswer, readEntries } from './take-answer.ts'
import {
  encodeRequest,
  parseAnswer,
  requestToSign,
  sealRequest,
  type PacketRefusal,
  type SessionState,
  type SyncAnswer,
} from './wire.ts'

/** What the machine remembers between two syncs of one tab. Losing it costs a few bytes, never data. */
export interface SyncMemory {
  /** Bytes of packets in the next request. */
  batch: number
  /** Syncs that failed in a row. */
  failures: number
  /** Sessions whose certificate the server has. */
  readonly known: Set<string>
  /** Chains with a packet that the server refused: they go last, so that they hold up nobody. */
  readonly refused: Set<string>
}
export const createSyncMemory = (): SyncMemory => ({
  batch: limits.batchStart,
  failures: 0,
  known: new Set(),
  refused: new Set(),
})

export type SyncOutcome =
  | { readonly type: 'synced'; readonly report: SyncReport }
  | { readonly type: 'no-answer'; readonly failure: LinkFailure }
  /** Bytes came that are no answer to this request (a captive portal, a proxy's cache). Nothing was changed. */
  | { readonly type: 'foreign-answer' }
  /** The server has a life that this device knows to be over. Nothing was changed. */
  | { readonly type: 'foreign-epoch'; readonly counter: number }

export interface SyncReport {
  readonly session: SessionState
  /** There is more to send or to read: sync again at once. */
  readonly again: boolean
  /** Packets in this request, and bytes both ways. */
  readonly sent: number
  readonly bytesUp: number
  readonly bytesDown: number
  readonly pulled: number
  /** Pulled entries that could not be read and were left out: a fault of the server, to be reported. */
  readonly damaged: number
  readonly held: readonly Held[]
  readonly refused: readonly { readonly incarnation: string; readonly n: number; readonly reason: PacketRefusal }[]
  /** Own chains of which the server has a packet that this device never cut: its disk went back in time. */
  readonly forked: readonly string[]
  /** Own chains of which the server knows less than it once did. */
  readonly regressed: readonly string[]
  /** Incarnations with rows that cannot be cut, because their keys are gone. */
  readonly stranded: readonly string[]
  readonly newEpoch: boolean
  readonly packsVersion: string
  readonly retryAfter: number | null
}

/** Decisions of the machine that the simulation may replace by wrong ones, to prove that it would notice. */
export interface ClientRules {
  readonly heads: typeof weighHeads
  readonly epoch: typeof weighEpoch
}
export const clientRules: ClientRules = { heads: weighHeads, epoch: weighEpoch }

/**
 * `incarnation` is the open session. Cuts what is written, sends what is not acknowledged, takes what is new.
 * Rejects only when the disk does; then nothing of the answer was kept.
 */
export const syncOnce = async (
  ports: ClientPorts,
  memory: SyncMemory,
  incarnation: string,
  rules: ClientRules = clientRules,
): Promise<SyncOutcome> => {
  const stranded = await cutUnsent(ports)
  return exchange(ports, memory, await ports.keysOf(incarnation), stranded, rules)
}

/** For a locked device: sends what was cut before, reads nothing. */
export const pushOnly = (
  ports: ClientPorts,
  memory: SyncMemory,
  rules: ClientRules = clientRules,
): Promise<SyncOutcome> => exchange(ports, memory, null, [], rules)

/** Cuts all unsent rows into packets, the oldest chain first. Also done at lock. Returns incarnations whose keys are gone. */
export const cutUnsent = async ({ disk, codec, keysOf, now }: ClientPorts): Promise<readonly string[]> => {
  const rows = await disk.unsent()
  const { beacon } = await disk.syncState()
  const stranded: string[] = []
  for (const incarnation of new Set(rows.map((row) => row.incarnation))) {
    const keys = await keysOf(incarnation)
    if (!keys) {
      stranded.push(incarnation)
      continue
    }
    let left = rows.filter((row) => row.incarnation === incarnation)
    while (left.length > 0) {
      const chain = await disk.chain(incarnation)
      const cut = await cutPacket(left, { keys, codec, chain, now: now(), beacon })
      await disk.saveCut(cut.packet, cut.chain, cut.rowKeys, cut.entryOfRow)
      const carried = new Set(cut.rowKeys)
      left = left.filter((row) => !carried.has(row.key))
    }
  }
  return stranded
}

const exchange = async (
  ports: ClientPorts,
  memory: SyncMemory,
  keys: SessionKeys | null,
  stranded: readonly string[],
  rules: ClientRules,
): Promise<SyncOutcome> => {
  const { disk } = ports
  const state = await disk.syncState()
  const outbox = await disk.outbox()
  const chains = await disk.chains()
  const batch = chooseBatch(outbox, memory)
  const nonce = ports.random(8)
  const certificate = keys && !memory.known.has(keys.incarnation) ? keys.certificate : null
  const encoded = encodeRequest({
    incarnation: keys?.incarnation ?? null,
    certificate,
    epoch: state.epoch,
    directoryVersion: state.directoryVersion,
    cursors: state.cursors,
    wantsReferences: keys !== null && state.referencesLeft < limits.referencesLow,
    chains: chainsToAsk(chains, batch, keys),
    nonce,
    time: ports.now(),
    packets: batch.map((packet) => packet.bytes),
  })
  const request = sealRequest(encoded, keys ? await keys.sign(requestToSign(encoded)) : null)
  const sent = await ports.send(request)
  if (!sent.ok) {
    memory.failures++
    memory.batch = Math.max(limits.batchLeast, Math.floor(memory.batch / 2))
    return { type: 'no-answer', failure: sent.error }
  }
  const parsed = parseAnswer(sent.value)
  if (!parsed.ok || !sameBytes(parsed.value.nonce, nonce)) {
    memory.failures++
    return { type: 'foreign-answer' }
  }
  const answer = parsed.value
  const epoch = rules.epoch(state.epoch, answer.epoch)
  if (epoch === 'foreign') return { type: 'foreign-epoch', counter: answer.epoch.counter }
  const heads = await rules.heads(disk, chains, answer.heads, batch)
  const { entries, damaged } = readEntries(answer)
  const applied = appliedAnswer(answer, state, chains, heads.own, entries, epoch === 'new')
  await disk.apply(applied)
  remember(memory, answer, keys, batch.length < outbox.length)
  const acked = new Map(applied.heads.map((head) => [head.incarnation, head.n]))
  const unsent = outbox.some((packet) => packet.n > (acked.get(packet.incarnation) ?? 0))
  const moved = epoch === 'new' || chains.some((chain) => (acked.get(chain.incarnation) ?? 0) > chain.acked)
  const introduce = answer.session === 'unknown' && certificate === null
  return {
    type: 'synced',
    report: {
      session: answer.session,
      again: introduce || answer.more || (unsent && moved),
      sent: batch.length,
      bytesUp: request.length,
      bytesDown: sent.value.length,
      pulled: entries.length,
      damaged,
      held: applied.held,
      refused: answer.refused,
      forked: heads.forked,
      regressed: heads.regressed,
      stranded,
      newEpoch: epoch === 'new',
      packsVersion: answer.packsVersion,
      retryAfter: answer.retryAfter,
    },
  }
}

const remember = (memory: SyncMemory, answer: SyncAnswer, keys: SessionKeys | null, wasFull: boolean): void => {
  memory.failures = 0
  if (wasFull) memory.batch = Math.min(limits.batchMost, memory.batch * 2)
  if (keys && answer.session === 'unknown') memory.known.delete(keys.incarnation)
  else if (keys) memory.known.add(keys.incarnation)
  memory.refused.clear()
  for (const { incarnation } of answer.refused) memory.refused.add(incarnation)
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at])
