// Examines draft updates in processes of their own, so that no update can stop, slow down or fill the server (rule 8).
// One device has at most one process at work for it, and devices take turns: a hostile one only makes itself wait.
//
//   call ─guard─► batch ─► process ─► verdicts …        a process that ends or falls silent is replaced; the update it was
//     ▲                        │                        at is tried once more alone, then it is `unexaminable`
//     └── next turn ◄──────────┘
import { setImmediate as othersFirst } from 'node:timers/promises'
import type { ExamineVerdict, ServerPorts } from '../../../shared/sync/server-ports.ts'
import { startProcess, type ExaminingProcess, type ProcessOptions } from './examining-process.ts'
import { walkThrough, type Walk } from './walk.ts'

export interface Examiner extends Pick<ServerPorts, 'examine'> {
  /** Ends the processes; what is not examined by then is refused. */
  close(): void
}

export interface ExaminerOptions extends ProcessOptions {
  readonly processes: number
  /** Milliseconds for one update; and for one that is tried again, since the machine may have been busy. */
  readonly silence: number
  readonly lastSilence: number
  /** Whose device it is: communes take turns, then their devices. */
  readonly groupOf: (device: string) => string
}

/** Two processes: one hostile device holds one. An honest update takes a millisecond. */
export const examinerDefaults: ExaminerOptions = {
  processes: 2,
  entry: new URL('examine-process.ts', import.meta.url),
  heapMegabytes: 128,
  silence: 1000,
  lastSilence: 5000,
  startSilence: 30_000,
  groupOf: () => '',
}

interface Call {
  readonly device: string
  readonly walk: Walk
  readonly resolve: (verdicts: readonly (readonly ExamineVerdict[])[]) => void
  readonly reject: (cause: unknown) => void
}

export const createExaminer = (given: Partial<ExaminerOptions> = {}): Examiner => {
  const options = { ...examinerDefaults, ...given }
  /** In the order of their turns. */
  const waiting: Call[] = []
  /** Devices that a process works for. */
  const atWork = new Set<string>()
  const idle: (ExaminingProcess | null)[] = Array.from({ length: options.processes }, () => null)
  const running = new Set<ExaminingProcess>()
  /** When a group last had a turn, as the turns are counted. */
  const served = new Map<string, number>()
  let turns = 0
  let closed = false

  /** The first in line of the group that had its turn longest ago; -1 when nobody may come. */
  const nextInLine = (): number => {
    let next = { place: -1, servedAt: Infinity }
    for (const [place, { device }] of waiting.entries()) {
      const servedAt = served.get(options.groupOf(device)) ?? 0
      if (!atWork.has(device) && servedAt < next.servedAt) next = { place, servedAt }
    }
    return next.place
  }

  const takeTurns = (): void => {
    while (idle.length > 0) {
      const place = nextInLine()
      const [call] = place === -1 ? [] : waiting.splice(place, 1)
      if (!call) return
      atWork.add(call.device)
      served.set(options.groupOf(call.device), ++turns)
      const process = idle.pop() ?? null
      turn(call, process).then(
        (kept) => finish(call, kept),
        (cause) => {
          call.reject(cause)
          finish(call, null)
        },
      )
    }
  }

  const finish = (call: Call, kept: ExaminingProcess | null): void => {
    idle.push(kept)
    atWork.delete(call.device)
    takeTurns()
  }

  /** One batch; the process that may work on comes back. */
  const turn = async (call: Call, at: ExaminingProcess | null): Promise<ExaminingProcess | null> => {
    if (closed) throw new Error('the examiner is closed')
    const step = call.walk.next()
    if (!step) {
      call.resolve(call.walk.verdicts())
      return at
    }
    if (step.count === 0) {
      await othersFirst()
      waiting.push(call)
      return at
    }
    const process = at?.alive() ? at : await start()
    const found = await process.run(step.batch, step.count, step.again ? options.lastSilence : options.silence)
    call.walk.take(found, step.count)
    waiting.push(call)
    if (found.length === step.count) return process
    running.delete(process)
    return null
  }

  const start = async (): Promise<ExaminingProcess> => {
    const process = await startProcess(options)
    running.add(process)
    if (closed) process.end()
    return process
  }

  return {
    examine: (device, jobs) =>
      new Promise((resolve, reject) => {
        waiting.push({ device, walk: walkThrough(jobs), resolve, reject })
        takeTurns()
      }),
    close: () => {
      closed = true
      for (const process of running) process.end()
    },
  }
}
