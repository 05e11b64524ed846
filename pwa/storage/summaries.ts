// One sealed line a dossier, so that lists and search never open a document. Read once at unlock, kept in memory. Written
// one by one; what has lain for a while is read from pages (line-pages.ts).
import type { Held } from '../../shared/sync/ports.ts'
import type { Row, SummaryRow } from './database.ts'
import type { KnownEntry, Rows } from './rows.ts'
import { openJson, sealJson } from './seal.ts'

/** The models say what is in it; the disk only needs to know whose it is. */
export interface Summarised {
  readonly id: string
}

/** Told, never kept: the dossier was erased, and its line goes. */
export interface GoneLine extends Summarised {
  readonly type: 'erased'
}

/**
 * One line of the lists from all entries of a dossier and what the server holds of them; null when there is
 * nothing to show of it. It must not throw: a dossier that can't be read may not stop the others.
 */
export type Summarise = (dossier: string, entries: readonly KnownEntry[], held: readonly Held[]) => Summarised | null

export const sealSummary = async (key: CryptoKey, summary: Summarised): Promise<SummaryRow> => ({
  dossier: summary.id,
  sealed: await sealJson(key, { table: 'summaries', dossier: summary.id, number: 0 }, summary),
})

/** A first pull brings thousands: read in lots, so that neither a query nor the screen waits for all of them. */
const dossiersAtOnce = 200

/** Lines of these dossiers as they are once `changed` and `held` are written. */
export const summariesAfter = async (
  { rows, summarise }: { readonly rows: Rows; readonly summarise: Summarise },
  dossiers: Iterable<string>,
  changed: readonly Row[],
  held: readonly Held[],
): Promise<readonly Summarised[]> => {
  const all = [...dossiers]
  const changes = Map.groupBy(changed, (row) => row.dossier)
  const heldOf = Map.groupBy(held, (one) => one.dossier)
  const made: Summarised[] = []
  for (let at = 0; at < all.length; at += dossiersAtOnce) {
    const lot = all.slice(at, at + dossiersAtOnce)
    const known = await rows.ofDossiers(
      lot,
      lot.flatMap((dossier) => changes.get(dossier) ?? []),
    )
    for (const dossier of lot) {
      const summary = summarise(dossier, known.get(dossier) ?? [], heldOf.get(dossier) ?? [])
      if (summary) made.push(summary)
    }
  }
  return made
}

/** Written by this device under this key, so of the shape it gave it. Null when it was damaged or moved. */
export const openSummary = async (key: CryptoKey, { dossier, sealed }: SummaryRow): Promise<Summarised | null> =>
  openJson(key, { table: 'summaries', dossier, number: 0 }, sealed).catch(() => null) as Promise<Summarised | null>
