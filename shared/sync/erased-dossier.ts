// What the server's ledger asks of a dossier that was erased (rule 15): which entries say so, what late ones leave behind,
// and whether every unit that has something of it has been told. Pure.
import { actBytes, parseAct, type Act } from '../dossier/act.ts'
import { payloadOf } from '../dossier/payload.ts'
import { circulationOf } from './circulation.ts'
import { entryId } from './entry.ts'
import type { Entry, EntryId } from './ports.ts'
import type { LogEntry } from './server-ports.ts'
import { erasedAct } from './server-acts.ts'

/** The entries that say so: none as long as it was not. */
export const erasedIn = (acts: readonly Act[]): readonly EntryId[] =>
  acts.flatMap((act) =>
    act.kind === 'erased' ? [entryId({ dossier: act.dossier, kind: 'act', bytes: actBytes(act) })] : [],
  )

/** Late rows leave their ids, so that they are known when they come again. */
export const withoutWords = (entry: LogEntry): LogEntry =>
  entry.held === 'erased' ? { ...entry, bytes: new Uint8Array() } : entry

/** Whoever wrote in it has that much of it, though the dossier never came to their unit. */
export const whoHasSomething = (acts: readonly Act[]): readonly string[] => [
  ...new Set([...circulationOf(acts), ...acts.flatMap(({ by }) => (by.role === 'system' ? [] : by.unit))]),
]

/** Units that have something of the dossier by this act. */
export const readersIn = ({ kind, bytes }: Entry): readonly string[] => {
  const act = kind === 'act' ? parseAct(bytes) : null
  return act?.ok ? whoHasSomething([act.value]) : []
}

/** The same word again for units that no word names yet: a device counts what it reads by the acts alone (rule 6). */
export const wordForAll = (acts: readonly Act[], units: readonly string[], now: string): Act | null => {
  const [first] = acts.filter(({ kind }) => kind === 'erased')
  const payload = first && payloadOf(first, 'erased')
  if (!first || !payload) return null
  const told = new Set(acts.flatMap((act) => payloadOf(act, 'erased')?.to ?? []))
  const all = new Set([...told, ...units])
  if (all.size === told.size) return null
  const word = { dossier: first.dossier, unit: first.by.unit, payload: { ...payload, to: [...all] } }
  return erasedAct(acts, word, now)
}
