// Recordings of citizens, kept on this device and sealed like a row: bound to their dossier and to the hash that an act
// names, so that none can be played for another. They go no further yet: sending them belongs to the papers (issue 7).
import { sha256Url } from '../../shared/dossier/canonical.ts'
import type { Database } from './database.ts'
import { openBytes, sealBytes } from './seal.ts'

export interface Sounds {
  /** Durable when it resolves; its hash. The same sound is kept once. */
  keep(dossier: string, bytes: Uint8Array): Promise<string>
  /** Null when this device does not have it, or when it does not open as what it is said to be. */
  open(dossier: string, hash: string): Promise<Uint8Array | null>
  /** No act names it: a voice is not kept for nothing. */
  drop(dossier: string, hash: string): Promise<void>
}

export const createSounds = (database: Database, key: CryptoKey): Sounds => ({
  keep: async (dossier, bytes) => {
    const hash = sha256Url(bytes)
    const at = nameOf(dossier, hash)
    const sealed = await sealBytes(key, placeOf(at), bytes)
    await database.blobs.put({ hash: at, sealed })
    return hash
  },
  open: async (dossier, hash) => {
    const at = nameOf(dossier, hash)
    const found = await database.blobs.get(at)
    if (!found) return null
    try {
      return await openBytes(key, placeOf(at), found.sealed)
    } catch {
      // Damaged or moved: as good as not here, and left for whoever can repair the disk.
      return null
    }
  },
  drop: (dossier, hash) => database.blobs.delete(nameOf(dossier, hash)),
})

const nameOf = (dossier: string, hash: string): string => `${dossier}/${hash}`
const placeOf = (name: string) => ({ table: 'blobs', dossier: name, number: 0 }) as const
