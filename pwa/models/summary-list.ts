// The list in memory: every dossier of my circulation, newest first. Screens sort and search this, never the disk.
import type { Agent } from '../../shared/access/directory.ts'
import { state } from './state.ts'
import type { Summary } from './summary.ts'

/** A supervisor sees the whole commune; the others what is in their unit's circulation. */
const isMine = (summary: Summary, me: Agent): boolean =>
  me.role === 'supervisor' || summary.circulation.includes(me.unit)

const newestFirst = (a: Summary, b: Summary): number =>
  a.updatedAt === b.updatedAt ? (a.id < b.id ? -1 : 1) : a.updatedAt < b.updatedAt ? 1 : -1

/** The list once `changed` has replaced what it names. */
export const withSummaries = (list: readonly Summary[], changed: readonly Summary[], me: Agent): readonly Summary[] => {
  const byId = new Map(changed.map((one) => [one.id, one]))
  const others = list.filter((one) => !byId.has(one.id))
  return merged(others, [...byId.values()].filter((one) => isMine(one, me)).sort(newestFirst))
}

/** Both in order already: one line that changes among ten thousand sorts nothing. */
const merged = (list: readonly Summary[], added: readonly Summary[]): readonly Summary[] => {
  const all: Summary[] = []
  let next = 0
  for (const one of list) {
    for (let other = added[next]; other && newestFirst(other, one) < 0; other = added[++next]) all.push(other)
    all.push(one)
  }
  for (let other = added[next]; other; other = added[++next]) all.push(other)
  return all
}

export const showSummaries = (changed: readonly Summary[], me: Agent): void => {
  if (changed.length > 0) state.summaries.value = withSummaries(state.summaries.value, changed, me)
}
