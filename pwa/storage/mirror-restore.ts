// What a database lacks of its mirror, and how it gets it back. The database never drops an own row but of a dossier that
// was erased, nor a packet that is not received: what the mirror has of these and the database has not was lost, however young the mirror is. Restoring
// adds and moves on, and takes nothing away; what the server has comes again from there.
import type { ChainRow, Database, OutboxRow, Row } from './database.ts'
import { noSync, readMeta } from './meta.ts'
import { withoutErased } from './mirror-erased.ts'
import type { Kept } from './mirror-log.ts'
import { afterLoss } from './references.ts'

export interface Missing {
  /** `lost`: nobody is known in the database any more. `behind`: it lacks something. */
  readonly found: 'lost' | 'behind' | null
  readonly rows: readonly Row[]
  /** The mirror's copies of rows that it knows to be cut or received, and the database not yet. */
  readonly later: readonly Row[]
  readonly packets: readonly OutboxRow[]
  readonly recordings: number
  /** The mirror's copies of rows that the database has otherwise: one of the two is damaged, and only the key can tell. */
  readonly doubtful: readonly Row[]
}

export const missingFrom = async (database: Database, copy: Kept): Promise<Missing> => {
  const kept = await unerased(database, copy)
  const rows = [...kept.rows.values()]
  const found = await database.rows.bulkGet(rows.map((row) => row.key))
  const chains = new Map((await database.chains.toArray()).map((chain) => [chain.incarnation, chain]))
  const packets: OutboxRow[] = []
  for (const packet of [...kept.outbox.values()].sort((a, b) => (a.order ?? 0) - (b.order ?? 0))) {
    const acked = Math.max(...[chains, kept.chains].map((of) => of.get(packet.incarnation)?.acked ?? 0))
    if (packet.n <= acked) continue
    const at = [packet.incarnation, packet.n]
    if ((await database.outbox.where('[incarnation+n]').equals(at).count()) === 0) packets.push(packet)
  }
  const blobs = await database.blobs.bulkGet([...kept.blobs.keys()])
  const lacking = {
    rows: rows.filter((_, at) => found[at] === undefined),
    doubtful: rows.filter((row, at) => found[at] !== undefined && !sameSeal(row, found[at])),
    later: rows.filter((row, at) => sameSeal(row, found[at]) && isLater(row, found[at])),
    packets,
    recordings: blobs.filter((one) => one === undefined).length,
  }
  const wasEnrolled = [...kept.meta.keys()].some(isSlot)
  const isEnrolled = (await database.meta.where('key').startsWith(slot).count()) > 0
  const shorter = [...kept.chains.values()].some((chain) => chain.n > (chains.get(chain.incarnation)?.n ?? 0))
  const lacks = lacking.rows.length + lacking.packets.length + lacking.doubtful.length > 0 || shorter
  return { ...lacking, found: wasEnrolled && !isEnrolled ? 'lost' : lacks ? 'behind' : null }
}

/** One transaction. Afterwards the device asks the server for everything it has, and makes its lines again. */
export const restoreFrom = async (database: Database, copy: Kept, missing: Missing): Promise<void> => {
  const kept = await unerased(database, copy)
  const { rows, chains, outbox, meta, packs, blobs, summaries } = database
  await database.transaction('rw', [rows, chains, outbox, meta, packs, blobs, summaries], async () => {
    const before = {
      sync: (await readMeta(database, 'sync')) ?? null,
      references: (await readMeta(database, 'references')) ?? [],
      stale: (await readMeta(database, 'stale')) ?? [],
    }
    await meta.bulkPut([...kept.meta.values()])
    const sync = (await readMeta(database, 'sync')) ?? before.sync ?? noSync
    const references = afterLoss(before.references, (await readMeta(database, 'references')) ?? [])
    const stale = new Set([...before.stale, ...missing.rows.map((row) => row.dossier)])
    await meta.bulkPut([
      // What came from the server may be gone anywhere: it is all asked for again.
      { key: 'sync', value: { ...sync, cursors: {} } },
      { key: 'references', value: references },
      { key: 'stale', value: [...stale] },
    ])
    // Every dossier is looked at once more, whether it has a line.
    await meta.delete('listed')
    await rows.bulkAdd([...missing.rows])
    await rows.bulkPut([...missing.later])
    await outbox.bulkAdd(missing.packets.map(({ order: _given, ...packet }) => packet))
    for (const chain of kept.chains.values()) {
      const older = await chains.get(chain.incarnation)
      if (older && older.n >= chain.n) continue
      // Rows that an older copy still has unsent may need the key that was destroyed since.
      const sealedKey = chain.sealedKey ?? older?.sealedKey ?? null
      await chains.put({ ...chain, sealedKey, stable: await lastGone(outbox, chain) })
      const received = await rows
        .where('[incarnation+n]')
        .between([chain.incarnation, 0], [chain.incarnation, chain.acked], false, true)
        .toArray()
      await rows.bulkPut(received.map(({ pending: _received, ...row }) => row))
    }
    const known = new Set([
      ...(await blobs.toCollection().primaryKeys()),
      ...(await packs.toCollection().primaryKeys()),
    ])
    await blobs.bulkAdd([...kept.blobs.values()].filter((one) => !known.has(one.hash)))
    await packs.bulkAdd([...kept.packs.values()].filter((one) => !known.has(one.id)))
  })
}

const unerased = async ({ erased }: Database, copy: Kept): Promise<Kept> =>
  withoutErased(copy, new Set(await erased.toCollection().primaryKeys()))

/** Received packets are not in the mirror: up to here this disk has none of the chain, as when they are in backups. */
const lastGone = async (outbox: Database['outbox'], { incarnation, n, stable = 0 }: ChainRow): Promise<number> => {
  const packets = await outbox
    .where('[incarnation+n]')
    .between([incarnation, stable], [incarnation, n], false, true)
    .toArray()
  const here = new Set(packets.map((packet) => packet.n))
  let gone = n
  while (gone > stable && here.has(gone)) gone--
  return gone
}

const slot = 'slot:'
const isSlot = (key: string): boolean => key.startsWith(slot)

const isLater = (copy: Row, row: Row | undefined): boolean =>
  (copy.unsent !== 1 && row?.unsent === 1) || (copy.pending !== 1 && row?.pending === 1)

const sameSeal = (one: Row, other: Row | undefined): boolean =>
  one.sealed.length === other?.sealed.length && one.sealed.every((byte, at) => byte === other.sealed[at])
