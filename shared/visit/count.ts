// A day's visits as numbers, by form: what leaves the desk for the supervisors instead of the dossiers. It must never
// carry anything by which a visit could be told from another: no id, no time of day, no answer.
import { turnedSpans, type FormCount } from '../dossier/commune-payload.ts'
import type { Visit } from '../dossier/visit.ts'

export interface EndedVisit {
  /** `id@version` of the pack. */
  readonly procedure: string
  /** Filed, or else refused: the person said no to the mandate. */
  readonly filed: boolean
  readonly visit: Visit
}

export const countVisits = (ended: readonly EndedVisit[]): readonly FormCount[] => {
  const byForm = Map.groupBy(ended, ({ procedure }) => procedure.split('@')[0] ?? procedure)
  return [...byForm].map(([procedure, visits]) => countOf(procedure, visits)).sort(byProcedure)
}

const countOf = (procedure: string, visits: readonly EndedVisit[]): FormCount => {
  const sum = (of: (one: Visit) => number): number => visits.reduce((all, { visit }) => all + of(visit), 0)
  const turned: number[] = turnedSpans.map(() => 0)
  const skipped: Record<string, number> = {}
  for (const { visit } of visits) {
    const span = spanOf(secondsTurned(visit))
    turned[span] = (turned[span] ?? 0) + 1
    if (visit.readBack !== 'skipped') continue
    const reason = reasonOf(visit.skipReason)
    skipped[reason] = (skipped[reason] ?? 0) + 1
  }
  return {
    procedure,
    filed: visits.filter(({ filed }) => filed).length,
    refused: visits.filter(({ filed }) => !filed).length,
    turned,
    byCitizen: sum((visit) => visit.byCitizen),
    byHelper: sum((visit) => visit.byHelper),
    readBack: visits.filter(({ visit }) => visit.readBack === 'done').length,
    skipped,
    corrected: visits.filter(({ visit }) => visit.wrong > 0).length,
    wrong: sum((visit) => visit.wrong),
    taught: sum((visit) => visit.taught?.asked ?? 0),
    missed: sum((visit) => visit.taught?.missed ?? 0),
  }
}

const byProcedure = (a: FormCount, b: FormCount): number => (a.procedure < b.procedure ? -1 : 1)

export const secondsTurned = ({ turned }: Pick<Visit, 'turned'>): number =>
  Object.values(turned).reduce((all, ms) => all + (ms ?? 0), 0) / 1000

/** Place of the last span that begins at or before it. */
export const spanOf = (seconds: number): number => turnedSpans.findLastIndex((from) => seconds >= from)

/** Words somebody typed stay at the desk: only a reason of the list travels. */
export const reasonOf = (reason: string | undefined): string =>
  reason !== undefined && /^[a-z][a-z-]{0,39}$/.test(reason) ? reason : 'other'
