// Rows of forked chains: the disk went back in time, and the server knows other packets under these numbers (rule 3).
// They stay as they are until the machine says what can be done with them (reclaim.ts); nothing here drops one.
import type { ClientDisk } from '../../shared/sync/client-ports.ts'
import { isCounted } from './comparison.ts'
import { rowsWith } from './database.ts'
import type { Row } from './database.ts'
import type { DiskState } from './disk-state.ts'
import { sealSummary, summariesAfter } from './summaries.ts'

export const createStranded = (state: DiskState): Pick<ClientDisk, 'strandedRows' | 'receivedDrafts' | 'reclaim'> => {
  const { database, queue } = state

  const reclaim = async (again: readonly number[], incarnation: string, covered: readonly number[]): Promise<void> => {
    const { unlocked } = state
    if (!unlocked) throw new Error('the device is locked')
    const rowsOf = async (keys: readonly number[]) =>
      (await database.rows.bulkGet([...keys])).filter((row) => row !== undefined)
    const changed: Row[] = [
      ...(await rowsOf(again)).map(({ key, dossier, kind, sealed }): Row => ({
        key,
        dossier,
        kind,
        incarnation,
        unsent: 1,
        pending: 1,
        sealed,
      })),
      ...(await rowsOf(covered)).map(({ pending: _pending, unsent: _unsent, ...row }): Row => ({ ...row, covered: 1 })),
    ]
    const dossiers = new Set(changed.map((row) => row.dossier))
    const summaries = await summariesAfter(unlocked, dossiers, changed, await database.held.toArray())
    const sealed = await Promise.all(summaries.map((one) => sealSummary(unlocked.key, one)))
    await database.transaction('rw', [database.rows, database.summaries], async () => {
      await database.rows.bulkPut(changed)
      await database.summaries.bulkPut(sealed)
    })
    unlocked.rows.noteChanged(dossiers)
    unlocked.comparison.touch(dossiers)
    state.changed(summaries, true)
  }

  return {
    strandedRows: async () => {
      const { unlocked } = state
      if (!unlocked || unlocked.rows.forked.size === 0) return []
      const pending = await database.rows.where('pending').equals(1).toArray()
      const told = await database.held.toArray()
      const held = await rowsWith(
        database,
        'entry',
        told.map((one) => one.entry),
      )
      const left = [...pending, ...held.filter((row) => row.covered !== 1 && row.pending !== 1)]
      return unlocked.rows.openAll(
        left.filter((row) => unlocked.rows.forked.has(row.incarnation)).sort((a, b) => a.key - b.key),
      )
    },
    receivedDrafts: async (dossier) => {
      const { unlocked } = state
      if (!unlocked) return []
      const held = new Set((await database.held.where('dossier').equals(dossier).toArray()).map((one) => one.entry))
      const rows = await database.rows.where('dossier').equals(dossier).sortBy('key')
      const known = await unlocked.rows.openAll(rows.filter((row) => row.kind === 'draft' && isCounted(row, held)))
      return known.map((one) => one.bytes)
    },
    reclaim: (again, incarnation, covered) => queue.run(() => reclaim(again, incarnation, covered)),
  }
}
