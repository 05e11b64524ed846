// The dossiers that are open now, each once, closed when the last screen that shows it has left.
import type { LiveDossier } from './live-dossier.ts'

export interface LiveDossiers {
  /** Opens it, or joins who has it open. */
  take(id: string): Promise<LiveDossier>
  leave(id: string): void
  /** Takes in what a sync changed. */
  refresh(ids: readonly string[]): Promise<void>
  /** Resolves when everything asked of them before, also of those just left, is done. */
  settled(): Promise<void>
  closeAll(): void
}

export const createLiveDossiers = (open: (id: string) => Promise<LiveDossier>): LiveDossiers => {
  const held = new Map<string, { readonly live: Promise<LiveDossier>; users: number }>()
  const leaving = new Set<Promise<void>>()
  const inTurn = async (live: Promise<LiveDossier>) => (await live).note([])
  return {
    take: (id) => {
      const one = held.get(id) ?? { live: open(id), users: 0 }
      one.users++
      held.set(id, one)
      one.live.catch(() => held.delete(id))
      return one.live
    },
    leave: (id) => {
      const one = held.get(id)
      if (!one) return
      one.users--
      if (one.users > 0) return
      held.delete(id)
      const gone = inTurn(one.live)
        .catch(() => undefined)
        .finally(() => leaving.delete(gone))
      leaving.add(gone)
      void one.live.then((live) => live.destroy())
    },
    refresh: async (ids) => {
      for (const id of ids) await (await held.get(id)?.live)?.refresh()
    },
    settled: async () => {
      await Promise.allSettled([...leaving, ...[...held.values()].map(({ live }) => inTurn(live))])
    },
    closeAll: () => {
      for (const one of held.values()) void one.live.then((live) => live.destroy())
      held.clear()
    },
  }
}
