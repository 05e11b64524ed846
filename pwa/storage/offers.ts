// What this device still has of entries that a server lost (rules 4 and 6): what came, with the page that proves it, and
// for the rest its own kept packets, which prove themselves. As much as one request can take, never all at once.
import { toBase64UrlEncoded } from 'lib0/buffer'
import { limits } from '../../shared/sync/limits.ts'
import type { Offers } from '../../shared/sync/client-ports.ts'
import type { EntryId, PulledEntry, WitnessPage } from '../../shared/sync/ports.ts'
import { rowsWith } from './database.ts'
import type { Database, OutboxRow, PageRow, Row } from './database.ts'
import { packetOf } from './outbox.ts'
import type { Rows } from './rows.ts'

export const offersFor = async (database: Database, rows: Rows | null, ids: ReadonlySet<EntryId>): Promise<Offers> => {
  const found = (await rowsWith(database, 'entry', ids)).sort((a, b) => a.key - b.key)
  const proven = rows ? found.filter((row) => row.page !== undefined) : []
  const provenIds = new Set(proven.map((row) => row.entry))
  const packets = await packetsWith(
    database,
    found.filter((row) => !provenIds.has(row.entry)),
  )
  return { packets, entries: rows ? await withPages(database, rows, proven) : [] }
}

const packetsWith = async (database: Database, found: readonly Row[]): Promise<Offers['packets']> => {
  const carried = new Map<string, { readonly at: [string, number]; readonly ids: Set<EntryId> }>()
  for (const { incarnation, n, entry } of found) {
    if (n === undefined || entry === undefined) continue
    const key = `${incarnation}|${n}`
    const packet = carried.get(key) ?? { at: [incarnation, n], ids: new Set() }
    packet.ids.add(entry)
    carried.set(key, packet)
  }
  const places = await database.outbox
    .where('[incarnation+n]')
    .anyOf([...carried.values()].map((one) => one.at))
    .primaryKeys()
  const first = places.sort((a, b) => a - b).slice(0, limits.requestPackets)
  const packets = (await database.outbox.bulkGet(first)).filter((packet) => packet !== undefined)
  return packets.map((packet) => ({ packet: packetOf(packet), ids: [...(carried.get(keyOf(packet))?.ids ?? [])] }))
}

const withPages = async (database: Database, rows: Rows, proven: readonly Row[]): Promise<Offers['entries']> => {
  // One object for a page, however many entries it proves: a request carries it once.
  const pages = new Map<number, WitnessPage | null>()
  const entries: { readonly entry: PulledEntry; readonly page: WitnessPage }[] = []
  let room: number = limits.batchMost
  for (const row of proven) {
    if (room <= 0) break
    const { page: number, entry: id } = row
    const known = await rows.open(row)
    if (!known || number === undefined || id === undefined) continue
    const page = pages.get(number) ?? pageOf(await database.pages.get(number))
    pages.set(number, page)
    if (!page) continue
    const { dossier, kind, bytes } = known
    entries.push({ entry: { id, dossier, kind, bytes }, page })
    room -= bytes.length
  }
  return entries
}

const keyOf = ({ incarnation, n }: OutboxRow): string => `${incarnation}|${n}`

const pageOf = (row: PageRow | undefined): WitnessPage | null =>
  row
    ? {
        epoch: row.epoch,
        unit: row.unit,
        ids: Array.from({ length: row.ids.length / 32 }, (_, at) =>
          toBase64UrlEncoded(row.ids.subarray(at * 32, at * 32 + 32)),
        ),
        receipt: row.receipt,
      }
    : null
