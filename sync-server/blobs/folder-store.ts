// Blobs in a folder: `<root>/<two letters>/<hash>`. A file appears under its name only when its bytes are on the disk, so
// that a power cut leaves either the whole of it or nothing under that name.
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { err, ok } from '../../shared/text/result.ts'
import { toDisk } from '../backup/to-disk.ts'
import { isBlobHash, type BlobStore, type StoredBlob } from './blob-store.ts'
import { counted, OtherBytes } from './counted.ts'

/** Where files are until they are whole; what a crash leaves there is cleared at the next start. */
const unfinished = 'unfinished'

/** `unique` names a file that nobody else is writing. */
export const openFolderStore = async (root: string, unique: () => string): Promise<BlobStore> => {
  await rm(join(root, unfinished), { recursive: true, force: true })
  await mkdir(join(root, unfinished), { recursive: true, mode: 0o700 })

  const folderOf = (hash: string): string => join(root, hash.slice(0, 2))
  const fileOf = (hash: string): string => {
    // It names a file: nothing but a hash may.
    if (!isBlobHash(hash)) throw new TypeError('not a hash')
    return join(folderOf(hash), hash)
  }

  const find = async (hash: string): Promise<StoredBlob | null> => {
    const file = fileOf(hash)
    if (!existsSync(file)) return null
    const { size, mtime } = await stat(file)
    return { hash, size, storedAt: mtime.toISOString() }
  }

  return {
    find,
    put: async (hash, size, bytes) => {
      const file = fileOf(hash)
      const draft = join(root, unfinished, unique())
      try {
        await pipeline(bytes, counted(hash, size), createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }))
        await mkdir(folderOf(hash), { recursive: true, mode: 0o700 })
        await rename(draft, file)
        toDisk(folderOf(hash), root)
        return ok(undefined)
      } catch (cause) {
        await rm(draft, { force: true })
        if (cause instanceof OtherBytes) return err('other-bytes')
        throw cause
      }
    },
    read: async (hash, from = 0): Promise<Readable | null> => {
      const found = await find(hash)
      return found && createReadStream(fileOf(hash), { start: from })
    },
    remove: async (hash) => {
      await rm(fileOf(hash), { force: true })
    },
    all: async function* () {
      for (const folder of await readdir(root)) {
        if (folder.length !== 2) continue
        for (const hash of await readdir(join(root, folder))) {
          const found = isBlobHash(hash) ? await find(hash) : null
          if (found) yield found
        }
      }
    },
  }
}
