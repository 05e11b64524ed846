// The disk of an enrolled device: what the sync machine asks of it (ClientDisk) and what the screens write.
// Every method that resolves has committed. Locked, it can still say what is to be sent and note what was received;
// it can neither read a dossier nor write one.
import type { Chain, ClientDisk, Entry, Held } from '../../shared/sync/ports.ts'
import { applyAnswer } from './answer.ts'
import type { ChainRow, Database, Row } from './database.ts'
import type { DiskState, Unlocked } from './disk-state.ts'
import { noSync, openMeta, readMeta, sealMeta } from './meta.ts'
import type { SealedKey } from './meta.ts'
import { serialsLeft, takeSerial } from './references.ts'
import type { KnownEntry } from './rows.ts'
import { openSummaries, sealSummary } from './summaries.ts'
import type { Summarised } from './summaries.ts'

export interface LocalChange {
  readonly dossier: string
  readonly entries: readonly Pick<Entry, 'kind' | 'bytes'>[]
  /** Sealed facts written together with the entries; null takes one away. */
  readonly facts?: readonly { readonly key: SealedKey; readonly value: unknown }[]
}

export interface DeviceDisk extends ClientDisk {
  /** Rows, summary and facts in one strict transaction. Throws when the browser can't write (full, damaged). */
  write(change: LocalChange): Promise<void>
  /**
   * The same with a serial of that site, which is used up by it. `build` is not called when none is left; when it gives
   * null nothing is written and the serial stays.
   */
  writeNumbered(site: number, build: (serial: number) => LocalChange | null): Promise<void>
  /** Entries of the dossier that the server keeps without applying them. */
  heldOf(dossier: string): Promise<readonly Held[]>
  entriesOf(dossier: string): Promise<readonly KnownEntry[]>
  fact(key: SealedKey): Promise<unknown>
  summaries(): Promise<readonly Summarised[]>
  /** What the server has not yet received: rows not in a packet, bytes of rows and packets, the last packet cut. */
  waiting(): Promise<Waiting>
  /** Makes again the summaries that changed while the device was locked, and those of `also`. */
  refreshStale(also?: readonly string[]): Promise<void>
}

export interface Waiting {
  readonly rows: number
  readonly bytes: number
  readonly mark: { readonly incarnation: string; readonly n: number; readonly hash: string } | null
}

