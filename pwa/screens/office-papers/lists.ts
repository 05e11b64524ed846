// Lists for the courier of a round and for whoever goes to a douar: which papers are ready, which are missing. Pure.
// It says as little of a person as finds them: the number on their receipt and a first name, never what they asked for.
import { searchKey } from '../../../shared/text/names.ts'
import type { EvidenceItem, ProcedurePack } from '../../../shared/procedure/pack.ts'
import type { PublicState } from '../../../shared/procedure/workflow.ts'

/** The part of a dossier's line that a list is made from. */
export interface ListDossier {
  readonly id: string
  readonly procedure: string
  readonly reference: string | null
  readonly title: string
  readonly public: PublicState
  readonly missing: readonly string[]
  readonly point: string
  /** As it was written; absent where the form does not ask. */
  readonly douar?: string
}

export type ListState = 'ready' | 'missing'
/** `douar`: a page for each. `round`: a page for each point the courier stops at, douar after douar. */
export type GroupBy = 'douar' | 'round'

export interface ListRow {
  readonly id: string
  readonly state: ListState
  readonly reference: string
  /** In each script it was written in; empty where the procedure names nobody. */
  readonly firstNames: readonly string[]
  readonly douar: string
  /** What the person is to bring; nothing for a paper that is ready, but the receipt. */
  readonly bring: readonly Pick<EvidenceItem, 'id' | 'name' | 'pictogram'>[]
}

export interface ListPage {
  readonly key: string
  /** The douar as most people wrote it, or the id of the point; '' where nobody said. */
  readonly place: string
  readonly rows: readonly ListRow[]
}

type PackOf = (ref: string) => Pick<ProcedurePack, 'service' | 'titleRows'> | null

export const listPages = (
  dossiers: readonly ListDossier[],
  packOf: PackOf,
  by: GroupBy,
  states: readonly ListState[],
): readonly ListPage[] => {
  const pages = new Map<string, { places: string[]; rows: ListRow[] }>()
  for (const dossier of dossiers) {
    const row = rowOf(dossier, packOf(dossier.procedure))
    if (row === null || !states.includes(row.state)) continue
    const place = by === 'round' ? dossier.point : row.douar
    const key = by === 'round' ? place : placeKey(place)
    const page = pages.get(key) ?? { places: [], rows: [] }
    pages.set(key, { places: [...page.places, place], rows: [...page.rows, row] })
  }
  return [...pages]
    .map(([key, { places, rows }]) => ({
      key,
      place: mostWritten(places),
      rows: rows.sort(by === 'round' ? byDouar : byNumber),
    }))
    .sort((a, b) => Number(a.key === '') - Number(b.key === '') || compare(a.key, b.key))
}

/** One spelling of a place for all: `Douar Imskar`, `imskar` and `IMSKAR` are one page. */
export const placeKey = (place: string): string => {
  const words = searchKey(place).split(' ')
  const named = words[0] === 'douar' || words[0] === 'دوار' ? words.slice(1) : words
  return (named.length === 0 ? words : named).join(' ')
}

const rowOf = (dossier: ListDossier, pack: ReturnType<PackOf>): ListRow | null => {
  const { id, reference, missing, douar = '' } = dossier
  const state = dossier.public === 'ready' ? 'ready' : dossier.public === 'missing' ? 'missing' : null
  if (state === null || reference === null) return null
  const asked = pack?.service.hasInputType ?? []
  return {
    id,
    state,
    reference,
    firstNames: firstNamesOf(dossier, pack),
    douar: douar.trim(),
    bring: missing.map(
      (piece) => asked.find((one) => one.id === piece) ?? { id: piece, name: { fr: piece, ar: piece }, pictogram: '' },
    ),
  }
}

/** The first word of the name in each script. A title that is a problem and a place names nobody. */
const firstNamesOf = ({ title }: ListDossier, pack: ReturnType<PackOf>): readonly string[] => {
  const named = new Set((pack?.service.produces ?? []).flatMap(({ template }) => template?.nameRows ?? []))
  const [first] = pack?.titleRows ?? []
  if (first === undefined || !named.has(first)) return []
  return title.split(' · ').flatMap((part) => firstName.exec(part.trim())?.[0] ?? [])
}

/** `Abd`, `Moulay`, `Lalla`… begin a first name, and are none. */
const firstName = /^(?:(?:abde?l?|moulay|my|sidi|lalla|عبد|مولاي|سيدي|للا)\s+)?\S+/i

/** The spelling most people used; of equals, the first by its letters. */
const mostWritten = (places: readonly string[]): string => {
  const counts = new Map<string, number>()
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1)
  return [...counts].sort(([a, n], [b, m]) => m - n || compare(a, b))[0]?.[0] ?? ''
}

const byNumber = (a: ListRow, b: ListRow): number =>
  Number(a.state === 'missing') - Number(b.state === 'missing') || compare(a.reference, b.reference)
const byDouar = (a: ListRow, b: ListRow): number => compare(placeKey(a.douar), placeKey(b.douar)) || byNumber(a, b)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
