// What lies in a backup's folder beside the database and the keys: a note that says when it was made, what must be in
// it and which bytes were checked. A folder without a right note is not a backup.
import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import * as v from 'valibot'
import { countsShape } from './read-copy.ts'

export const blobsShape = v.object({ kept: v.number(), lost: v.number() })
const shape = v.object({
  version: v.literal(1),
  number: v.pipe(v.number(), v.integer()),
  at: v.string(),
  /** Its code; empty in copies from before it was written down. */
  commune: v.optional(v.string(), ''),
  /** Of the database file, hexadecimal as `sha256sum` prints it. */
  sha256: v.string(),
  counts: countsShape,
  /** Photographs and sounds in `papiers`; those that were lost before it began. */
  blobs: v.optional(blobsShape, { kept: 0, lost: 0 }),
})
export type Manifest = v.InferOutput<typeof shape>

export const manifestFile = (folder: string): string => join(folder, 'backup.json')

/** Null when there is none or it is not right. */
export const readManifest = (folder: string): Manifest | null => {
  try {
    const parsed = v.safeParse(shape, JSON.parse(readFileSync(manifestFile(folder), 'utf8')))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

export const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
