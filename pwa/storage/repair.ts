// Rows of this device that no longer open, found at an unlock before they are cut: put right from the mirror's copy when
// that one opens, set aside otherwise, so that what is whole never waits for them. Set aside is not deleted.
import type { Row } from './database.ts'
import type { DiskState } from './disk-state.ts'

export interface Repaired {
  readonly back: number
  readonly aside: number
}

/** `copies` are the mirror's, of rows that the database has otherwise. Locked, nothing is known and nothing done. */
export const repairRows = async (
  { database, queue, unlocked }: DiskState,
  copies: readonly Row[],
): Promise<Repaired> => {
  if (!unlocked) return { back: 0, aside: 0 }
  const { rows } = unlocked
  return queue.run(async () => {
    const unsent = await database.rows.where('unsent').equals(1).toArray()
    const closed = (await Promise.all(unsent.map(async (row) => ((await rows.open(row)) ? null : row)))).filter(isRow)
    const copyOf = new Map(copies.map((row) => [row.key, row]))
    const changed: Row[] = []
    let back = 0
    for (const row of closed) {
      const copy = copyOf.get(row.key)
      copyOf.delete(row.key)
      if (copy && (await rows.open(copy))) {
        changed.push(copy)
        back++
      } else changed.push(setAside(row))
    }
    // Two rows under one number, both whole: the database went on without its mirror. The copy gets a number of its own.
    const added: Row[] = []
    for (const copy of copyOf.values()) {
      const known = copy.unsent === 1 ? await rows.open(copy) : null
      const here = known && (await database.rows.get(copy.key))
      if (known && here && (await rows.open(here)))
        added.push(await rows.seal(known, { incarnation: copy.incarnation }))
    }
    await database.transaction('rw', database.rows, async () => {
      await database.rows.bulkPut(changed)
      await database.rows.bulkAdd(added)
    })
    rows.noteChanged([...changed, ...added].map((row) => row.dossier))
    return { back: back + added.length, aside: closed.length - back }
  })
}

const setAside = ({ unsent: _unsent, pending: _pending, ...row }: Row): Row => ({ ...row, damaged: 1 })

const isRow = (row: Row | null): row is Row => row !== null
