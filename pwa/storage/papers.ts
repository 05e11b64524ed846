// Photographs and sounds on this device, by dossier and by the hash of what they show. What is made here is sealed to the
// server under a key of its own, and that key under the device's data key: a locked device sends the file as it lies and
// reads nothing of it. What came from the server is sealed under the data key. Kept means on the disk, strictly; nothing is
// deleted here to make room but what the server gives again.
import { sha256Url } from '../../shared/dossier/canonical.ts'
import { openOwnBlob, sealBlob } from '../sync/blob-seal.ts'
import type { Database, PaperRow, PaperState } from './database.ts'
import { readMeta } from './meta.ts'
import { hashOfPaper, paperId } from './paper-id.ts'
import { openBytes, sealBytes } from './seal.ts'

export interface PaperOnDevice {
  readonly hash: string
  /** Of its file, which is some bytes longer than the picture. */
  readonly bytes: number
  readonly state: PaperState
  /** How much of it the server has, as far as this device knows. */
  readonly sent: number
  /** The server's word for why it is refused. */
  readonly why: string | null
}

export interface Papers {
  /** Durable when it resolves; its hash. The same bytes are kept once. Rejects when the disk takes no more. */
  keep(dossier: string, bytes: Uint8Array, kind?: 'sound'): Promise<string>
  /** Null when it is not here, or does not open as what it is said to be. */
  open(dossier: string, hash: string): Promise<Uint8Array | null>
  list(dossier: string): Promise<readonly PaperOnDevice[]>
  /** Nothing names them any more. */
  drop(dossier: string, hashes: readonly string[]): Promise<void>
  /** As `drop`, for all pages that are not named and were made here. */
  dropBut(dossier: string, named: ReadonlySet<string>): Promise<void>
  /** What the server gave, checked by its hash before. */
  keepFetched(dossier: string, hash: string, bytes: Uint8Array): Promise<void>
  /** Kept for days without a link, or no longer. Those that are not here stay so. */
  pin(dossier: string, hashes: readonly string[], pinned: boolean): Promise<void>
}

export const createPapers = (database: Database, dataKey: CryptoKey, now: () => number): Papers => {
  const { papers, paperFiles } = database
  const put = async (row: PaperRow, file: Uint8Array): Promise<void> => {
    await database.transaction('rw', [papers, paperFiles], async () => {
      // What is on its way keeps the bytes that the server has the first half of.
      if (await papers.get(row.id)) return
      await paperFiles.put({ id: row.id, file })
      await papers.put(row)
    })
  }
  const remove = async (ids: readonly string[]): Promise<void> => {
    await database.transaction('rw', [papers, paperFiles], async () => {
      await papers.bulkDelete([...ids])
      await paperFiles.bulkDelete([...ids])
    })
  }

  return {
    keep: async (dossier, bytes, kind) => {
      const hash = sha256Url(bytes)
      const id = paperId(dossier, hash)
      const serverKey = await readMeta(database, 'server-key')
      const row = { id, dossier, keptAt: now(), ...(kind === 'sound' ? { sound: 1 as const } : {}) }
      if (serverKey === null) {
        const file = await sealBytes(dataKey, placeOf(id), bytes)
        await put({ ...row, state: 'local', bytes: file.length }, file)
        return hash
      }
      const { file, contentKey } = await sealBlob(serverKey, { dossier, hash }, bytes)
      const sealedKey = await sealBytes(dataKey, placeOf(id), contentKey)
      contentKey.fill(0)
      await put({ ...row, state: 'waiting', bytes: file.length, sealedKey }, file)
      return hash
    },
    open: async (dossier, hash) => {
      const id = paperId(dossier, hash)
      const [row, found] = await Promise.all([papers.get(id), paperFiles.get(id)])
      if (!row || !found) return null
      try {
        if (!row.sealedKey) {
          if (row.state === 'fetched') await papers.update(id, { keptAt: now() })
          return await openBytes(dataKey, placeOf(id), found.file)
        }
        const contentKey = await openBytes(dataKey, placeOf(id), row.sealedKey)
        return await openOwnBlob({ file: found.file, contentKey }, { dossier, hash })
      } catch {
        // Damaged or moved: as good as not here, and left for whoever can repair the disk.
        return null
      }
    },
    list: async (dossier) => (await papers.where('dossier').equals(dossier).toArray()).map(onDevice),
    drop: (dossier, hashes) => remove(hashes.map((hash) => paperId(dossier, hash))),
    dropBut: async (dossier, named) => {
      const here = await papers.where('dossier').equals(dossier).toArray()
      // A sound is dropped by whoever recorded it.
      const own = here.filter(({ state, sound }) => state !== 'fetched' && state !== 'pinned' && sound !== 1)
      await remove(own.map(({ id }) => id).filter((id) => !named.has(hashOfPaper(id))))
    },
    keepFetched: async (dossier, hash, bytes) => {
      const id = paperId(dossier, hash)
      const file = await sealBytes(dataKey, placeOf(id), bytes)
      const row: PaperRow = { id, dossier, state: 'fetched', bytes: file.length, keptAt: now() }
      await database.transaction('rw', [papers, paperFiles], async () => {
        const state = (await papers.get(id))?.state
        // A stable one of our own may have lost its file; what waits still is never replaced.
        if (state === 'waiting' || state === 'received' || state === 'refused') return
        await paperFiles.put({ id, file })
        await papers.put({ ...row, ...(state === 'pinned' ? { state } : {}) })
      })
    },
    pin: async (dossier, hashes, pinned) => {
      const ids = hashes.map((hash) => paperId(dossier, hash))
      const [from, to] = pinned ? (['fetched', 'pinned'] as const) : (['pinned', 'fetched'] as const)
      await papers
        .where('id')
        .anyOf(ids)
        .filter(({ state }) => state === from)
        .modify({ state: to })
    },
  }
}

const placeOf = (id: string) => ({ table: 'papers', dossier: id, number: 0 }) as const

const onDevice = ({ id, bytes, state, sent = 0, why }: PaperRow): PaperOnDevice => ({
  hash: hashOfPaper(id),
  bytes,
  state,
  sent: state === 'received' || state === 'stable' ? bytes : sent,
  why: why ?? null,
})
