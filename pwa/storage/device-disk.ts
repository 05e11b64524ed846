// The disk of an enrolled device: what the sync machine asks of it (ClientDisk) and what the screens write.
// Every method that resolves has committed. Locked, it can still say what is to be sent and note what was received;
// it can neither read a dossier nor write one.
import type { ClientDisk } from '../../shared/sync/client-ports.ts'
import type { Entry, Held } from '../../shared/sync/ports.ts'
import { applyAnswer } from './answer.ts'
import type { Database } from './database.ts'
import type { DiskState, Unlocked } from './disk-state.ts'
import { lineAhead } from './line-ahead.ts'
import type { LineAhead } from './line-ahead.ts'
import { createLinePages, openSummaries } from './line-pages.ts'
import { noSync, openMeta, openMetaOf, readMeta, sealMeta } from './meta.ts'
import type { SealedKey } from './meta.ts'
import { offersFor } from './offers.ts'
import { createOutbox } from './outbox.ts'
import type { Waiting } from './outbox.ts'
import { serialsLeft, takeSerial } from './references.ts'
import type { KnownEntry } from './rows.ts'
import { createStranded } from './stranded.ts'
import { sealSummary, summariesAfter } from './summaries.ts'
import type { Summarised } from './summaries.ts'
import { asSave, writeAtOnce } from './write-at-once.ts'

export interface LocalChange {
  readonly dossier: string
  readonly entries: readonly Pick<Entry, 'kind' | 'bytes'>[]
  /** Sealed facts written together with the entries; null takes one away. */
  readonly facts?: readonly { readonly key: SealedKey; readonly value: unknown }[]
  /** From whoever has the dossier open: its rows need not be read again for the list. */
  readonly line?: LineAhead
}

export interface DeviceDisk extends ClientDisk {
  /** Rows, summary and facts in one strict transaction. Throws when the browser can't write (full, damaged). */
  write(change: LocalChange): Promise<void>
  /** Goes up with each change of the dossier here: what was read of it at another version is out of date. */
  versionOf(dossier: string): number
  /**
   * The same with a serial of that site, which is used up by it. `build` is not called when none is left; when it gives
   * null nothing is written and the serial stays.
   */
  writeNumbered(site: number, build: (serial: number) => LocalChange | null): Promise<void>
  /** Entries of the dossier that the server keeps without applying them. */
  heldOf(dossier: string): Promise<readonly Held[]>
  entriesOf(dossier: string): Promise<readonly KnownEntry[]>
  fact(key: SealedKey): Promise<unknown>
  /** The picture of each request that sleeps, by dossier. */
  asleep(): Promise<ReadonlyMap<string, unknown>>
  /** A sealed fact that belongs to no dossier. */
  keepFact(key: SealedKey, value: unknown): Promise<void>
  /** Those that open; `refreshStale` makes the others again. */
  summaries(): Promise<readonly Summarised[]>
  /** For the next unlock to be quick: nobody waits for it. */
  gatherLines(): void
  waiting(): Promise<Waiting>
  /** Makes again the summaries that changed while the device was locked, and those of `also`. */
  refreshStale(also?: readonly string[]): Promise<void>
}

