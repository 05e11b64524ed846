// One round of the loop: whether there is anything to ask, what came of it, and when to come back. What is asked and
// what an answer means is decided in shared/sync.
import { pushOnly, syncOnce } from '../../shared/sync/client.ts'
import type { SyncOutcome, SyncReport } from '../../shared/sync/client.ts'
import type { SyncMemory } from '../../shared/sync/exchange.ts'
import type { ClientDisk, ClientPorts } from '../../shared/sync/client-ports.ts'
import type { Round } from '../sync/loop.ts'
import { roundOf, showLink } from './link-state.ts'

export interface RoundParts {
  readonly disk: Pick<ClientDisk, 'outbox' | 'chain'>
  /** Null before this device was enrolled. */
  portsFor(stop: AbortSignal): Promise<ClientPorts | null>
  /** Incarnation of the open sitting; null when locked. */
  sitting(): string | null
  memory(): SyncMemory
  /** A locked device asks with nothing to send, so that the commune can reach it. */
  wantsContact(): boolean
  /** False when nothing can be sent: rows stay rows that long, and travel merged. */
  mayReach(): boolean
  /** ISO 8601 UTC. */
  now(): string
  /** Takes in what the round changed on the disk. */
  ended(outcome: SyncOutcome): Promise<void>
  /** The open sitting can send nothing more. Called once for it; it can't be locked before the round is over. */
  forked(): void
}

/** A server that says "again" and moves nothing is asked again later. */
const idleRoundsInARow = 3

export const createRound = (parts: RoundParts): ((stop: AbortSignal) => Promise<Round>) => {
  const { disk, portsFor, sitting, memory } = parts
  let idleRounds = 0
  let ending: string | null = null

  return async (stop) => {
    const ports = await portsFor(stop)
    const idle: Round = { type: 'done', again: false, retryAfter: null }
    if (!ports) return idle
    if (sitting() === null && !parts.wantsContact() && (await disk.outbox()).length === 0) return idle
    if (!parts.mayReach()) return idle
    showLink({ state: 'syncing' })
    const open = sitting()
    const outcome = open === null ? await pushOnly(ports, memory()) : await syncOnce(ports, memory(), open)
    await parts.ended(outcome)
    const next = roundOf(outcome, memory().failures, parts.now())
    idleRounds = outcome.type === 'synced' && hasMoved(outcome.report) ? 0 : idleRounds + 1
    // Asked of the disk: an exchange that failed after the one that told leaves no report.
    if (open !== null && open !== ending && (await disk.chain(open))?.forked) {
      ending = open
      parts.forked()
    }
    return next.type === 'done' && idleRounds > idleRoundsInARow ? { ...next, again: false } : next
  }
}

/** An offer may carry others' entries alone: each one makes what is lacking less, or gives up. */
const hasMoved = ({ sent, pulled, repair }: SyncReport): boolean => sent + pulled > 0 || repair === 'offer'
