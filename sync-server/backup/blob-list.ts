// Which photographs and sounds of the shared pool a copy needs, beside it in a file of its own, one hash a line: what no
// list names any more may go. Written before the first of them is copied.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isBlobHash } from '../blobs/blob-store.ts'

export const blobListFile = (folder: string): string => join(folder, 'papiers.txt')

export const writeBlobList = (folder: string, hashes: readonly string[]): void =>
  writeFileSync(blobListFile(folder), hashes.map((hash) => `${hash}\n`).join(''), { mode: 0o600 })

/** Null when there is none, or a line of it is not a hash. */
export const readBlobList = (folder: string): readonly string[] | null => {
  try {
    const hashes = readFileSync(blobListFile(folder), 'utf8').split('\n').slice(0, -1)
    return hashes.every(isBlobHash) ? hashes : null
  } catch {
    return null
  }
}
