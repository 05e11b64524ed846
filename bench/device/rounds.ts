// Syncs until nothing is left on either side, as the app's loop does: at once while there is more, with its back-off
// after a failure. It sums up what happened and never says "synced" on anything but the machine's word.
import { retryDelay } from '../../shared/sync/backoff.ts'
import type { SyncOutcome, SyncReport } from '../../shared/sync/client.ts'
import type { Held } from '../../shared/sync/ports.ts'

export interface SyncOptions {
  /** Failures in a row after which it gives up; 8 when nothing is said. */
  readonly tries?: number
  /** Ends it early, in the middle of a request too. */
  readonly signal?: AbortSignal
}

export type SyncEnd =
  /** Nothing is left to send, and what the server had when the last round began has come. */
  | { readonly type: 'synced' }
  /** The server answers, but takes no more: see `refused`, `session` and `left`. */
  | { readonly type: 'stuck' }
  | { readonly type: 'gave-up'; readonly last: Exclude<SyncOutcome, { readonly type: 'synced' }> }
  | { readonly type: 'stopped' }

export interface SyncSummary {
  readonly end: SyncEnd
  /** Requests begun, those that failed too, and all the bytes of their connections, headers included. */
  readonly requests: number
  readonly bytesUp: number
  readonly bytesDown: number
  /** Requests that were answered. */
  readonly exchanges: number
  readonly failures: number
  readonly sent: number
  readonly pulled: number
  readonly damaged: number
  /** As last told. */
  readonly session: SyncReport['session'] | null
  readonly held: readonly Held[]
  readonly refused: SyncReport['refused']
  readonly forked: readonly string[]
  /** Rows of forked chains that only a person can write again, and sittings whose keys are gone. */
  readonly unclaimed: number
  readonly stranded: readonly string[]
  readonly repair: SyncReport['repair']
  /** Packets that the server does not have. */
  readonly left: number
}

export interface RoundPorts {
  /** One `syncOnce`. */
  round(): Promise<SyncOutcome>
  /** Failures in a row, as the machine counts them. */
  failures(): number
  left(): Promise<number>
  /** The sitting can go no further: another one is opened. False when that would not help. */
  renewed(report: SyncReport): Promise<boolean>
  random(): number
  wait(ms: number, signal?: AbortSignal): Promise<void>
}

const leastWaitMs = 1_000
/** A server that says "again" and moves nothing is not asked for ever. */
const idleMost = 3

/** What was reported, summed; `end` and the traffic are the caller's to add. */
export type Rounds = Omit<SyncSummary, 'requests' | 'bytesUp' | 'bytesDown'>

export const syncUntilDone = async (ports: RoundPorts, { tries = 8, signal }: SyncOptions): Promise<Rounds> => {
  const reports: SyncReport[] = []
  let failures = 0
  const ended = async (end: SyncEnd): Promise<Rounds> => summed(reports, end, failures, await ports.left())

  for (let [inARow, idle] = [0, 0]; ;) {
    if (signal?.aborted) return ended({ type: 'stopped' })
    const outcome = await ports.round()
    if (outcome.type === 'synced') {
      const { report } = outcome
      reports.push(report)
      inARow = 0
      idle = report.progress || report.pulled > 0 ? 0 : idle + 1
      const left = await ports.left()
      const more = report.again || (left > 0 && report.retryAfter !== null) || (await ports.renewed(report))
      if (!more || idle > idleMost)
        return ended({ type: more || left > 0 || report.session !== 'open' ? 'stuck' : 'synced' })
      if (report.retryAfter !== null) await ports.wait(retryDelay(1, ports.random(), report.retryAfter), signal)
      continue
    }
    if (signal?.aborted) return ended({ type: 'stopped' })
    failures++
    // Another life of the server does not pass by waiting.
    if (++inARow >= tries || outcome.type === 'foreign-epoch') return ended({ type: 'gave-up', last: outcome })
    const failure = outcome.type === 'no-answer' ? outcome.failure : null
    const retryAfter = failure?.type === 'refused' ? failure.retryAfter : null
    await ports.wait(Math.max(leastWaitMs, retryDelay(ports.failures(), ports.random(), retryAfter)), signal)
  }
}

const summed = (reports: readonly SyncReport[], end: SyncEnd, failures: number, left: number): Rounds => {
  const last = reports.at(-1)
  const sum = (of: (one: SyncReport) => number): number => reports.reduce((total, one) => total + of(one), 0)
  return {
    end,
    failures,
    left,
    exchanges: sum((one) => one.exchanges),
    sent: sum((one) => one.sent),
    pulled: sum((one) => one.pulled),
    damaged: sum((one) => one.damaged),
    session: last?.session ?? null,
    held: last?.held ?? [],
    refused: reports.flatMap((one) => one.refused),
    forked: [...new Set(reports.flatMap((one) => one.forked))],
    unclaimed: last?.unclaimed ?? 0,
    stranded: last?.stranded ?? [],
    repair: last?.repair ?? 'none',
  }
}
