// When an act was really written, as far as it can be known: not before the last server time its device had been told, not
// after the first sign that somebody else, or the server, had it. Pure; the device's own clock is told, never believed.
import { beaconTimeOf } from '../../../shared/dossier/act.ts'
import type { Act } from '../../../shared/dossier/act.ts'
import { ancestorsOf } from '../../../shared/dossier/graph.ts'

export interface ActTime {
  /** The server's time its device had last been told, ISO 8601; null for one that had never been told any. */
  readonly notBefore: string | null
  /** The server had it then at the latest; null when nothing at hand shows that it has. */
  readonly receivedBy: string | null
  /** `behind`, `ahead`: the device's clock says a time that cannot be. */
  readonly clock: 'possible' | 'never-checked' | 'behind' | 'ahead'
}

/** One for each act of a dossier, by id. */
export const timesOf = (history: readonly Act[]): ReadonlyMap<string, ActTime> => {
  const received = new Map<string, string>()
  for (const later of history) {
    // A device that builds on another's act has it from the server, together with a newer beacon.
    const at = later.by.role === 'system' ? later.at : beaconTimeOf(later.beacon)
    if (at === null) continue
    for (const id of ancestorsOf(history, later)) {
      const earlier = history.find((act) => act.id === id)
      if (!earlier || earlier.by.device === later.by.device) continue
      const known = received.get(id)
      if (known === undefined || at < known) received.set(id, at)
    }
  }
  return new Map(history.map((act) => [act.id, timeOf(act, received.get(act.id) ?? null)]))
}

const timeOf = (act: Act, receivedBy: string | null): ActTime => {
  const notBefore = beaconTimeOf(act.beacon)
  const said = Date.parse(act.at)
  if (notBefore !== null && said < Date.parse(notBefore)) return { notBefore, receivedBy, clock: 'behind' }
  // The server tells whole seconds.
  if (receivedBy !== null && said > Date.parse(receivedBy) + 1_000) return { notBefore, receivedBy, clock: 'ahead' }
  return { notBefore, receivedBy, clock: notBefore === null ? 'never-checked' : 'possible' }
}
