// How this device stands with the server at this moment, as the guard-rails of a procedure ask it. Spans are by the
// device's own clock, which a person may have set wrong: then they are told so, and the rail holds too early, never late.
import { computed } from '@preact/signals'
import { beaconTimeOf } from '../../shared/dossier/act.ts'
import type { LinkNow } from '../../shared/dossier/guard-rails.ts'
import { state } from './state.ts'
import type { Summary } from './summary.ts'
import type { Writer } from './writer.ts'

const lately = 5 * 60_000

/** Reads signals: who draws a button with it draws it again after each exchange. */
export const linkNow = (writer: Pick<Writer, 'me' | 'now' | 'beacon'>, papersToCome = 0): LinkNow => {
  const now = Date.parse(writer.now())
  const since = (iso: string | null): number | null => (iso === null ? null : Math.max(0, now - Date.parse(iso)))
  const { online, state: how, lastSync } = state.link.value
  const heard = since(lastSync)
  return {
    role: writer.me.role,
    online: online && how !== 'offline' && heard !== null && heard < lately,
    beaconAge: since(beaconTimeOf(writer.beacon())),
    oldestUnsent: since(oldest.value),
    papersToCome,
  }
}

/** Once for each change of the list, and not for each button. */
const oldest = computed(() => oldestOf(state.summaries.value))

/** When the first act was written that the server has not received. */
const oldestOf = (list: readonly Summary[]): string | null =>
  list.reduce<string | null>((oldest, { waitsSince }) => {
    if (waitsSince === undefined) return oldest
    return oldest === null || waitsSince < oldest ? waitsSince : oldest
  }, null)
