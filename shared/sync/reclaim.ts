// Rows of a chain that the server knows with other packets: this disk went back in time, or was copied (rule 3). What
// the server has of them under other entries is received; acts of the person at the desk go again in the open chain.
// The rest stays on the device and is shown: a draft update can only be written by its own sitting.
import * as Y from 'yjs'
import { parseAct } from '../dossier/act.ts'
import { openDraft } from '../dossier/draft.ts'
import type { ClientDisk, SessionKeys, UnsentRow } from './ports.ts'

/** How many rows are left that nothing could be done for. */
export const reclaimForked = async (disk: ClientDisk, keys: SessionKeys): Promise<number> => {
  const rows = await disk.strandedRows()
  if (rows.length === 0) return 0
  const again = rows.filter((row) => isOwnAct(row, keys)).map(({ key }) => key)
  const covered: number[] = []
  for (const dossier of new Set(rows.filter(({ kind }) => kind === 'draft').map((row) => row.dossier))) {
    const received = await disk.receivedDrafts(dossier)
    const drafts = rows.filter((row) => row.kind === 'draft' && row.dossier === dossier)
    covered.push(...drafts.filter((row) => adds(received, row.bytes) === 'nothing').map(({ key }) => key))
  }
  if (again.length + covered.length > 0) await disk.reclaim(again, keys.incarnation, covered)
  return rows.length - again.length - covered.length
}

const isOwnAct = ({ kind, bytes }: UnsentRow, { agent, device }: SessionKeys): boolean => {
  const act = kind === 'act' ? parseAct(bytes) : null
  return act?.ok === true && act.value.by.agent === agent && act.value.by.device === device
}

/** What an own update would add to a draft made of updates that the server has. */
const adds = (received: readonly Uint8Array[], update: Uint8Array): 'nothing' | 'something' => {
  const doc = openDraft(0, null)
  try {
    for (const bytes of received) Y.applyUpdate(doc, bytes)
    let changed = false
    doc.on('update', () => {
      changed = true
    })
    Y.applyUpdate(doc, update)
    return changed || doc.store.pendingStructs !== null ? 'something' : 'nothing'
  } finally {
    doc.destroy()
  }
}
