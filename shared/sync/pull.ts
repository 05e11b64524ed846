// What a device has not read yet: a page of its units' journals, merged per dossier (rules 5 and 10).
import { mergeUpdates } from 'yjs'
import { limits } from './limits.ts'
import type { Cursors, Entry, EntryOrigin, ServerTx } from './ports.ts'

export interface Page {
  readonly entries: readonly Entry[]
  /** For every unit asked. */
  readonly cursors: Cursors
  readonly more: boolean
}

const rowsAtOnce = 500

/** `has` says what the device wrote itself and still has: it is passed over, not sent back. */
export const readPage = async (
  tx: ServerTx,
  units: readonly string[],
  since: Cursors,
  has: (origin: EntryOrigin) => boolean,
): Promise<Page> => {
  const entries: Entry[] = []
  const cursors: Record<string, number> = {}
  let left: number = limits.pageBytes
  let more = false
  for (const unit of units) {
    let seq = Object.hasOwn(since, unit) ? (since[unit] ?? 0) : 0
    for (let open = true; open;) {
      if (left <= 0 || entries.length + rowsAtOnce > limits.answerEntries) {
        more ||= (await tx.seqOf(unit)) > seq
        break
      }
      const rows = await tx.entriesSince(unit, seq, rowsAtOnce)
      open = rows.length === rowsAtOnce
      for (const row of rows) {
        if (left <= 0) {
          open = true
          break
        }
        seq = row.seq
        if (has(row)) continue
        left -= row.bytes.length
        entries.push({ dossier: row.dossier, kind: row.kind, bytes: row.bytes })
      }
    }
    cursors[unit] = seq
  }
  return { entries: mergeDrafts(entries), cursors, more }
}

/** One draft a dossier, at the place of its first; acts as they are. */
const mergeDrafts = (entries: readonly Entry[]): readonly Entry[] => {
  const drafts = new Map<string, Uint8Array[]>()
  for (const { kind, dossier, bytes } of entries) {
    if (kind === 'draft') drafts.set(dossier, [...(drafts.get(dossier) ?? []), bytes])
  }
  return entries.flatMap((entry) => {
    if (entry.kind === 'act') return [entry]
    const parts = drafts.get(entry.dossier)
    drafts.delete(entry.dossier)
    if (!parts) return []
    return [parts.length === 1 ? entry : { ...entry, bytes: mergeUpdates(parts) }]
  })
}
