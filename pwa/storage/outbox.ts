// Chains and kept packets, all readable on a locked device: packets are sealed to the server. A packet stays after the
// server has it, until it is in backups (rule 3), so a server that lost it can be given it again.
import type { Chain, ClientDisk } from '../../shared/sync/client-ports.ts'
import type { OutboxPacket } from '../../shared/sync/ports.ts'
import { cameAmong } from './answer-rows.ts'
import type { ChainRow, Database, OutboxRow } from './database.ts'
import type { Queue } from './queue.ts'

export interface Waiting {
  readonly rows: number
  readonly bytes: number
  readonly mark: { readonly incarnation: string; readonly n: number; readonly hash: string } | null
}

export interface Outbox extends Pick<ClientDisk, 'chain' | 'chains' | 'saveCut' | 'outbox' | 'packetsAfter'> {
  /** What is still to be sent: rows not in a packet, bytes of rows and packets. And the last packet cut. */
  waiting(): Promise<Waiting>
}

/** `changed` is told of dossiers whose rows say something else now than that a packet carries them. */
export const createOutbox = (
  database: Database,
  queue: Queue,
  changed: (dossiers: Iterable<string>) => void,
): Outbox => {
  const packets = (incarnation: string, above: number) =>
    database.outbox
      .where('[incarnation+n]')
      .between([incarnation, above], [incarnation, Number.MAX_SAFE_INTEGER], false, true)

  const outbox = async (): Promise<readonly OutboxPacket[]> => {
    const chains = await database.chains.filter((one) => one.forked !== true && one.n > one.acked).toArray()
    const waiting = await Promise.all(chains.map((one) => packets(one.incarnation, one.acked).toArray()))
    return waiting
      .flat()
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      .map(packetOf)
  }
  const lastCut = async (): Promise<Waiting['mark']> => {
    const packet = await database.outbox.orderBy('order').last()
    const last = packet ?? (await database.chains.orderBy('born').reverse().toArray()).find((chain) => chain.n > 0)
    return last ? { incarnation: last.incarnation, n: last.n, hash: last.hash } : null
  }

  return {
    outbox,
    chain: async (incarnation) => {
      const row = await database.chains.get(incarnation)
      return row ? chainOf(row) : null
    },
    chains: async () => {
      const rows = await database.chains.orderBy('born').toArray()
      const held = Map.groupBy(await database.held.toArray(), (one) => one.incarnation)
      return rows
        .filter((row) => row.n > 0)
        .map((row) => ({ ...chainOf(row), held: held.get(row.incarnation)?.length ?? 0 }))
    },
    saveCut: (packet, chain, rowKeys, entryOfRow) =>
      queue.run(async () => {
        const entryOf = new Map(rowKeys.map((key, at) => [key, entryOfRow[at]]))
        const received: string[] = []
        await database.transaction('rw', [database.rows, database.chains, database.outbox], async () => {
          const rows = (await database.rows.bulkGet([...rowKeys])).filter((row) => row !== undefined)
          // What a disk that went back in time writes again may have come from the server meanwhile.
          const came = await cameAmong(database, entryOfRow)
          await database.rows.bulkPut(
            rows.map((whole) => {
              const { unsent: _carried, pending, ...row } = whole
              const entry = entryOf.get(row.key) ?? ''
              if (came.has(entry)) received.push(row.dossier)
              return { ...row, ...(came.has(entry) ? {} : pending && { pending }), n: packet.n, entry }
            }),
          )
          await database.chains.update(chain.incarnation, { n: chain.n, hash: chain.hash, acked: chain.acked })
          // A copy: the table writes its own number into what it is given.
          await database.outbox.add({ ...packet })
        })
        changed(received)
      }),
    packetsAfter: (incarnation, n, limit) =>
      packets(incarnation, n)
        .limit(limit)
        .toArray()
        .then((found) => found.map(packetOf)),
    waiting: async () => {
      const forked = new Set(
        (await database.chains.filter((one) => one.forked === true).toArray()).map((one) => one.incarnation),
      )
      const unsent = await database.rows.where('unsent').equals(1).toArray()
      // What a fork left behind is a task for a person; the link will never take it.
      const rows = unsent.filter((row) => !forked.has(row.incarnation))
      const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0)
      return {
        rows: rows.length,
        bytes: sum(rows.map((row) => row.sealed.length)) + sum((await outbox()).map((packet) => packet.bytes.length)),
        mark: await lastCut(),
      }
    },
  }
}

export const packetOf = ({ incarnation, n, hash, bytes }: OutboxRow): OutboxPacket => ({ incarnation, n, hash, bytes })

const chainOf = ({ incarnation, n, hash, acked, forked, stable }: ChainRow): Chain => ({
  incarnation,
  n,
  hash,
  acked,
  ...(forked === undefined ? {} : { forked }),
  ...(stable === undefined ? {} : { stable }),
})
