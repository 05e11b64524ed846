// Whether what a request shows is on the disk, and what its next step has to wait for. It never says "kept" while
// anything is still on its way.
import { signal } from '@preact/signals'
import type { ReadonlySignal } from '@preact/signals'

export interface Keeping {
  readonly saved: ReadonlySignal<'saved' | 'saving' | 'failed'>
  durably(work: () => Promise<void>): Promise<void>
  /** The next step waits for this too. */
  hold(work: Promise<unknown>): void
  /** Null when nothing is waited for; rejects when some of it could not be kept. */
  held(): Promise<unknown> | null
}

export const createKeeping = (): Keeping => {
  const saved = signal<'saved' | 'saving' | 'failed'>('saved')
  let writes = 0
  let held: Promise<unknown> | null = null
  return {
    saved,
    durably: async (work) => {
      const mine = ++writes
      saved.value = 'saving'
      try {
        await work()
        if (mine === writes) saved.value = 'saved'
      } catch (cause) {
        saved.value = 'failed'
        throw cause
      }
    },
    hold: (work) => {
      const all = Promise.all([held, work])
      held = all
      void (async () => {
        await all.catch(() => undefined)
        if (held === all) held = null
      })()
    },
    held: () => held,
  }
}
