// Which rows an answer changes, worked out before the transaction: awaiting a cipher inside it would let half of it
// commit. Reads the disk, writes nothing.
import { fromBase64UrlEncoded } from 'lib0/buffer'
import type { AppliedAnswer } from '../../shared/sync/client-ports.ts'
import type { EntryId } from '../../shared/sync/ports.ts'
import { rowsWith } from './database.ts'
import type { Database, PageRow, Row } from './database.ts'
import type { Rows } from './rows.ts'

export interface AnswerRows {
  /** As they will be, under the same keys. */
  readonly changed: readonly Row[]
  readonly added: readonly Row[]
  /** Keys of damaged rows that came again: `added` has them anew. */
  readonly replaced: readonly number[]
  readonly pages: readonly PageRow[]
  /** Rows that a fork leaves behind, or that are no longer left behind. Nothing in them changes. */
  readonly turned: readonly Row[]
}

/** `rows` is null on a locked device. */
export const findChanges = async (
  database: Database,
  rows: Rows | null,
  answer: AppliedAnswer,
): Promise<AnswerRows> => {
  const entries = new Map(answer.entries.map((one) => [one.id, one]))
  const changed = new Map((await movedRows(database, answer)).map((row) => [row.key, row]))
  const known = await rowsWith(database, 'entry', entries.keys())
  const ids = [...entries.keys()]
  // What this device wrote and gets back: the server has it, whatever the heads say. What came is kept as it came.
  for (const row of known.filter(isOwn)) {
    const { pending: _pending, ...received } = changed.get(row.key) ?? row
    changed.set(row.key, received)
  }
  const replaced = new Set<number>()
  const unproven: Row[] = []
  for (const row of known.filter((one) => !isOwn(one))) {
    if (rows && !(await rows.open(row))) replaced.add(row.key)
    else {
      if (row.page === undefined) unproven.push(row)
      entries.delete(row.entry ?? '')
    }
  }
  const bare = new Set([...entries.keys(), ...unproven.map((row) => row.entry ?? '')])
  const { pageOf, pages } = await proofsFor(database, answer, new Set(ids.filter((id) => bare.has(id))))
  const proven = <R extends Row>(row: R): R => {
    const page = pageOf.get(row.entry ?? '')
    return page === undefined ? row : { ...row, page }
  }
  for (const row of unproven) if (pageOf.has(row.entry ?? '')) changed.set(row.key, proven(row))
  const fresh = [...entries.values()]
  const added = rows ? await Promise.all(fresh.map((entry) => rows.seal(entry, { entry: entry.id }))) : []
  return {
    changed: [...changed.values()],
    added: added.map(proven),
    replaced: [...replaced],
    pages,
    turned: await turnedRows(database, answer),
  }
}

/** Those of these entries that have come from the server. */
export const cameAmong = async (database: Database, ids: Iterable<EntryId>): Promise<ReadonlySet<EntryId>> => {
  const found = await rowsWith(database, 'entry', ids)
  return new Set(found.filter((row) => !isOwn(row)).map((row) => row.entry ?? ''))
}

const isOwn = ({ incarnation }: Row): boolean => incarnation !== ''

/** Rows whose packet came under a head, or fell out of one after a restore of the server. */
const movedRows = async (database: Database, answer: AppliedAnswer): Promise<readonly Row[]> => {
  const moved: Row[] = []
  for (const { incarnation, n } of answer.heads) {
    const chain = await database.chains.get(incarnation)
    if (!chain || chain.acked === n) continue
    const range = [Math.min(chain.acked, n), Math.max(chain.acked, n)] as const
    const rows = await database.rows
      .where('[incarnation+n]')
      .between([incarnation, range[0]], [incarnation, range[1]], false, true)
      .toArray()
    const came =
      n < chain.acked
        ? await cameAmong(
            database,
            rows.map((row) => row.entry ?? ''),
          )
        : new Set()
    for (const { pending: _pending, ...row } of rows) {
      const waits = (row.n ?? 0) > n && row.covered !== 1 && !came.has(row.entry ?? '')
      moved.push(waits ? { ...row, pending: 1 } : row)
    }
  }
  return moved
}

/** The pages that prove these entries, numbered after those that are kept. */
const proofsFor = async (
  database: Database,
  answer: AppliedAnswer,
  wanted: ReadonlySet<EntryId>,
): Promise<{ readonly pageOf: ReadonlyMap<EntryId, number>; readonly pages: readonly PageRow[] }> => {
  const pageOf = new Map<EntryId, number>()
  const pages: PageRow[] = []
  let last = (await database.pages.orderBy('id').last())?.id ?? 0
  for (const { epoch, unit, ids, receipt } of answer.pages) {
    const here = ids.filter((id) => wanted.has(id))
    if (here.length === 0) continue
    const id = ++last
    for (const one of here) pageOf.set(one, id)
    pages.push({ id, epoch, unit, ids: joined(ids), receipt })
  }
  return { pageOf, pages }
}

const turnedRows = async (database: Database, { forked, heads }: AppliedAnswer): Promise<readonly Row[]> => {
  const before = await database.chains.filter((chain) => chain.forked === true).primaryKeys()
  const turned = new Set([...forked, ...heads.map((head) => head.incarnation).filter((one) => before.includes(one))])
  if (turned.size === 0) return []
  const pending = await database.rows.where('pending').equals(1).toArray()
  return pending.filter((row) => turned.has(row.incarnation))
}

const joined = (ids: readonly EntryId[]): Uint8Array => {
  const bytes = new Uint8Array(ids.length * 32)
  ids.forEach((id, at) => bytes.set(fromBase64UrlEncoded(id), at * 32))
  return bytes
}
