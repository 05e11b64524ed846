// What the page did between a press and the frame that shows what follows, from a trace of the browser: elements styled
// and boxes laid out anew, which no other program changes, and the processor time of its main thread, which load changes
// less than the clock on the wall. Tracing itself costs something: times are read without it.
import type { CDPSession, Page } from 'playwright-core'

export interface Work {
  /** As in `Move`. */
  readonly kind: string
  readonly styled: number
  readonly boxes: number
  readonly cpuMs: number
}

interface TraceEvent {
  readonly ph: string
  readonly name: string
  readonly ts: number
  readonly dur?: number
  /** Of the thread, as `dur` is of the clock. */
  readonly tdur?: number
  readonly pid: number
  readonly tid: number
  readonly id2?: { readonly local?: string }
  readonly args: {
    readonly elementCount?: number
    readonly beginData?: { readonly dirtyObjects?: number }
  }
}

const categories = ['toplevel', 'devtools.timeline', 'blink.user_timing']

export const startWork = async (page: Page): Promise<CDPSession> => {
  const session = await page.context().newCDPSession(page)
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: categories } })
  return session
}

/** Of each move that `noteTimes` marked meanwhile. */
export const takeWork = async (session: CDPSession): Promise<readonly Work[]> => {
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  const whole = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
  await session.send('Tracing.end')
  await whole
  await session.detach()
  return movesIn(events).map(({ kind, from, to, pid, tid }) => {
    const meanwhile = events.filter((one) => one.pid === pid && one.tid === tid && one.ph === 'X')
    const within = (one: TraceEvent): boolean => one.ts >= from && one.ts < to
    const sum = (name: string, of: (one: TraceEvent) => number): number =>
      meanwhile.filter((one) => one.name === name).reduce((all, one) => all + of(one), 0)
    const overlap = ({ ts, dur = 0, tdur = 0 }: TraceEvent): number =>
      dur === 0 ? 0 : (Math.max(0, Math.min(to, ts + dur) - Math.max(from, ts)) / dur) * tdur
    return {
      kind,
      styled: sum('UpdateLayoutTree', (one) => (within(one) ? (one.args.elementCount ?? 0) : 0)),
      boxes: sum('Layout', (one) => (within(one) ? (one.args.beginData?.dirtyObjects ?? 0) : 0)),
      cpuMs: sum('ThreadControllerImpl::RunTask', overlap) / 1000,
    }
  })
}

const mark = 'move:'

const movesIn = (events: readonly TraceEvent[]) => {
  const begun = new Map<string, number>()
  const moves = []
  const marks = events.filter(({ name, ph }) => name.startsWith(mark) && (ph === 'b' || ph === 'e'))
  for (const { name, ph, ts, pid, tid, id2 } of marks.toSorted((a, b) => a.ts - b.ts)) {
    const id = id2?.local ?? name
    const from = begun.get(id)
    if (ph === 'b') begun.set(id, ts)
    else if (from !== undefined) moves.push({ kind: name.slice(mark.length), from, to: ts, pid, tid })
  }
  return moves
}
