// The line of one dossier in the list in memory, without walking over all of them at each look.
import { state } from './state.ts'
import type { Summary } from './summary.ts'

/** Gone with its list: a lock leaves no name behind. */
const known = new WeakMap<readonly Summary[], ReadonlyMap<string, Summary>>()

const linesIn = (list: readonly Summary[]): ReadonlyMap<string, Summary> => {
  const found = known.get(list)
  if (found) return found
  const lines = new Map(list.map((one) => [one.id, one]))
  known.set(list, lines)
  return lines
}

/** Undefined when this device has none, or not in my circulation. Reads a signal: who draws it draws it again. */
export const lineOf = (id: string): Summary | undefined => linesIn(state.summaries.value).get(id)
