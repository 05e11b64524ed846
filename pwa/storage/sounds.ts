// Recordings of citizens, kept on this device and sealed like a row: bound to their dossier and to the hash that an act
// names, so that none can be played for another. Here they are heard and mirrored; a second copy is sent as papers are.
import { sha256Url } from '../../shared/dossier/canonical.ts'
import type { Database } from './database.ts'
import { dossierOfPaper, hashOfPaper, paperId } from './paper-id.ts'
import type { Papers } from './papers.ts'
import { openBytes, sealBytes } from './seal.ts'

export interface Sounds {
  /** Durable when it resolves; its hash. The same sound is kept once. */
  keep(dossier: string, bytes: Uint8Array): Promise<string>
  /** Null when this device does not have it, or when it does not open as what it is said to be. */
  open(dossier: string, hash: string): Promise<Uint8Array | null>
  /** No act names it: a voice is not kept for nothing. */
  drop(dossier: string, hash: string): Promise<void>
}

export const createSounds = (
  database: Database,
  key: CryptoKey,
  papers: Pick<Papers, 'keep' | 'open' | 'drop'>,
): Sounds => ({
  keep: async (dossier, bytes) => {
    const hash = sha256Url(bytes)
    const at = paperId(dossier, hash)
    const sealed = await sealBytes(key, placeOf(at), bytes)
    await database.blobs.put({ hash: at, sealed })
    await papers.keep(dossier, bytes, 'sound')
    return hash
  },
  open: async (dossier, hash) => {
    const at = paperId(dossier, hash)
    const found = await database.blobs.get(at)
    if (!found) return papers.open(dossier, hash)
    try {
      return await openBytes(key, placeOf(at), found.sealed)
    } catch {
      // Damaged or moved: as good as not here, and left for whoever can repair the disk.
      return null
    }
  },
  drop: async (dossier, hash) => {
    await papers.drop(dossier, [hash])
    await database.blobs.delete(paperId(dossier, hash))
  },
})

/** Those that an app kept before sounds were sent. Resolves with how many will be sent now. */
export const sendOldSounds = async (
  database: Database,
  sounds: Sounds,
  papers: Pick<Papers, 'keep'>,
): Promise<number> => {
  const known = new Set(await database.papers.toCollection().primaryKeys())
  let found = 0
  for (const id of await database.blobs.toCollection().primaryKeys()) {
    if (known.has(id)) continue
    const dossier = dossierOfPaper(id)
    const sound = await sounds.open(dossier, hashOfPaper(id))
    if (!sound) continue
    await papers.keep(dossier, sound, 'sound')
    found++
  }
  return found
}

const placeOf = (name: string) => ({ table: 'blobs', dossier: name, number: 0 }) as const
