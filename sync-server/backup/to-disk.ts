// Makes sure that a file, or the names in a folder, survive a power cut.
import { closeSync, fsyncSync, openSync } from 'node:fs'

export const toDisk = (...paths: readonly string[]): void => {
  for (const path of paths) {
    const handle = openSync(path, 'r')
    fsyncSync(handle)
    closeSync(handle)
  }
}
