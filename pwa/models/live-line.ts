// The line of the lists for a dossier that is open, made from what is in memory instead of from all its rows again. It may
// say neither more nor less than the rows beside it: what is in the document and not yet in a write does not count. Where
// that is not sure, no line is made, and the disk reads the rows.
import type { Act } from '../../shared/dossier/act.ts'
import { statusOf } from '../../shared/dossier/status.ts'
import type { LocalChange } from '../storage/device-disk.ts'
import { summaryOf } from './summarise.ts'
import type { Known, SummaryEntry } from './summarise.ts'

/** What goes with a write, and what is known once it is on the disk. */
export interface LineAfter {
  readonly change: Pick<LocalChange, 'line'>
  written(): void
}

export interface LiveLine {
  /** What the rows said at that version, and the document: what it has and they have not is in the next write. */
  rowsRead(version: number, entries: readonly SummaryEntry[], said: Omit<Known, 'stranded' | 'kept'>): void
  /** All that is in the document goes into the write. */
  withAnswers(read: Known['read']): LineAfter
  /** `acts` are all of them, the new one too. */
  withAct(acts: readonly Act[], act: Act): LineAfter
  /** `statusOf`, once for the same acts. */
  readonly fold: typeof statusOf
}

export const createLiveLine = (
  id: string,
  packOf: Parameters<typeof summaryOf>[2],
  calendar?: Parameters<typeof summaryOf>[4],
): LiveLine => {
  let version = 0
  /** Null while something of it can no longer leave this device: which of two answers counts is read from the rows. */
  let before: Known | null = null
  /** The line that the last write left on the disk; null when that is not known. Most answers change nothing of it. */
  let last: string | null = null
  let folded: { readonly of: Parameters<typeof statusOf>; readonly status: ReturnType<typeof statusOf> } | null = null

  const fold: typeof statusOf = (acts, workflow) => {
    if (!folded || folded.of[0] !== acts || folded.of[1] !== workflow)
      folded = { of: [acts, workflow], status: statusOf(acts, workflow) }
    return folded.status
  }
  const after = (next: Known | null): LineAfter => {
    let made: string | null = null
    const make = (known: Known) => {
      const line = summaryOf(id, known, packOf, fold, calendar)
      made = line && JSON.stringify(line)
      return made !== null && made === last ? 'same' : line
    }
    return {
      change: next ? { line: { version, make: () => make(next) } } : {},
      written: () => {
        version++
        before = next
        last = made
      },
    }
  }
  return {
    rowsRead: (at, entries, said) => {
      version = at
      last = null
      const isWhole = !entries.some((one) => one.stranded)
      before = isWhole ? { ...said, stranded: {}, kept: entries.some((one) => one.pending) } : null
    },
    withAnswers: (read) => after(before && { ...before, read, kept: true }),
    withAct: (acts, act) =>
      after(before && { ...before, acts, pending: new Set([...before.pending, act.id]), kept: true }),
    fold,
  }
}
