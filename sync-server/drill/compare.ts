// What one database has and another lacks, entry by entry: a copy of the live server against a restored one. It judges
// nothing of what the restored one has beside.
import type { Kysely } from 'kysely'
import { entryId } from '../../shared/sync/entry.ts'
import type { HeldReason } from '../../shared/sync/ports.ts'
import { withBytes } from '../store/contents.ts'
import { knownEntries } from '../store/log.ts'
import type { Tables } from '../store/schema.ts'

export interface Lacking {
  /** Dossiers with at least one entry that is lost, revived, or held though it counted. */
  readonly dossiers: number
  readonly lost: number
  /** Counted in the live server, and held in this one. */
  readonly held: number
  /** Of dossiers that were erased, and here again. */
  readonly revived: number
  /** Packets of the chains of known devices. Their entries may be here all the same, by witnesses. */
  readonly packets: number
  /** Filed requests that a citizen cannot look up. */
  readonly lookups: number
  /** Photographs and sounds that devices may have deleted, being in two backups. */
  readonly blobs: number
  /** The first few, for whoever looks for the cause. */
  readonly examples: readonly { readonly entry: string; readonly dossier: string }[]
}

const PAGE = 500
const EXAMPLES = 20

export const whatLacks = async (live: Kysely<Tables>, restored: Kysely<Tables>): Promise<Lacking> => {
  const dossiers = new Set<string>()
  const examples: { entry: string; dossier: string }[] = []
  const counts = { lost: 0, held: 0, revived: 0 }
  for await (const rows of entriesOf(live)) {
    const found = await knownEntries(
      restored,
      rows.map(({ id }) => id),
    )
    for (const row of rows) {
      const fate = fateOf(row.held, found.get(row.id))
      if (fate === null) continue
      counts[fate]++
      dossiers.add(row.dossier)
      if (examples.length < EXAMPLES) examples.push({ entry: row.id, dossier: row.dossier })
    }
  }
  return {
    dossiers: dossiers.size,
    ...counts,
    packets: await packetsLacking(live, restored),
    lookups: await lookupsLacking(live, restored),
    blobs: await blobsMissing(live, restored, 1),
    examples,
  }
}

/** `here` is undefined when it is not there. */
const fateOf = (live: HeldReason | null, here: HeldReason | null | undefined): 'lost' | 'held' | 'revived' | null => {
  if (live === 'erased') return here === 'erased' || here === undefined ? null : 'revived'
  if (here === undefined) return 'lost'
  return live === null && here !== null ? 'held' : null
}

/** Entries whose bytes are not what their id promises; throws when some do not read at all. */
export const damagedEntries = async (db: Kysely<Tables>): Promise<number> => {
  let damaged = 0
  for await (const rows of entriesOf(db))
    for (const entry of await withBytes(
      db,
      rows.filter(({ held }) => held !== 'erased'),
    ))
      if (entryId(entry) !== entry.id) damaged++
  return damaged
}

/** Dossiers of which anything came, and entries. */
export const sizeOf = async (
  db: Kysely<Tables>,
): Promise<{ readonly dossiers: number; readonly entries: number; readonly packets: number }> => {
  const entries = await db
    .selectFrom('entries')
    .select(({ fn }) => [fn.countAll<number>().as('entries'), fn.count<number>('dossier').distinct().as('dossiers')])
    .executeTakeFirstOrThrow()
  const packets = await db.selectFrom('packets').select(db.fn.countAll<number>().as('rows')).executeTakeFirstOrThrow()
  return { ...entries, packets: packets.rows }
}

/** The log, a page at a time. */
const entriesOf = async function* (db: Kysely<Tables>) {
  for (let after = 0; ;) {
    const rows = await db
      .selectFrom('entries')
      .select(['id', 'dossier', 'kind', 'held', 'position', 'content'])
      .where('position', '>', after)
      .orderBy('position')
      .limit(PAGE)
      .execute()
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = last.position
  }
}

/** Chains are linked by their hashes: one whose head is here is here whole. */
const packetsLacking = async (live: Kysely<Tables>, restored: Kysely<Tables>): Promise<number> => {
  const known = await devicesOf(restored)
  const here = new Map((await headsOf(restored)).map((row) => [row.id, row]))
  let lacking = 0
  for (const { id, device, n, hash } of await headsOf(live)) {
    if (!known.has(device)) continue
    const chain = here.get(id)
    if (!chain || chain.n < n) lacking += n - (chain?.n ?? 0)
    else if (chain.n === n && chain.hash !== hash) lacking += n
  }
  return lacking
}

const headsOf = (db: Kysely<Tables>) => db.selectFrom('incarnations').select(['id', 'device', 'n', 'hash']).execute()

const lookupsLacking = async (live: Kysely<Tables>, restored: Kysely<Tables>): Promise<number> => {
  const here = new Set((await restored.selectFrom('lookups').select('dossier').execute()).map(({ dossier }) => dossier))
  const there = await live.selectFrom('lookups').select('dossier').execute()
  return there.filter(({ dossier }) => !here.has(dossier)).length
}

/** Photographs and sounds of the live server that the restored one has not: in two backups or not yet. */
const blobsMissing = async (live: Kysely<Tables>, restored: Kysely<Tables>, stable: 0 | 1): Promise<number> => {
  const keptIn = (db: Kysely<Tables>) => db.selectFrom('blobs').select('hash').where('refused', 'is', null).distinct()
  const here = new Set((await keptIn(restored).execute()).map(({ hash }) => hash))
  const there = await keptIn(live).where('stable', '=', stable).execute()
  return there.filter(({ hash }) => !here.has(hash)).length
}

/** Those that their devices still have: they send them again. */
export const blobsToSend = (live: Kysely<Tables>, restored: Kysely<Tables>): Promise<number> =>
  blobsMissing(live, restored, 0)

/** Devices of the live server that the restored one does not know. */
export const newDevices = async (live: Kysely<Tables>, restored: Kysely<Tables>): Promise<number> => {
  const known = await devicesOf(restored)
  return [...(await devicesOf(live))].filter((id) => !known.has(id)).length
}

const devicesOf = async (db: Kysely<Tables>): Promise<ReadonlySet<string>> =>
  new Set((await db.selectFrom('devices').select('id').execute()).map(({ id }) => id))
