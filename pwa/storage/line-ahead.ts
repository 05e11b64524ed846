// The line of the lists for a dossier that somebody has open, given along with a write, so that the dossier's rows need not
// be read again. It counts only while nothing else changed what it was made from.
import type { Unlocked } from './disk-state.ts'
import type { Summarised } from './summaries.ts'

export interface LineAhead {
  /** `versionOf` before the dossier was read, and one more for each write since. */
  readonly version: number
  /** The line as it is once the change is written; `same` when the last write left just that; null when it cannot be told. */
  make(): Summarised | 'same' | null
}

/** Null when the rows have to be read: something else changed, or what is written now will not count. */
export const lineAhead = (
  {
    rows,
    incarnation,
  }: { readonly rows: Pick<Unlocked['rows'], 'versionOf' | 'forked'>; readonly incarnation: string },
  {
    dossier,
    entries,
    line,
  }: { readonly dossier: string; readonly entries: readonly unknown[]; readonly line?: LineAhead },
): Summarised | 'same' | null =>
  line && entries.length > 0 && line.version === rows.versionOf(dossier) && !rows.forked.has(incarnation)
    ? line.make()
    : null
