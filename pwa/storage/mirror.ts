// The mirror of what must not be lost with the database: unsent rows, packets not yet received, chains with their sealed
// keys, slots, sealed facts, packs, and recordings as far as there is room. It is written behind: after the commit it
// tells of and never before, a tenth of a second late, many changes in one frame. "Kept" never waits for it.
//
//   commit ─► Dexie says which keys ─(writeAfterMs)─► read again, compared with what the file holds ─► one frame, flushed
//      └─► a save says what it wrote ───────┘               └─ too much of the file is old ─► the whole, in the other file
import { Dexie, RangeSet } from 'dexie'
import type { Table } from 'dexie'
import type { Database } from './database.ts'
import type { MirrorDisk } from './mirror-disk.ts'
import { frame, readFrames } from './mirror-frames.ts'
import { encodeChange, encodeValue, foldChanges, generationOf, mirrorKey, mirrorTables } from './mirror-log.ts'
import type { Kept, MirrorChange, Mirrored, MirrorTable } from './mirror-log.ts'
import { createMirrorSaved } from './mirror-saved.ts'
import type { Saved } from './mirror-saved.ts'
import { isWanted, wantedOf } from './mirror-wanted.ts'
import { createQueue } from './queue.ts'
import { onWrittenAtOnce, savesAreOver } from './write-at-once.ts'

export interface Mirror {
  /** What was in it when it was opened. */
  readonly kept: Kept
  /** `cut`: something at its end was torn; `none`: it held nothing yet. */
  readonly found: 'whole' | 'cut' | 'none'
  /** Copies the database from now on. With `fresh` it begins with the whole of it, and forgets what else it held. */
  follow(database: Database, fresh: boolean): Promise<void>
  /** Resolves when everything committed until now is in it, or could not be. */
  settled(): Promise<void>
  /** `full` when the last attempt did not go in. */
  state(): 'on' | 'full'
  room: MirrorDisk['room']
  erase(): Promise<void>
  close(): Promise<void>
}

/** How late it is at most, but for the time the disk takes: what is typed in between travels in one frame. */
const writeAfterMs = 150
/** A disk that was full is not asked again with each answer. */
const againAfterMs = 30_000
/** Keys changed at once, above which a table is compared as a whole. */
const mostKeys = 100
/** Bytes of the file that say nothing any more, above which it is written anew. */
const mostOld = 512 * 1024
const mostBytes = { all: 48 * 1024 * 1024, blobs: 8 * 1024 * 1024 } as const

