// What goes into one request: as many packets as the link has lately carried, and the chains to ask about (rule 9).
import { limits } from './limits.ts'
import type { Chain } from './client-ports.ts'
import type { Head, OutboxPacket, SessionKeys } from './ports.ts'

export interface BatchLimits {
  /** Bytes of packets. */
  readonly batch: number
  /** Chains with a packet that the server refused. */
  readonly refused: ReadonlySet<string>
  /** Packets of a request that is still on its way, as `incarnation|n`. */
  readonly flying: ReadonlySet<string>
}

export const packetKey = ({ incarnation, n }: Pick<Head, 'incarnation' | 'n'>): string => `${incarnation}|${n}`

/** In the order of cutting; chains that were refused come last. At least one packet, when there is one. */
export const chooseBatch = (
  outbox: readonly OutboxPacket[],
  { batch, refused, flying }: BatchLimits,
): readonly OutboxPacket[] => {
  const waiting = outbox.filter((packet) => !flying.has(packetKey(packet)))
  const ordered = [
    ...waiting.filter((packet) => !refused.has(packet.incarnation)),
    ...waiting.filter((packet) => refused.has(packet.incarnation)),
  ]
  let size = 0
  const end = ordered.findIndex((packet, at) => {
    size += packet.bytes.length
    return at > 0 && (size > batch || at >= limits.requestPackets)
  })
  return end === -1 ? ordered : ordered.slice(0, end)
}

/**
 * The chains whose head matters now, as far as they are cut; those of this batch first. `all`: the two sides differ, and
 * any chain may be behind; the newest ones then. The open sitting's chain is named until a page was read after its last
 * packet (`readAt`): what it wrote itself is not sent back.
 */
export const chainsToAsk = (
  chains: readonly Chain[],
  batch: readonly OutboxPacket[],
  keys: SessionKeys | null,
  readAt: ReadonlyMap<string, number>,
  all: boolean,
): readonly Head[] => {
  const sending = new Set(batch.map((packet) => packet.incarnation))
  const cut = chains.filter((chain) => chain.n > 0)
  const matters = (chain: Chain): boolean =>
    chain.acked < chain.n ||
    (chain.held ?? 0) > 0 ||
    (chain.incarnation === keys?.incarnation && readAt.get(chain.incarnation) !== chain.n)
  const open = all ? cut.slice(-limits.chains) : cut.filter((chain) => !chain.forked && matters(chain))
  return [...open.filter((one) => sending.has(one.incarnation)), ...open.filter((one) => !sending.has(one.incarnation))]
    .slice(0, limits.chains)
    .map(({ incarnation, n, hash }) => ({ incarnation, n, hash }))
}
