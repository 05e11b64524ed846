// A copy of the database, read back: whole by SQLite's own check, with everything that was in the original when the
// copy began, and with chains that have no hole. Only what passes here may be called a backup.
import { sql, type Kysely } from 'kysely'
import * as v from 'valibot'
import type { Head } from '../../shared/sync/ports.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { allKept } from '../store/blobs.ts'
import type { Tables } from '../store/schema.ts'
import { openSqlite } from '../store/sqlite.ts'
import type { WantedBlob } from './copy-blobs.ts'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
export const countsShape = v.object({
  packets: count,
  entries: count,
  journal: count,
  circulation: count,
  devices: count,
  agents: count,
})
export type Counts = v.InferOutput<typeof countsShape>
const counted = [
  'packets',
  'entries',
  'journal',
  'circulation',
  'devices',
  'agents',
] as const satisfies (keyof Counts)[]

/** None of these tables ever loses a row. */
export const countsOf = async (db: Kysely<Tables>): Promise<Counts> => {
  const counts: Counts = { packets: 0, entries: 0, journal: 0, circulation: 0, devices: 0, agents: 0 }
  for (const table of counted) {
    const row = await db.selectFrom(table).select(db.fn.countAll<number>().as('rows')).executeTakeFirstOrThrow()
    counts[table] = row.rows
  }
  return counts
}

export interface CopyContents {
  readonly counts: Counts
  /** The last packet of each chain. */
  readonly heads: readonly Head[]
  /** Photographs and sounds that it speaks of. */
  readonly blobs: readonly WantedBlob[]
}

/** What is wrong with it, in words for the operator, or what is in it. `least` was counted before the copy began. */
export const readCopy = async (file: string, least: Counts): Promise<Result<CopyContents, string>> => {
  const opened = openSqlite(file)
  if (!opened.ok) return err('la copie ne s’ouvre pas')
  const { db, close } = opened.value
  try {
    const check = await sql<{ integrity_check: string }>`PRAGMA integrity_check(1)`.execute(db)
    const said = check.rows[0]?.integrity_check
    if (said !== 'ok') return err(`la copie est abîmée (${said})`)
    const orphans = await sql`PRAGMA foreign_key_check`.execute(db)
    if (orphans.rows.length > 0) return err(`la copie a ${orphans.rows.length} lignes sans leur origine`)
    const counts = await countsOf(db)
    const short = counted.filter((table) => counts[table] < least[table])
    if (short.length > 0) return err(`la copie est incomplète (${short.join(', ')})`)
    const heads = await headsOf(db)
    return heads
      ? ok({ counts, heads, blobs: await allKept(db) })
      : err('il manque des envois dans une chaîne de la copie')
  } catch (cause) {
    return err(`la copie ne se lit pas (${cause instanceof Error ? cause.message : String(cause)})`)
  } finally {
    await close()
  }
}

/** Null when a chain lacks a packet. */
const headsOf = async (db: Kysely<Tables>): Promise<readonly Head[] | null> => {
  const rows = await db
    .selectFrom('incarnations')
    .leftJoin('packets', 'packets.incarnation', 'incarnations.id')
    .select(['incarnations.id as incarnation', 'incarnations.n', 'incarnations.hash'])
    .select(({ fn }) => [fn.count<number>('packets.n').as('kept'), fn.max('packets.n').as('last')])
    .where('incarnations.n', '>', 0)
    .groupBy('incarnations.id')
    .execute()
  if (rows.some(({ n, kept, last }) => kept !== n || last !== n)) return null
  return rows.map(({ incarnation, n, hash }) => ({ incarnation, n, hash }))
}
