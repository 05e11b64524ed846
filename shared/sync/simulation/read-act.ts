// Reads an act once and remembers it: the simulation looks at the same acts thousands of times.
import { parseAct, type Act } from '../../dossier/act.ts'
import type { Entry } from '../ports.ts'

const known = new WeakMap<Uint8Array, Act | 'unreadable'>()

/** Null when the bytes are no act. */
export const readAct = (bytes: Uint8Array): Act | null => {
  const before = known.get(bytes)
  if (before !== undefined) return before === 'unreadable' ? null : before
  const parsed = parseAct(bytes)
  known.set(bytes, parsed.ok ? parsed.value : 'unreadable')
  return parsed.ok ? parsed.value : null
}

/** The word that a dossier was erased: all that is kept of it (rule 15). */
export const saysErased = ({ kind, bytes }: Entry): boolean => kind === 'act' && readAct(bytes)?.kind === 'erased'
