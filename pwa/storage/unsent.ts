// What waits on this device, from what lies in clear beside the seals: a locked device can count it, and tell nothing of
// anybody. Reads, never writes.
import type { HeldReason } from '../../shared/sync/ports.ts'
import { parsePacket } from '../../shared/sync/packet.ts'
import type { ChainRow, Database, OutboxRow, Row } from './database.ts'
import { readSticks } from './sticks.ts'

/** What of one dossier is not received, or is received and held. */
export interface WaitingDossier {
  readonly dossier: string
  /** Draft updates that wait. */
  readonly answers: number
  readonly acts: number
  /** False for a recording and for a day's numbers, which have no answers. */
  readonly isRequest: boolean
  /** ISO 8601, when the oldest waiting packet was cut; null before it is in a packet. */
  readonly since: string | null
  readonly place: 'forked' | 'on-stick' | 'kept'
  readonly held: readonly HeldReason[]
}

export interface WaitingFacts {
  readonly dossiers: readonly WaitingDossier[]
  readonly packets: number
  readonly bytes: number
  readonly since: string | null
  /** Packets in the last file put on a stick, and those of them that are not received. */
  readonly stick: { readonly number: number; readonly at: string; readonly left: number } | null
  /** Own dossiers by how far they got: received, and in the server's backups. */
  readonly received: number
  readonly backedUp: number
}

export const readWaiting = async (database: Database): Promise<WaitingFacts> => {
  const chains = new Map((await database.chains.toArray()).map((chain) => [chain.incarnation, chain]))
  const pending = await database.rows.where('pending').equals(1).toArray()
  const waiting = await waitingPackets(database, [...chains.values()])
  const cutAt = new Map(waiting.map((packet) => [`${packet.incarnation}|${packet.n}`, timeOf(packet)]))
  const sticks = await readSticks(database)
  const isOnStick = ({ incarnation, n }: { incarnation: string; n?: number }): boolean =>
    n !== undefined && sticks.some((one) => one.upTo.some((head) => head.incarnation === incarnation && n <= head.n))

  const held = Map.groupBy(await database.held.toArray(), (one) => one.dossier)
  const rowsOf = Map.groupBy(pending, (row) => row.dossier)
  const dossiers = await Promise.all(
    [...new Set([...rowsOf.keys(), ...held.keys()])].map(async (dossier): Promise<WaitingDossier> => {
      const rows = rowsOf.get(dossier) ?? []
      const times = rows.flatMap((row) => cutAt.get(`${row.incarnation}|${row.n}`) ?? [])
      return {
        dossier,
        answers: rows.filter((row) => row.kind === 'draft').length,
        acts: rows.filter((row) => row.kind === 'act').length,
        isRequest: await hasDraft(database, dossier),
        since: oldest(times),
        place: placeOf(rows, chains, isOnStick),
        held: [...new Set((held.get(dossier) ?? []).map((one) => one.reason))],
      }
    }),
  )
  const last = sticks.at(-1)
  return {
    dossiers,
    packets: waiting.length,
    bytes:
      sum(waiting.map((packet) => packet.bytes.length)) + sum(pending.filter(isUncut).map((row) => row.sealed.length)),
    since: oldest([...cutAt.values()]),
    stick: last ? { number: last.number, at: last.at, left: waiting.filter(isOnStick).length } : null,
    ...(await arrived(database, chains, pending)),
  }
}

const waitingPackets = async (database: Database, chains: readonly ChainRow[]): Promise<readonly OutboxRow[]> => {
  const open = chains.filter((chain) => chain.forked !== true && chain.n > chain.acked)
  const found = await Promise.all(
    open.map(({ incarnation, acked, n }) =>
      database.outbox.where('[incarnation+n]').between([incarnation, acked], [incarnation, n], false, true).toArray(),
    ),
  )
  return found.flat()
}

const placeOf = (
  rows: readonly Row[],
  chains: ReadonlyMap<string, ChainRow>,
  isOnStick: (row: Row) => boolean,
): WaitingDossier['place'] => {
  if (rows.some((row) => chains.get(row.incarnation)?.forked === true)) return 'forked'
  return rows.length > 0 && rows.every(isOnStick) ? 'on-stick' : 'kept'
}

const hasDraft = async (database: Database, dossier: string): Promise<boolean> =>
  (await database.rows
    .where('dossier')
    .equals(dossier)
    .filter((row) => row.kind === 'draft')
    .first()) !== undefined

/**
 * Whole dossiers only: one that still waits in part is kept here, and nothing better. Asks for what was written here, a
 * slice at a time, and never walks over what came from the server: that is ten thousand steps on a clerk's old machine,
 * while somebody waits to unlock it.
 */
const arrived = async (
  database: Database,
  chains: ReadonlyMap<string, ChainRow>,
  pending: readonly Row[],
): Promise<Pick<WaitingFacts, 'received' | 'backedUp'>> => {
  const waits = new Set(pending.map((row) => row.dossier))
  const safe = new Map<string, boolean>()
  for (const { incarnation, n, stable = 0 } of chains.values())
    for (let from = 0; from <= n; from += slice) {
      const rows = await database.rows
        .where('[incarnation+n]')
        .between([incarnation, from], [incarnation, from + slice], true, false)
        .toArray()
      for (const row of rows) {
        if (waits.has(row.dossier)) continue
        safe.set(row.dossier, (safe.get(row.dossier) ?? true) && (row.n ?? 0) <= stable)
      }
    }
  return { received: safe.size, backedUp: [...safe.values()].filter(Boolean).length }
}

/** Packets whose rows are read at once. */
const slice = 64

const isUncut = (row: Row): boolean => row.unsent === 1

/** When the packet was cut, by the device's clock. */
const timeOf = ({ bytes }: OutboxRow): string => {
  const parsed = parsePacket(bytes)
  return new Date(parsed.ok ? parsed.value.header.deviceTime : 0).toISOString()
}

const oldest = (times: readonly string[]): string | null =>
  times.reduce<string | null>((first, time) => (first === null || time < first ? time : first), null)

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0)
