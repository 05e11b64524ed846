// What a pack states as true, and whether each statement was checked. Screens mark what was not; receipts leave it out.
import { placeOf } from './pack-errors.ts'
import type { ProcedurePack, SourceRef } from './pack.ts'

export interface Fact {
  readonly place: string
  /** French, for the writer of packs. */
  readonly name: string
  readonly source: readonly SourceRef[]
}

/** Everything the pack states as true, with where it comes from. */
export const factsOf = ({ service }: Pick<ProcedurePack, 'service'>): readonly Fact[] => [
  ...service.hasCost.map((cost, i) => ({
    place: placeOf(['service', 'hasCost', i, 'source']),
    name: cost.name.fr,
    source: cost.source,
  })),
  ...service.hasInputType.map((item, i) => ({
    place: placeOf(['service', 'hasInputType', i, 'source']),
    name: item.name.fr,
    source: item.source,
  })),
  ...(service.processingTime.value === null
    ? []
    : [
        {
          place: 'service.processingTime.source',
          name: service.processingTime.value,
          source: service.processingTime.source,
        },
      ]),
  ...(service.maxTime === undefined
    ? []
    : [{ place: 'service.maxTime.source', name: service.maxTime.value, source: service.maxTime.source }]),
]

/** A fact is verified when none of its sources is marked unverified: one doubt on it is a doubt. */
export const isVerified = (source: readonly SourceRef[]): boolean =>
  source.length > 0 && source.every((ref) => ref.kind !== 'unverified')