export const createDeviceDisk = (state: DiskState): DeviceDisk => {
  const { database, queue } = state
  const unlocked = (): Unlocked => {
    if (!state.unlocked) throw new Error('the device is locked')
    return state.unlocked
  }

  const commit = async (change: LocalChange, references: Awaited<ReturnType<typeof readMeta<'references'>>>) => {
    const { key, rows, incarnation, summarise } = unlocked()
    const { dossier } = change
    const held = await heldOf(database, dossier)
    const sealed: Row[] = []
    for (const entry of change.entries) sealed.push(await rows.seal({ ...entry, dossier }, { incarnation }))
    const known = await rows.ofDossier(dossier)
    const fresh = await Promise.all(sealed.map(rows.open))
    const summary = summarise(dossier, [...known, ...fresh], idsOf(held))
    const sealedSummary = summary && (await sealSummary(key, summary))
    const facts = change.facts ?? []
    const kept = await Promise.all(
      facts.filter((one) => one.value !== null).map((one) => sealMeta(key, one.key, one.value)),
    )
    const dropped = facts.filter((one) => one.value === null).map((one) => one.key)
    await database.transaction('rw', [database.rows, database.summaries, database.meta], async () => {
      await database.rows.bulkAdd(sealed)
      if (sealedSummary) await database.summaries.put(sealedSummary)
      await database.meta.bulkPut(kept)
      await database.meta.bulkDelete(dropped)
      if (references) await database.meta.put({ key: 'references', value: references })
    })
    state.changed(summary ? [summary] : [], false)
  }

  const outbox = async () => {
    const chains = await database.chains.toArray()
    const acked = new Map(chains.map((one) => [one.incarnation, one.acked]))
    const waiting = await Promise.all(
      chains
        .filter((one) => one.n > one.acked)
        .map((one) => packetsBetween(database, one.incarnation, one.acked, Number.MAX_SAFE_INTEGER).toArray()),
    )
    return waiting
      .flat()
      .filter((packet) => packet.n > (acked.get(packet.incarnation) ?? 0))
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
  }

  return {
    write: (change) => queue.run(() => commit(change, null)),
    writeNumbered: (site, build) =>
      queue.run(async () => {
        const taken = takeSerial((await readMeta(database, 'references')) ?? [], site)
        const change = taken && build(taken.serial)
        if (taken && change) await commit(change, [...taken.blocks])
      }),
    heldOf: (dossier) => heldOf(database, dossier),
    entriesOf: (dossier) => unlocked().rows.ofDossier(dossier),
    fact: (key) => openMeta(database, unlocked().key, key),
    summaries: () => openSummaries(database, unlocked().key),
    waiting: async () => {
      const rows = await database.rows.where('unsent').equals(1).toArray()
      const packets = await outbox()
      const last = await database.outbox.orderBy('order').last()
      const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0)
      return {
        rows: rows.length,
        bytes: sum(rows.map((row) => row.sealed.length)) + sum(packets.map((packet) => packet.bytes.length)),
        mark: last ? { incarnation: last.incarnation, n: last.n, hash: last.hash } : null,
      }
    },
    refreshStale: (also = []) =>
      queue.run(async () => {
        const { key, rows, summarise } = unlocked()
        const stale = new Set([...((await readMeta(database, 'stale')) ?? []), ...also])
        if (stale.size === 0) return
        const made: Summarised[] = []
        for (const dossier of stale) {
          const summary = summarise(dossier, await rows.ofDossier(dossier), idsOf(await heldOf(database, dossier)))
          if (summary) made.push(summary)
        }
        const sealed = await Promise.all(made.map((one) => sealSummary(key, one)))
        await database.transaction('rw', [database.summaries, database.meta], async () => {
          await database.summaries.bulkPut(sealed)
          await database.meta.delete('stale')
        })
        state.changed(made, true)
      }),

    unsent: async () => {
      const open = state.unlocked
      if (!open) return []
      const rows = await database.rows.where('unsent').equals(1).sortBy('key')
      return Promise.all(rows.map(open.rows.open))
    },
    chain: async (incarnation) => {
      const row = await database.chains.get(incarnation)
      return row ? chainOf(row) : null
    },
    chains: async () => {
      const rows = await database.chains.orderBy('born').toArray()
      return rows.filter((row) => row.n > 0).map(chainOf)
    },
    saveCut: (packet, chain, rowKeys, entryOfRow) =>
      queue.run(async () => {
        const entryOf = new Map(rowKeys.map((key, at) => [key, entryOfRow[at]]))
        await database.transaction('rw', [database.rows, database.chains, database.outbox], async () => {
          const rows = (await database.rows.bulkGet([...rowKeys])).filter((row) => row !== undefined)
          await database.rows.bulkPut(
            rows.map((whole) => {
              const { unsent: _carried, ...row } = whole
              const entry = entryOf.get(row.key)
              return { ...row, n: packet.n, ...(entry === undefined ? {} : { entry }) }
            }),
          )
          await database.chains.update(chain.incarnation, { n: chain.n, hash: chain.hash, acked: chain.acked })
          await database.outbox.add(packet)
        })
      }),
    outbox,
    packetsAfter: (incarnation, n, limit) =>
      packetsBetween(database, incarnation, n, Number.MAX_SAFE_INTEGER).limit(limit).toArray(),
    syncState: async () => {
      const { epoch, cursors, beacon, directoryVersion } = (await readMeta(database, 'sync')) ?? noSync
      const referencesLeft = serialsLeft((await readMeta(database, 'references')) ?? [])
      return { epoch, cursors, beacon, directoryVersion, referencesLeft }
    },
    apply: (answer) => queue.run(() => applyAnswer(state, answer)),
  }
}

const packetsBetween = (database: Database, incarnation: string, above: number, to: number) =>
  database.outbox.where('[incarnation+n]').between([incarnation, above], [incarnation, to], false, true)

const chainOf = ({ incarnation, n, hash, acked, held }: ChainRow): Chain => ({
  incarnation,
  n,
  hash,
  acked,
  ...(held === undefined ? {} : { held }),
})

const heldOf = (database: Database, dossier: string): Promise<readonly Held[]> =>
  database.held.where('dossier').equals(dossier).toArray()

const idsOf = (held: readonly Held[]): readonly string[] => held.map((one) => one.entry)
