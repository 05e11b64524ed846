// Heads are the only acknowledgement (rule 3): a head counts when its hash is that of a packet this device has cut.
import type { Chain, ClientDisk } from './client-ports.ts'
import type { Head, OutboxPacket } from './ports.ts'

export interface WeighedHeads {
  /** True of this device's chains: to be written down. */
  readonly own: readonly Head[]
  readonly forked: readonly string[]
  readonly regressed: readonly string[]
}

/**
 * `batch` is what this request carried. `alone`: no other request was on its way at the same time; otherwise a lower
 * head only means that the other one came first. Heads of chains that are not of this device are passed over.
 */
export const weighHeads = async (
  disk: Pick<ClientDisk, 'packetsAfter'>,
  chains: readonly Chain[],
  heads: readonly Head[],
  batch: readonly OutboxPacket[],
  alone: boolean,
): Promise<WeighedHeads> => {
  const own: Head[] = []
  const forked: string[] = []
  const regressed: string[] = []
  for (const head of heads) {
    const chain = chains.find((one) => one.incarnation === head.incarnation)
    if (!chain) continue
    const stable = chain.stable ?? 0
    const same = head.n === 0 || (await hashAt(disk, chain, head.n, batch)) === head.hash
    // Below what is kept, nothing can be offered in this chain any more.
    if (head.n < stable ? alone : head.n > stable && !same) forked.push(head.incarnation)
    else if (head.n >= chain.acked) own.push(head)
    else if (alone) {
      // A lower head costs sending again, nothing more.
      own.push(head)
      regressed.push(head.incarnation)
    }
  }
  return { own, forked, regressed }
}

/** Those of these that are packets of this device: a restored profile may have cut another one under the same number. */
export const ownStable = async (
  disk: Pick<ClientDisk, 'packetsAfter'>,
  chains: readonly Chain[],
  stable: readonly Head[],
): Promise<readonly Head[]> => {
  const own: Head[] = []
  for (const head of stable) {
    const chain = chains.find((one) => one.incarnation === head.incarnation)
    if (chain && (await hashAt(disk, chain, head.n, [])) === head.hash) own.push(head)
  }
  return own
}

const hashAt = async (
  disk: Pick<ClientDisk, 'packetsAfter'>,
  chain: Chain,
  n: number,
  batch: readonly OutboxPacket[],
): Promise<string | null> => {
  if (n === chain.n) return chain.hash
  if (n > chain.n) return null
  const carried = batch.find((packet) => packet.incarnation === chain.incarnation && packet.n === n)
  if (carried) return carried.hash
  const [kept] = await disk.packetsAfter(chain.incarnation, n - 1, 1)
  return kept?.n === n ? kept.hash : null
}
