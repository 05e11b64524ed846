// What the answer on a stick changes on the device: heads, as from HTTP, and nothing that is older than what is known
// (rule 11). It was sealed with the secret of one file of this device; whoever opened that seal has checked this.
import { sameBytes } from './bytes.ts'
import { weighEpoch } from './epoch.ts'
import { weighHeads } from './heads.ts'
import { stickNonce } from './stick-file.ts'
import type { Chain, ClientDisk } from './client-ports.ts'
import type { Head } from './ports.ts'
import { appliedAnswer } from './take-answer.ts'
import { parseAnswer, type RefusedPacket } from './wire-answer.ts'
import { err, ok } from '../text/result.ts'
import type { Result } from '../text/result.ts'

export interface StickTaken {
  /** Packets that are received now and were not before. */
  readonly received: number
  readonly refused: readonly RefusedPacket[]
}

export type StickRefusal =
  /** Not an answer to that file. */
  | 'foreign'
  /** Of a life of the server that this device knows to be over. */
  | 'old-life'

/** Rejects only when the disk does; what it had applied by then is whole answers, and may be taken again. */
export const takeStickAnswer = async (
  disk: Pick<ClientDisk, 'syncState' | 'chains' | 'packetsAfter' | 'apply'>,
  id: string,
  answers: readonly Uint8Array[],
): Promise<Result<StickTaken, StickRefusal>> => {
  const parsed = answers.map(parseAnswer)
  const refused: RefusedPacket[] = []
  let received = 0
  if (parsed.some((one) => !one.ok || !sameBytes(one.value.nonce, stickNonce(id)))) return err('foreign')
  for (const one of parsed) {
    if (!one.ok) continue
    const answer = one.value
    const state = await disk.syncState()
    const epoch = weighEpoch(state.epoch, answer.epoch)
    if (epoch === 'foreign') return err('old-life')
    const chains = await disk.chains()
    const isNew = epoch === 'new'
    // A stick is slower than any link: what it says of a chain counts only where it says more.
    const told = isNew ? answer.heads : answer.heads.filter((head) => isAhead(head, chains))
    const weighed = await weighHeads(disk, chains, told, [], isNew)
    refused.push(...answer.refused)
    if (weighed.own.length === 0 && weighed.forked.length === 0 && !isNew) continue
    const nothingRead = { ids: [], entries: [], pages: [], damaged: 0 }
    const applied = appliedAnswer(answer, state, chains, weighed, nothingRead, [], isNew)
    await disk.apply({ ...applied, beacon: state.beacon ?? applied.beacon })
    received += movedBy(weighed.own, chains)
  }
  return ok({ received, refused })
}

const isAhead = (head: Head, chains: readonly Chain[]): boolean => {
  const chain = chains.find((one) => one.incarnation === head.incarnation)
  return chain !== undefined && head.n > chain.acked
}

const movedBy = (heads: readonly Head[], chains: readonly Chain[]): number =>
  heads.reduce((sum, { incarnation, n }) => {
    const chain = chains.find((one) => one.incarnation === incarnation)
    return sum + Math.max(0, n - (chain?.acked ?? n))
  }, 0)
