// What a device has not read yet: a page of its unit's journal (rules 5 and 10). Entries come as they were cut, so that
// everyone knows them by the same id.
import { limits } from './limits.ts'
import type { Entry, EntryId } from './ports.ts'
import type { EntryOrigin, ServerTx } from './server-ports.ts'

export interface Page {
  readonly entries: readonly Entry[]
  readonly ids: readonly EntryId[]
  /** The last seq that was read. */
  readonly seq: number
  readonly more: boolean
}

export interface PageWish {
  readonly unit: string
  readonly since: number
  /** Bytes of entries. */
  readonly room: number
  /** Entries at most. */
  readonly most: number
  /** Only entries of these; all when undefined. */
  readonly buckets?: ReadonlySet<number>
  /** What the device wrote itself and still has: passed over, not sent back. */
  has(origin: EntryOrigin): boolean
}

const rowsAtOnce = 500

export const readPage = async (tx: ServerTx, { unit, since, room, most, buckets, has }: PageWish): Promise<Page> => {
  const entries: Entry[] = []
  const ids: EntryId[] = []
  let left = Math.min(room, limits.pageMost)
  let seq = since
  for (;;) {
    const rows = await tx.entriesSince(unit, seq, rowsAtOnce, buckets, has)
    for (const row of rows) {
      if (entries.length > 0 && (left <= 0 || entries.length >= most)) return { entries, ids, seq, more: true }
      seq = row.seq
      if (row.bytes === null) continue
      left -= row.bytes.length
      entries.push({ dossier: row.dossier, kind: row.kind, bytes: row.bytes })
      ids.push(row.id)
    }
    if (rows.length < rowsAtOnce) return { entries, ids, seq, more: false }
  }
}
