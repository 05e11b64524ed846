// What goes into one request: as many packets as the link has lately carried, and the chains to ask about (rule 9).
import { limits } from './limits.ts'
import type { Chain, Head, OutboxPacket, SessionKeys } from './ports.ts'

export interface BatchLimits {
  /** Bytes of packets. */
  readonly batch: number
  /** Chains with a packet that the server refused. */
  readonly refused: ReadonlySet<string>
}

/** In the order of cutting; chains that were refused come last. At least one packet. */
export const chooseBatch = (
  outbox: readonly OutboxPacket[],
  { batch, refused }: BatchLimits,
): readonly OutboxPacket[] => {
  const ordered = [
    ...outbox.filter((packet) => !refused.has(packet.incarnation)),
    ...outbox.filter((packet) => refused.has(packet.incarnation)),
  ]
  let size = 0
  const end = ordered.findIndex((packet, at) => {
    size += packet.bytes.length
    return at > 0 && (size > batch || at >= limits.requestPackets)
  })
  return end === -1 ? ordered : ordered.slice(0, end)
}

/** The chains whose head matters now, as far as they are cut; those of this batch first. */
export const chainsToAsk = (
  chains: readonly Chain[],
  batch: readonly OutboxPacket[],
  keys: SessionKeys | null,
): readonly Head[] => {
  const sending = new Set(batch.map((packet) => packet.incarnation))
  const open = chains.filter(
    (chain) =>
      chain.n > 0 && (chain.acked < chain.n || (chain.held ?? 0) > 0 || chain.incarnation === keys?.incarnation),
  )
  return [...open.filter((one) => sending.has(one.incarnation)), ...open.filter((one) => !sending.has(one.incarnation))]
    .slice(0, limits.chains)
    .map(({ incarnation, n, hash }) => ({ incarnation, n, hash }))
}
