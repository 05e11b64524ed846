// Which papers are still lacking, out of what the citizen was asked to show. Pure.
import type { EvidenceItem } from '../../../shared/procedure/pack.ts'

/** Required papers said to be absent, unless another of the same letter is there. Not asked yet is not lacking. */
export const papersLacking = (
  items: readonly EvidenceItem[],
  seen: Readonly<Record<string, boolean>>,
): readonly EvidenceItem[] =>
  items.filter((item) => {
    if (!item.required || seen[item.id] !== false) return false
    const others = item.anyOf === undefined ? [] : items.filter((other) => other.anyOf === item.anyOf)
    if (others.some((other) => seen[other.id] === true)) return false
    // "One is enough": lacking only once every one of them was refused.
    return others.every((other) => seen[other.id] === false)
  })
