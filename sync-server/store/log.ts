// The log: every entry that ever came in a genuine packet, held or applied, in order of arrival. It only grows.
import { sql, type Kysely } from 'kysely'
import { parseAct, type Act } from '../../shared/dossier/act.ts'
import { waitingReasons } from '../../shared/sync/judge.ts'
import type { EntryId, Held, HeldReason, PulledEntry } from '../../shared/sync/ports.ts'
import type { LogEntry, WaitingEntry } from '../../shared/sync/server-ports.ts'
import { chunked, inChunks } from './chunks.ts'
import { keepContents, withBytes } from './contents.ts'
import { takeNumbers } from './counters.ts'
import type { JournalLine } from './journal.ts'
import type { Tables } from './schema.ts'

const columns = ['id', 'dossier', 'kind', 'incarnation', 'n', 'position', 'content'] as const

/** As the indexes have them: the rows found by a beginning are few, and the whole decides. */
const idStart = sql<string>`substr(id, 1, 12)`
const dossierStart = sql<string>`substr(dossier, 1, 8)`
const startsOf = (all: readonly string[], length: number): readonly string[] => all.map((one) => one.slice(0, length))

const rowsById = (db: Kysely<Tables>, ids: readonly EntryId[]) =>
  chunked(ids, (chunk) =>
    db
      .selectFrom('entries')
      .select(['id', 'held', 'position'])
      .where(idStart, 'in', startsOf(chunk, 12))
      .where('id', 'in', chunk)
      .execute(),
  )

export const knownEntries = async (
  db: Kysely<Tables>,
  ids: readonly EntryId[],
): Promise<ReadonlyMap<EntryId, HeldReason | null>> =>
  new Map((await rowsById(db, ids)).map(({ id, held }) => [id, held]))

/** Their places in the log, in the order in which they were asked for. Throws when one is not there. */
export const linesOf = async (db: Kysely<Tables>, ids: readonly EntryId[]): Promise<readonly JournalLine[]> => {
  const found = new Map((await rowsById(db, ids)).map((row) => [row.id, row]))
  return ids.map((id) => {
    const line = found.get(id)
    if (!line) throw new Error(`entry ${id} is not in the log`)
    return line
  })
}

/** Appends in this order. `life` is the counter of the epoch. */
export const appendEntries = async (
  db: Kysely<Tables>,
  entries: readonly LogEntry[],
  life: number,
): Promise<readonly JournalLine[]> => {
  if (entries.length === 0) return []
  const first = await takeNumbers(db, 'entries', entries.length)
  const contents = await keepContents(
    db,
    first,
    entries.map(({ bytes }) => bytes),
  )
  const rows = entries.map(({ id, dossier, kind, origin, held }, at) => {
    const { incarnation, n } = origin
    return { position: first + at, id, dossier, kind, incarnation, n, held, life, content: contents[at] ?? 0 }
  })
  for (const chunk of inChunks(rows)) await db.insertInto('entries').values(chunk).execute()
  return rows.map(({ id, position }) => ({ id, position }))
}

/** The entry as it stands in the log, its verdict replaced. */
export const settleEntry = async (db: Kysely<Tables>, id: EntryId, held: HeldReason | null): Promise<PulledEntry> => {
  const row = await db
    .updateTable('entries')
    .set({ held })
    .where(idStart, '=', id.slice(0, 12))
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow()
  const [entry] = await withBytes(db, [row])
  if (!entry) throw new Error(`entry ${id} is not in the log`)
  return entry
}

export const heldOf = async (db: Kysely<Tables>, incarnations: readonly string[]): Promise<readonly Held[]> => {
  const rows = await chunked(incarnations, (chunk) =>
    db
      .selectFrom('entries')
      .select(['id as entry', 'incarnation', 'dossier', 'held'])
      .where('incarnation', 'in', chunk)
      .where('held', 'is not', null)
      .orderBy('position')
      .execute(),
  )
  return rows.flatMap(({ held, ...row }) => (held ? [{ ...row, reason: held }] : []))
}

export const pendingOf = async (db: Kysely<Tables>, dossiers: readonly string[]): Promise<readonly WaitingEntry[]> =>
  withBytes(
    db,
    await chunked(dossiers, (chunk) =>
      db
        .selectFrom('entries')
        .select(columns)
        .where(dossierStart, 'in', startsOf(chunk, 8))
        .where('dossier', 'in', chunk)
        .where('held', 'in', waitingReasons)
        .orderBy('position')
        .execute(),
    ),
  )

export const appliedIds = async (db: Kysely<Tables>, dossier: string): Promise<readonly EntryId[]> => {
  const rows = await db
    .selectFrom('entries')
    .select('id')
    .where(dossierStart, '=', dossier.slice(0, 8))
    .where('dossier', '=', dossier)
    .where('held', 'is', null)
    .orderBy('position')
    .execute()
  return rows.map(({ id }) => id)
}

/** Applied entries of these dossiers, in order of arrival. */
export const appliedOf = async (
  db: Kysely<Tables>,
  dossiers: readonly string[],
  kind: PulledEntry['kind'],
): Promise<readonly WaitingEntry[]> =>
  withBytes(
    db,
    await chunked(dossiers, (chunk) =>
      db
        .selectFrom('entries')
        .select(columns)
        .where(dossierStart, 'in', startsOf(chunk, 8))
        .where('dossier', 'in', chunk)
        .where('kind', '=', kind)
        .where('held', 'is', null)
        .orderBy('position')
        .execute(),
    ),
  )

/** Everything that ever came for a dossier, held or applied, in order of arrival. */
export const everythingOf = async (
  db: Kysely<Tables>,
  dossier: string,
): Promise<readonly (WaitingEntry & { readonly held: HeldReason | null })[]> =>
  withBytes(
    db,
    await db
      .selectFrom('entries')
      .select([...columns, 'held'])
      .where(dossierStart, '=', dossier.slice(0, 8))
      .where('dossier', '=', dossier)
      .orderBy('position')
      .execute(),
  )

/** The acts of a dossier that were applied, in order of arrival. Also read outside a sync, by the citizen's page. */
export const actsOf = async (db: Kysely<Tables>, dossier: string): Promise<readonly Act[]> =>
  (await appliedOf(db, [dossier], 'act')).map(actIn)

/** Only acts that parsed were applied: anything else is a damaged disk, and must be loud. */
export const actIn = ({ dossier, bytes }: PulledEntry): Act => {
  const act = parseAct(bytes)
  if (!act.ok) throw new Error(`a stored act of dossier ${dossier} no longer reads`)
  return act.value
}
