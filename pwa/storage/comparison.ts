// What this device has of each unit, summed up for the comparison with the server (rule 6). Worked out from its own
// rows and never from what the server says it has. Reading every row takes a second or two, so the sums are kept in
// memory for the sitting, and a dossier is read again only after one of its rows changed.
import { parseAct } from '../../shared/dossier/act.ts'
import { circulationOf } from '../../shared/sync/circulation.ts'
import { bucketOf, countIn, emptyDigest } from '../../shared/sync/digest.ts'
import type { EntryId, UnitDigest } from '../../shared/sync/ports.ts'
import { rowsWith } from './database.ts'
import type { Database, Row } from './database.ts'
import { createQueue } from './queue.ts'
import type { Rows } from './rows.ts'

export interface Comparison {
  digest(unit: string): Promise<UnitDigest>
  /** Ids that `digest` counts, in these buckets. */
  entryIds(unit: string, inBuckets: ReadonlySet<number>): Promise<readonly EntryId[]>
  /** Something of these dossiers came, was received, or is no longer. Called after the commit. */
  touch(dossiers: Iterable<string>): void
}

/** The server has it, as far as this device can know, and under this id. */
export const isCounted = (row: Row, held: ReadonlySet<EntryId>): row is Row & { readonly entry: EntryId } => {
  if (row.entry === undefined) return false
  return row.incarnation === '' || (row.pending !== 1 && row.covered !== 1 && !held.has(row.entry))
}

interface Counted {
  readonly units: ReadonlySet<string>
  readonly ids: ReadonlySet<EntryId>
}

/** Rows read at once: enough to be quick, few enough to leave the screen its turns. */
const rowsAtOnce = 2_000
const dossiersAtOnce = 200

export const createComparison = (database: Database, { open }: Pick<Rows, 'open'>): Comparison => {
  const known = new Map<string, Counted>()
  const sums = new Map<string, Uint8Array>()
  const touched = new Set<string>()
  let everyRowRead = false
  const turns = createQueue()

  /** Counting a dossier a second time takes it out again. */
  const count = ({ units, ids }: Counted): void => {
    for (const unit of units) {
      const sum = sums.get(unit) ?? emptyDigest()
      sums.set(unit, sum)
      countIn(sum, ids)
    }
  }
  const replace = (dossier: string, now: Counted | undefined): void => {
    const before = known.get(dossier)
    if (before) count(before)
    known.delete(dossier)
    if (!now) return
    known.set(dossier, now)
    count(now)
  }
  /** Null when the row is damaged: what can't be read is not had, and the comparison is to find it. */
  const unitsOf = async (row: Row): Promise<readonly string[] | null> => {
    if (row.kind !== 'act') return []
    const entry = await open(row)
    const act = entry && parseAct(entry.bytes)
    return act?.ok === true ? circulationOf([act.value]) : null
  }
  const countRows = async (rows: readonly Row[], into: Map<string, { units: Set<string>; ids: Set<EntryId> }>) => {
    const held = new Set((await database.held.toArray()).map((one) => one.entry))
    const counted = rows.filter((row) => isCounted(row, held))
    const units = await Promise.all(counted.map(unitsOf))
    counted.forEach((row, at) => {
      const sentTo = units[at]
      if (!sentTo) return
      const of = into.get(row.dossier) ?? { units: new Set(), ids: new Set() }
      into.set(row.dossier, of)
      of.ids.add(row.entry)
      for (const unit of sentTo) of.units.add(unit)
    })
    return into
  }
  const readEveryRow = async (): Promise<void> => {
    const found = new Map<string, { units: Set<string>; ids: Set<EntryId> }>()
    for (let after = 0; ;) {
      const rows = await database.rows.where('key').above(after).limit(rowsAtOnce).toArray()
      await countRows(rows, found)
      after = rows.at(-1)?.key ?? after
      if (rows.length < rowsAtOnce) break
    }
    for (const [dossier, counted] of found) replace(dossier, counted)
    everyRowRead = true
  }
  /** What is touched while it reads is read once more: a sum is never older than the last commit before it was asked. */
  const bringUpToDate = async (): Promise<void> => {
    if (!everyRowRead) await readEveryRow()
    while (touched.size > 0) {
      const lot = [...touched].slice(0, dossiersAtOnce)
      for (const dossier of lot) touched.delete(dossier)
      const rows = await rowsWith(database, 'dossier', lot)
      const found = await countRows(rows, new Map())
      for (const dossier of lot) replace(dossier, found.get(dossier))
    }
  }

  return {
    digest: (unit) =>
      turns.run(async () => {
        await bringUpToDate()
        return sums.get(unit)?.slice() ?? emptyDigest()
      }),
    entryIds: (unit, inBuckets) =>
      turns.run(async () => {
        await bringUpToDate()
        return [...known.values()].flatMap(({ units, ids }) =>
          units.has(unit) ? [...ids].filter((id) => inBuckets.has(bucketOf(id))) : [],
        )
      }),
    touch: (dossiers) => {
      for (const one of dossiers) touched.add(one)
    },
  }
}
