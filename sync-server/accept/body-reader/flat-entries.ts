// Entries on their way from one thread to another: their bytes in one buffer that changes hands instead of being copied.
import type { PulledEntry } from '../../../shared/sync/ports.ts'

export interface FlatEntries {
  readonly about: readonly Omit<PulledEntry, 'bytes'>[]
  /** Where each one ends in `bytes`. */
  readonly ends: Uint32Array<ArrayBuffer>
  readonly bytes: Uint8Array<ArrayBuffer>
}

export const flatten = (entries: readonly PulledEntry[]): FlatEntries => {
  const ends = new Uint32Array(entries.length)
  const bytes = new Uint8Array(entries.reduce((sum, one) => sum + one.bytes.length, 0))
  let end = 0
  for (const [at, entry] of entries.entries()) {
    bytes.set(entry.bytes, end)
    end += entry.bytes.length
    ends[at] = end
  }
  return { about: entries.map(({ id, dossier, kind }) => ({ id, dossier, kind })), ends, bytes }
}

export const unflatten = ({ about, ends, bytes }: FlatEntries): readonly PulledEntry[] =>
  about.map((one, at) => ({ ...one, bytes: bytes.subarray(ends[at - 1] ?? 0, ends[at]) }))
