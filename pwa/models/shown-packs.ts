// The packs a sitting offers and knows, put where screens see them; fetched again when the server has others.
import { offered } from '../../shared/procedure/catalogue.ts'
import { fetchJson } from '../sync/json.ts'
import type { PackStore } from './pack-store.ts'
import { state } from './state.ts'

export interface ShownPacks {
  show(): void
  /** False when nothing new came. */
  refresh(): Promise<boolean>
}

/** `named` makes again the lines of these dossiers, whose pack was not known. */
export const createShownPacks = (
  packs: PackStore,
  named: (dossiers: readonly string[]) => Promise<void>,
): ShownPacks => {
  const show = () => {
    state.knownPacks.value = packs.known()
    state.packs.value = offered(packs.offered(), { demo: state.directory.value?.demo ?? false })
  }
  return {
    show,
    refresh: async () => {
      const fresh = await packs.refresh(async (path) => {
        const answer = await fetchJson(path)
        return answer.ok ? answer.value : null
      })
      if (!fresh) return false
      // What came before its pack was shown without a title or a state.
      const nameless = state.summaries.value
        .filter((one) => !state.knownPacks.value.has(one.procedure))
        .map((one) => one.id)
      show()
      if (nameless.length > 0) await named(nameless)
      return true
    },
  }
}
