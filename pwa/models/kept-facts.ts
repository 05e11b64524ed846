// Facts that come along with every answer of a request, as the disk has them already: where it stands, and that it does not
// sleep. What says nothing new is not sealed and written again. Only of the one dossier that is open, whose facts nobody
// else writes meanwhile; forgotten with it.
import type { LocalChange } from '../storage/device-disk.ts'

type Facts = NonNullable<LocalChange['facts']>

export interface KeptFacts {
  /** Those that say something else than the disk. */
  changed(facts: Facts): Facts
  /** After the commit, never before. */
  written(facts: Facts): void
}

export const createKeptFacts = (dossier: string): KeptFacts => {
  const kept = new Map<string, string>()
  const own = new Set<string>([`request:${dossier}`, `asleep:${dossier}`])
  return {
    changed: (facts) => facts.filter((one) => kept.get(one.key) !== JSON.stringify(one.value)),
    written: (facts) => {
      for (const one of facts) if (own.has(one.key)) kept.set(one.key, JSON.stringify(one.value))
    },
  }
}