export const openMirror = (disk: MirrorDisk): Mirror => {
  const files = disk.contents.map(readFrames)
  const generations = files.map(({ payloads }) => (payloads[0] ? generationOf(payloads[0]) : 0))
  let current: 0 | 1 = (generations[1] ?? 0) > (generations[0] ?? 0) ? 1 : 0
  let generation = generations[current] ?? 0
  const opened = files[current]
  const kept = foldChanges(generation > 0 ? (opened?.payloads ?? []) : [])

  /** What the file holds, by table and key, with the bytes it takes. */
  const held = new Map<string, number>()
  let fileBytes = 0
  let database: Database | null = null
  let dirty = new Map<MirrorTable, RangeSet>()
  const saved = createMirrorSaved()
  let stopListening = () => {}
  let timer: ReturnType<typeof setTimeout> | undefined
  /** When it could last not be written: then the whole is written next time. */
  let failedAt: number | null = null
  const turns = createQueue()

  const note = (parts: Readonly<Record<string, ConstructorParameters<typeof RangeSet>[0] | object>>) => {
    if (!database) return
    let changed = false
    for (const table of mirrorTables) {
      const tree = parts[`idb://${database.name}/${table}/`]
      if (!tree) continue
      dirty.set(table, (dirty.get(table) ?? new RangeSet()).add(tree as RangeSet))
      changed = true
    }
    if (changed) soon()
  }

  const soon = () => {
    // Two waits for one disk at the same moment are longer for the person whose answer is on its way.
    const later = async () => {
      await savesAreOver()
      await flush()
    }
    timer ??= setTimeout(() => void later(), failedAt === null ? writeAfterMs : againAfterMs)
  }

  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    return turns.run(async () => {
      const now = dirty
      const wrote = saved.take(now)
      dirty = new Map()
      if (!database || (now.size + wrote.length === 0 && failedAt === null)) return
      try {
        if (failedAt === null) await append(await changesOf(database, now, wrote))
        if (failedAt !== null || fileBytes - sum(held.values()) > mostOld + sum(held.values())) await writeAll(database)
        failedAt = null
      } catch (cause) {
        failedAt = performance.now()
        // A database that was closed meanwhile is another tab's now.
        if (!isClosed(cause)) console.error('the mirror was not written', cause)
      }
    })
  }

  const append = async (change: MirrorChange): Promise<void> => {
    if (change.put.length + change.drop.length === 0) return
    const bytes = frame(encodeChange(change))
    if (fileBytes + bytes.length > mostBytes.all) throw new DOMException('the mirror is full', 'QuotaExceededError')
    await disk.append(current, bytes)
    fileBytes += bytes.length
    take(change)
  }

  const take = ({ put, drop }: MirrorChange): void => {
    for (const [table, key, value] of put) held.set(`${table}:${key}`, value.length)
    for (const [table, key] of drop) held.delete(`${table}:${key}`)
  }

  const changesOf = async (
    from: Database,
    ranges: ReadonlyMap<MirrorTable, RangeSet>,
    wrote: readonly Saved[],
  ): Promise<MirrorChange> => {
    const put: [string, string, Uint8Array][] = []
    const drop: [string, string][] = []
    const forget = (table: MirrorTable, key: string) => {
      if (held.has(`${table}:${key}`)) drop.push([table, key])
    }
    const chains = ranges.has('outbox') ? await from.chains.toArray() : []
    const acked = new Map(chains.map((chain) => [chain.incarnation, chain.acked]))
    const takeRow = <T extends MirrorTable>(table: T, key: string, value: Mirrored[T] | undefined): void => {
      const bytes = value && isWanted(table, value, acked) ? encodeValue(value) : null
      if (bytes) put.push([table, key, bytes])
      else forget(table, key)
    }
    const takeSaved = ({ table, key, value }: Saved) => takeRow(table, String(key), value)
    for (const one of wrote) takeSaved(one)
    for (const [table, set] of ranges) {
      const keys = pointsOf(set)
      if (keys) {
        const values = await (from[table] as Table<Mirrored[typeof table], string | number>).bulkGet(keys)
        keys.forEach((key, at) => takeRow(table, String(key), values[at]))
      } else {
        const wanted = new Map((await wantedOf(from, table)).map((value) => [mirrorKey(table, value), value]))
        for (const name of held.keys()) {
          const key = keyIn(table, name)
          if (key !== null && !wanted.has(key)) drop.push([table, key])
        }
        for (const [key, value] of wanted) takeRow(table, key, value)
      }
    }
    // A head moved: what is under it is received.
    if (ranges.has('chains')) {
      const still = new Set((await wantedOf(from, 'outbox')).map((packet) => mirrorKey('outbox', packet)))
      for (const name of held.keys()) {
        const key = keyIn('outbox', name)
        if (key !== null && !still.has(key)) drop.push(['outbox', key])
      }
    }
    return { put: withinBudget(put), drop }
  }

  /** Recordings are many and go nowhere yet: the rest must not be without room because of them. */
  const withinBudget = (put: readonly [string, string, Uint8Array][]) => {
    let blobs = sum([...held].filter(([name]) => name.startsWith('blobs:')).map(([, size]) => size))
    return put.filter(([table, , value]) => table !== 'blobs' || (blobs += value.length) <= mostBytes.blobs)
  }

  const writeAll = async (from: Database): Promise<void> => {
    held.clear()
    const put: [string, string, Uint8Array][] = []
    for (const table of mirrorTables)
      for (const value of await wantedOf(from, table)) {
        const bytes = encodeValue(value)
        if (bytes) put.push([table, mirrorKey(table, value), bytes])
      }
    const change = { put: withinBudget(put), drop: [], generation: generation + 1 }
    const other = current === 0 ? 1 : 0
    const bytes = frame(encodeChange(change))
    await disk.replace(other, bytes)
    const old = current
    current = other
    generation++
    fileBytes = bytes.length
    take(change)
    await disk.replace(old, new Uint8Array())
  }

  const settled = async (): Promise<void> => {
    await flush()
    await turns.run(() => Promise.resolve())
  }

  return {
    kept,
    found: !opened || opened.payloads.length === 0 ? 'none' : opened.whole ? 'whole' : 'cut',
    follow: async (following, fresh) => {
      database = following
      Dexie.on('storagemutated', note)
      stopListening = onWrittenAtOnce((from, change) => {
        if (from === following && saved.note(change)) soon()
      })
      addEventListener('pagehide', flush)
      if (fresh || opened?.whole !== true || generation === 0) return turns.run(() => writeAll(following))
      fileBytes = disk.contents[current].length
      for (const table of mirrorTables)
        for (const [key, value] of kept[table]) held.set(`${table}:${key}`, encodeValue(value)?.length ?? 0)
    },
    settled,
    state: () => (failedAt === null ? 'on' : 'full'),
    room: disk.room,
    erase: () =>
      turns.run(async () => {
        held.clear()
        database = null
        await disk.replace(0, new Uint8Array())
        await disk.replace(1, new Uint8Array())
      }),
    close: async () => {
      await settled()
      Dexie.on.storagemutated.unsubscribe(note)
      stopListening()
      removeEventListener('pagehide', flush)
      clearTimeout(timer)
      database = null
      disk.close()
    },
  }
}

/** Null when they are too many, or a span that may hold any number. */
const pointsOf = (set: RangeSet): (string | number)[] | null => {
  const points: (string | number)[] = []
  for (const { from, to } of { [Symbol.iterator]: () => set[Symbol.iterator]() }) {
    if (from !== to || (typeof from !== 'string' && typeof from !== 'number')) return null
    points.push(from)
    if (points.length > mostKeys) return null
  }
  return points
}

const keyIn = (table: MirrorTable, name: string): string | null =>
  name.startsWith(`${table}:`) ? name.slice(table.length + 1) : null

const sum = (sizes: Iterable<number>): number => [...sizes].reduce((total, size) => total + size, 0)

const isClosed = (cause: unknown): boolean => cause instanceof Error && cause.name === 'DatabaseClosedError'
