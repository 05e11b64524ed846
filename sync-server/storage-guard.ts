// Keeps the disk of the data folder from filling up in silence. Writes are refused before the last bytes are gone, and
// a reserve file, outside the database, is given up when they are: with its room the database can write its log back
// and do its small housekeeping. It never deletes anything but that file, and it never refuses a read.
//
//   ok ──85 % used──► low ──little left, or the database met a full disk──► full (the reserve is gone)
//    ▲                 │                                                      │
//    └─────────────────┴──────────── room for the reserve again: it is made ◄─┘
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'

export type StorageState = 'ok' | 'low' | 'full'

export interface StorageGuard {
  /** Looks at the disk now: a few microseconds. */
  look(): Promise<StorageState>
  /** Bytes, as they are now. */
  room(): { readonly free: number; readonly total: number }
  /** The database has just met a full disk. */
  ranOut(): Promise<void>
}

/** What is guarded; a fake in tests. */
export interface GuardedDisk {
  /** Bytes. */
  room(): { readonly free: number; readonly total: number }
  /** Bytes the reserve takes now: 0 when there is none. */
  reserved(): number
  /** False when the disk would not have it. Leaves nothing behind then. */
  makeReserve(bytes: number): boolean
  dropReserve(): void
  /** Writes the database's log back into its file. May fail. */
  checkpoint(): Promise<void>
}

const MB = 1024 * 1024
/** Room to write back the log as SQLite lets it grow, and to spare. */
const RESERVE = 8 * MB
/** The largest request, its entries, their indexes and the log: once less is free, no packet is taken. */
const LEAST = 4 * MB
const LOW = 0.85

export const createStorageGuard = (disk: GuardedDisk, log: Pick<Logger, 'info' | 'warn' | 'error'>): StorageGuard => {
  let state: StorageState | null = null

  const enter = (next: StorageState, { free, total }: { free: number; total: number }): void => {
    if (next === state) return
    const figures = { freeMb: Math.floor(free / MB), usedPercent: Math.round((1 - free / total) * 100) }
    if (next === 'full')
      log.error(figures, 'the disk is full: nothing is received until there is room. Free some space')
    else if (next === 'low') log.warn(figures, 'the disk fills up: free some space before nothing can be received')
    else if (state !== null) log.info(figures, 'the disk has room again')
    state = next
  }

  const giveUpReserve = async (): Promise<void> => {
    enter('full', disk.room())
    disk.dropReserve()
    await disk
      .checkpoint()
      .catch((error: unknown) => log.warn({ error: String(error) }, 'the log was not written back'))
  }

  const look = async (): Promise<StorageState> => {
    const reserved = disk.reserved()
    if (reserved < RESERVE) {
      const { free, total } = disk.room()
      // More than it takes, so that the state does not flutter at the edge.
      if (free + reserved < RESERVE + 2 * LEAST || !disk.makeReserve(RESERVE)) {
        enter('full', { free, total })
        return 'full'
      }
    }
    const room = disk.room()
    if (room.free < LEAST) {
      await giveUpReserve()
      return 'full'
    }
    const next = 1 - room.free / room.total >= LOW ? 'low' : 'ok'
    enter(next, room)
    return next
  }

  return { look, room: disk.room, ranOut: giveUpReserve }
}

/** `checkpoint` is the database's. */
export const diskOf = (dataDir: string, checkpoint: () => Promise<void>): GuardedDisk => {
  const reserve = join(dataDir, 'reserve.bin')
  const draft = `${reserve}.new`
  return {
    room: () => {
      // As `df` counts: what only root may fill is neither free nor there.
      const { bsize, blocks, bfree, bavail } = statfsSync(dataDir)
      return { free: bavail * bsize, total: (blocks - bfree + bavail) * bsize }
    },
    reserved: () => statSync(reserve, { throwIfNoEntry: false })?.size ?? 0,
    makeReserve: (bytes) => {
      try {
        const handle = openSync(draft, 'w', 0o600)
        try {
          // Chance, not zeros: some file systems keep no room for zeros.
          for (let left = bytes; left > 0; left -= MB) writeWhole(handle, randomBlock(Math.min(left, MB)))
          fsyncSync(handle)
        } finally {
          closeSync(handle)
        }
        renameSync(draft, reserve)
        return true
      } catch {
        rmSync(draft, { force: true })
        return false
      }
    },
    dropReserve: () => rmSync(reserve, { force: true }),
    checkpoint,
  }
}

/** A disk that is nearly full takes a part of what it is given before it refuses. */
const writeWhole = (handle: number, bytes: Uint8Array): void => {
  for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at)
}

/** getRandomValues gives 64 KB at most. */
const randomBlock = (bytes: number): Uint8Array => {
  const block = new Uint8Array(bytes)
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(block.subarray(at, at + 65_536))
  return block
}
