// What must be true of erased dossiers once everything came to rest (rule 15).
import { readersIn } from '../erased-dossier.ts'
import type { Entry } from '../ports.ts'
import type { FakeDevice } from './device.ts'
import { saysErased } from './read-act.ts'
import type { FakeServerDisk } from './server-disk.ts'

/** Of a dossier that was erased for good no word is left, on either side. */
export const findErasureFaults = ({ log }: FakeServerDisk, devices: readonly FakeDevice[]): readonly string[] => {
  const rows = [...log.values()]
  const erased = new Set(rows.flatMap((row) => (row.held === null && saysErased(row) ? [row.dossier] : [])))
  const isLeft = (entry: Entry): boolean => erased.has(entry.dossier) && entry.bytes.length > 0 && !saysErased(entry)
  return [
    ...rows.filter(isLeft).map(({ kind }) => `a ${kind} of an erased dossier still speaks at the server`),
    ...devices.flatMap(({ agent, disk }) => {
      const all = [...disk.rows, ...disk.pulled.values()]
      return all
        .filter((entry) => isLeft(entry) && isTheirs(all, entry.dossier, agent.unit))
        .map(({ kind }) => `${agent.id} still has a ${kind} of an erased dossier`)
    }),
  ]
}

/**
 * Not so, and a known hole (SPEC.md, rule 15): a page ended before the act that brings the dossier to this unit, and a
 * restore lost that act. Neither side can tell then that something of it is here.
 */
const isTheirs = (all: readonly Entry[], dossier: string, unit: string): boolean =>
  all.some((entry) => entry.dossier === dossier && readersIn(entry).includes(unit))
