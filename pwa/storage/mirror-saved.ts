// What saves wrote since the mirror was last written, as they wrote it: the mirror takes it from here, so that the next
// answer does not have to share a slow processor with reading the last one back. It never overrules the database: what
// changed there in any other way is read from there.
import type { RangeSet } from 'dexie'
import type { Mirrored, MirrorTable } from './mirror-log.ts'
import type { AtOnce } from './write-at-once.ts'

/** Without a value it was taken away. */
export type Saved =
  | { readonly table: 'rows'; readonly key: number; readonly value: Mirrored['rows'] }
  | { readonly table: 'meta'; readonly key: string; readonly value: Mirrored['meta'] | undefined }

export interface MirrorSaved {
  /** False when nothing of it belongs in a mirror. */
  note(change: AtOnce): boolean
  /** All there is, each as it was written last, without what `changed` says is to be read; and forgets it. */
  take(changed: ReadonlyMap<MirrorTable, RangeSet>): readonly Saved[]
}

export const createMirrorSaved = (): MirrorSaved => {
  let last = new Map<string, Saved>()
  const keep = (one: Saved) => last.set(`${one.table}:${one.key}`, one)
  return {
    note: ({ rows, meta, dropped }) => {
      for (const value of rows) keep({ table: 'rows', key: value.key, value })
      for (const value of meta) keep({ table: 'meta', key: value.key, value })
      for (const key of dropped) keep({ table: 'meta', key, value: undefined })
      return rows.length + meta.length + dropped.length > 0
    },
    take: (changed) => {
      const all = [...last.values()]
      last = new Map()
      return all.filter(({ table, key }) => changed.get(table)?.hasKey(key) !== true)
    },
  }
}
