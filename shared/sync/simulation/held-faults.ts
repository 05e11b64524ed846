// What must be true of entries that are held, once everything came to rest (rule 7): whoever reads the dossier was told of
// each late answer of theirs, and told once.
import { payloadOf } from '../../dossier/payload.ts'
import { guardDraft } from '../examine.ts'
import { limits } from '../limits.ts'
import { simDirectory } from './commune.ts'
import { readAct } from './read-act.ts'
import type { FakeServerDisk } from './server-disk.ts'

/** `isOneLife`: nothing was put back. Each life may tell as much as it may. */
export const findHeldFaults = async (
  { log, tx }: FakeServerDisk,
  { isOneLife }: { readonly isOneLife: boolean },
): Promise<readonly string[]> => {
  const found: string[] = []
  const told = new Map<string, string[]>()
  const received = new Map<string, number>()
  const filed = new Map<string, readonly string[]>()
  for (const row of log.values()) {
    const act = row.kind === 'act' && row.held === null ? readAct(row.bytes) : null
    const word = act && payloadOf(act, 'entry-held')
    if (word) told.set(row.dossier, [...(told.get(row.dossier) ?? []), word.entry])
    if (act?.kind === 'received') received.set(row.dossier, (received.get(row.dossier) ?? 0) + 1)
    const to = act && payloadOf(act, 'submitted')?.to
    if (act && to) filed.set(row.dossier, [act.by.unit, to])
  }
  for (const [dossier, entries] of told) {
    // Said anew it is the same act, unless what it follows was said anew.
    for (const times of Map.groupBy(entries, (entry) => entry).values())
      if (times.length > (received.get(dossier) ?? 0)) found.push(`a held entry was told ${times.length} times`)
    if (isOneLife && entries.length > limits.heldTold)
      found.push(`${entries.length} held entries of a dossier were told`)
  }
  for (const { id, dossier, kind, bytes, held, incarnation } of log.values()) {
    if (kind !== 'draft' || held !== 'after-submission' || !filed.has(dossier)) continue
    const by = await tx.incarnation(incarnation)
    const unit = simDirectory.agents.find((one) => one.id === by?.agent)?.unit
    if (!by || unit === undefined || !filed.get(dossier)?.includes(unit)) continue
    const entries = told.get(dossier) ?? []
    const isTold = entries.includes(id)
    const isSound = guardDraft(bytes, dossier, by).ok
    if (isTold && !isSound) found.push('what the guard refuses was told')
    if (!isTold && isSound && entries.length < limits.heldTold) found.push('a late answer was told to nobody')
  }
  return found
}
