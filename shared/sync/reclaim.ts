// Rows of a chain that the server knows with other packets: this disk went back in time, or was copied (rule 3). What
// the server has of them under other entries is received; acts of the person at the desk go again in the open chain.
// The rest stays on the device and is shown: a draft update can only be written by its own sitting, and a request is not
// filed with answers that the server would never get.
import * as Y from 'yjs'
import { parseAct } from '../dossier/act.ts'
import { openDraft } from '../dossier/draft.ts'
import type { ClientDisk, UnsentRow } from './client-ports.ts'
import type { SessionKeys } from './ports.ts'

/** How many rows are left that nothing could be done for. */
export const reclaimForked = async (disk: ClientDisk, keys: SessionKeys): Promise<number> => {
  const rows = await disk.strandedRows()
  if (rows.length === 0) return 0
  const covered: number[] = []
  const torn = new Set<string>()
  for (const dossier of new Set(rows.map((row) => row.dossier))) {
    const own = rows.filter((row) => row.dossier === dossier)
    const drafts = own.filter(({ kind }) => kind === 'draft')
    const received = drafts.length > 0 ? await disk.receivedDrafts(dossier) : []
    const found = drafts.filter((row) => adds(received, row.bytes) === 'nothing')
    covered.push(...found.map(({ key }) => key))
    if (found.length < drafts.length && own.some(submits)) torn.add(dossier)
  }
  const again = rows.filter((row) => isOwnAct(row, keys) && !torn.has(row.dossier)).map(({ key }) => key)
  if (again.length + covered.length > 0) await disk.reclaim(again, keys.incarnation, covered)
  return rows.length - again.length - covered.length
}

const submits = ({ kind, bytes }: UnsentRow): boolean => {
  const act = kind === 'act' ? parseAct(bytes) : null
  return act?.ok === true && act.value.kind === 'submitted'
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