export const createDeviceDisk = (state: DiskState): DeviceDisk => {
  const { database, queue } = state
  const pages = createLinePages(state)
  const unlocked = (): Unlocked => {
    if (!state.unlocked) throw new Error('the device is locked')
    return state.unlocked
  }

  /** As written last: it comes along with every answer, and seldom changes. */
  const places = new Map<SealedKey, string>()
  const isPlace = (key: SealedKey): boolean => key.startsWith('place:')

  const commit = async (change: LocalChange, references: Awaited<ReturnType<typeof readMeta<'references'>>>) => {
    const { key, rows, incarnation } = unlocked()
    const { dossier, entries } = change
    const isErased = rows.erased.has(dossier)
    if (isErased && entries.length > 0) throw new Error('this dossier was erased')
    const facts = (change.facts ?? []).filter(
      (one) =>
        (!isErased || one.value === null) && (!isPlace(one.key) || places.get(one.key) !== JSON.stringify(one.value)),
    )
    const ahead = lineAhead(unlocked(), change)
    // A place in the form changes nothing of the list.
    const made = entries.length === 0 || ahead === 'same' ? [] : ahead && [ahead]
    const sealLines = (lines: readonly Summarised[]) => Promise.all(lines.map((one) => sealSummary(key, one)))
    // Side by side: each wait for the cipher costs a slow processor some milliseconds.
    const [sealed, kept, early] = await Promise.all([
      Promise.all(entries.map((entry) => rows.seal({ ...entry, dossier }, { incarnation }))),
      Promise.all(facts.filter((one) => one.value !== null).map((one) => sealMeta(key, one.key, one.value))),
      made && sealLines(made),
    ])
    const summaries = made ?? (await summariesAfter(unlocked(), [dossier], sealed, await heldOf(database, dossier)))
    const lines = early ?? (await sealLines(summaries))
    const dropped = facts.filter((one) => one.value === null).map((one) => one.key)
    await writeAtOnce(database, {
      rows: sealed,
      summaries: lines,
      meta: references ? [...kept, { key: 'references', value: references }] : kept,
      dropped,
    })
    for (const one of facts) if (isPlace(one.key)) places.set(one.key, JSON.stringify(one.value))
    if (sealed.length > 0) rows.noteChanged([dossier])
    if (summaries.length > 0) state.changed(summaries, false)
  }

  return {
    ...createOutbox(database, queue, (dossiers) => state.unlocked?.rows.noteChanged(dossiers)),
    ...createStranded(state),
    write: (change) => queue.run(() => asSave(commit(change, null))),
    writeNumbered: (site, build) =>
      queue.run(async () => {
        const taken = takeSerial((await readMeta(database, 'references')) ?? [], site)
        const change = taken && build(taken.serial)
        if (taken && change) await commit(change, [...taken.blocks])
      }),
    versionOf: (dossier) => unlocked().rows.versionOf(dossier),
    heldOf: (dossier) => heldOf(database, dossier),
    entriesOf: (dossier) => unlocked().rows.ofDossier(dossier),
    fact: (key) => openMeta(database, unlocked().key, key),
    asleep: () => openMetaOf(database, unlocked().key, 'asleep:'),
    keepFact: (key, value) =>
      queue.run(async () => {
        places.delete(key)
        await database.meta.put(await sealMeta(unlocked().key, key, value))
      }),
    summaries: async () => {
      const { lines, damaged } = await openSummaries(database, unlocked().key)
      if (damaged.length > 0) await queue.run(() => noteStale(database, damaged))
      return lines
    },
    gatherLines: () => pages.gatherSoon(),
    refreshStale: (also = []) =>
      queue.run(async () => {
        const { key } = unlocked()
        const stale = new Set([...((await readMeta(database, 'stale')) ?? []), ...also])
        if (stale.size === 0) return
        const made = await summariesAfter(unlocked(), stale, [], await database.held.toArray())
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
      return open.rows.openAll(await database.rows.where('unsent').equals(1).sortBy('key'))
    },
    syncState: async () => {
      const { epoch, cursors, beacon, directoryVersion, backup } = (await readMeta(database, 'sync')) ?? noSync
      const referencesLeft = serialsLeft((await readMeta(database, 'references')) ?? [])
      return { epoch, cursors, beacon, directoryVersion, referencesLeft, backup }
    },
    apply: (answer) => queue.run(() => applyAnswer(state, answer)),
    digest: async (unit) => (await state.unlocked?.comparison.digest(unit)) ?? null,
    entryIds: async (unit, inBuckets) => (await state.unlocked?.comparison.entryIds(unit, inBuckets)) ?? [],
    offers: (ids) => offersFor(database, state.unlocked?.rows ?? null, ids),
  }
}

const noteStale = async (database: Database, dossiers: readonly string[]): Promise<void> => {
  const stale = (await readMeta(database, 'stale')) ?? []
  await database.meta.put({ key: 'stale', value: [...new Set([...stale, ...dossiers])] })
}

const heldOf = (database: Database, dossier: string): Promise<readonly Held[]> =>
  database.held.where('dossier').equals(dossier).toArray()
