// Acts form a graph by `after`: what each had seen. Order comes from there, never from a clock.
import { actKinds, communeKinds, type ActKind } from '../procedure/workflow.ts'
import type { Act } from './act.ts'

/** Ids of the acts that no other act has seen yet: what the next act comes after. Sorted. */
export const headsOf = (acts: readonly Act[]): readonly string[] => {
  const seen = new Set(acts.flatMap((act) => act.after))
  return acts
    .filter((act) => !seen.has(act.id))
    .map((act) => act.id)
    .sort()
}

/** All acts that `from` had seen, `from` not included. Acts that are not at hand are left out. */
export const ancestorsOf = (acts: readonly Act[], from: Pick<Act, 'after'>): ReadonlySet<string> => {
  const byId = new Map(acts.map((act) => [act.id, act]))
  const found = new Set<string>()
  const open = [...from.after]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const act = byId.get(id)
    if (!act || found.has(id)) continue
    found.add(id)
    open.push(...act.after)
  }
  return found
}

/** Ids of acts that those at hand come after and that are not at hand: what this copy lacks and knows of. Sorted. */
export const lacksOf = (acts: readonly Act[]): readonly string[] => {
  const here = new Set(acts.map(({ id }) => id))
  return [...new Set(acts.flatMap(({ after }) => after))].filter((id) => !here.has(id)).sort()
}

/**
 * Those of `among` that no other of them has seen: the last word, or the last words said apart. In the order given;
 * `history` is in order.
 */
export const lastWords = (history: readonly Act[], among: readonly Act[]): readonly Act[] => {
  if (among.length < 2) return among
  const seen = new Set(among.flatMap((act) => [...ancestorsOf(history, act)]))
  return among.filter(({ id }) => !seen.has(id))
}

/**
 * Acts so that each comes after all it had seen. Acts that have not seen each other are put in the order a dossier
 * lives (the order of `actKinds` and `communeKinds`), then by id: the same on every device, whatever arrived first.
 */
export const inOrder = (acts: readonly Act[]): readonly Act[] => {
  const byId = new Map(acts.map((act) => [act.id, act]))
  const waiting = new Map<string, number>()
  const followers = new Map<string, Act[]>()
  for (const act of byId.values()) {
    const known = act.after.filter((id) => byId.has(id))
    waiting.set(act.id, known.length)
    for (const id of known) followers.set(id, [...(followers.get(id) ?? []), act])
  }
  const free = [...byId.values()].filter((act) => waiting.get(act.id) === 0)
  const ordered: Act[] = []
  while (free.length > 0) {
    free.sort(lifeOrder)
    const act = free.shift() as Act
    ordered.push(act)
    for (const next of followers.get(act.id) ?? []) {
      const left = (waiting.get(next.id) ?? 0) - 1
      waiting.set(next.id, left)
      if (left === 0) free.push(next)
    }
  }
  return ordered
}

const life: readonly ActKind[] = [...actKinds, ...communeKinds]

const lifeOrder = (a: Act, b: Act): number => life.indexOf(a.kind) - life.indexOf(b.kind) || (a.id < b.id ? -1 : 1)
