// A bad link in user space: one TCP port in front of another, delayed, slowed and cut as a radio cell does it. Its sockets
// live in a thread of their own (link-thread.ts), so that what a contender computes never delays a byte.
// It must never look into what it carries, beyond counting HTTP requests.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Counts, Order, Report, Shape } from './link-thread.ts'

/** Links as they are met in a rural commune; null is the machine's own loopback. */
export const profiles: Readonly<Record<'2g' | '2g-cuts' | '3g', Shape>> = {
  '2g': { roundTripMs: 600, downKbit: 120, upKbit: 60, cuts: null },
  '2g-cuts': { roundTripMs: 600, downKbit: 120, upKbit: 60, cuts: { fromMs: 5_000, toMs: 20_000, downMs: 1_000 } },
  '3g': { roundTripMs: 400, downKbit: 400, upKbit: 400, cuts: null },
}

export interface Link {
  readonly port: number
  /** The port behind the link; open connections end. */
  target(port: number): Promise<void>
  /** Null takes the shaping away. The seed decides when the cuts come, counted from now. */
  shape(shape: Shape | null, seed?: number): Promise<void>
  /** What crossed since the last call. */
  counts(): Promise<Counts>
  close(): Promise<void>
}

export const createLink = async (): Promise<Link> => {
  const thread = new Worker(new URL('./link-thread.ts', import.meta.url))
  const waiting: ((counts: Counts) => void)[] = []
  const [port] = (await once(thread, 'message')) as [number]
  // Orders are done in the order given, each answered by one report.
  thread.on('message', (report: Report) => waiting.shift()?.(report.counts))
  const ask = (order: Order): Promise<Counts> =>
    new Promise((resolve) => {
      waiting.push(resolve)
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      thread.postMessage(order)
    })
  return {
    port,
    async target(port) {
      await ask({ type: 'target', port })
    },
    async shape(shape, seed = 1) {
      await ask({ type: 'shape', shape, seed })
    },
    counts: () => ask({ type: 'count' }),
    async close() {
      await thread.terminate()
    },
  }
}
