// Cuts a voice into parts that travel well: a part ends after an id whose hash says so, or when it is long enough, so
// that a clip that is added or said again changes its own part and at most the few up to the next such id. Pure: clips
// in, files out.
import { createHash } from 'node:crypto'
import type { PackIndex } from '../pwa/voice/pack-index.ts'

export interface Clip {
  readonly id: string
  readonly bytes: Uint8Array
}

export interface VoicePack {
  readonly index: PackIndex
  /** By name, as the index names them. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** One clip in so many ends a part. */
const ONE_IN = 32
/** Five seconds of a 2G link: what is lost when it is cut, and what one waits for a clip that is not kept yet. */
const LONG_ENOUGH = 72_000

export const packOf = (voice: string, clips: readonly Clip[]): VoicePack => {
  const groups: Clip[][] = [[]]
  let size = 0
  for (const clip of clips.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    groups.at(-1)?.push(clip)
    size += clip.bytes.length
    if (!endsPart(clip.id) && size < LONG_ENOUGH) continue
    groups.push([])
    size = 0
  }
  const files = new Map<string, Uint8Array>()
  const parts: { file: string; bytes: number }[] = []
  const places: Record<string, [number, number, number]> = {}
  for (const group of groups.filter((one) => one.length > 0)) {
    const content = Buffer.concat(group.map(({ bytes }) => bytes))
    const file = `assets/voice-${voice}-${sha256(content).toString('hex').slice(0, 16)}.clips`
    let offset = 0
    for (const { id, bytes } of group) {
      places[id] = [parts.length, offset, bytes.length]
      offset += bytes.length
    }
    files.set(file, content)
    parts.push({ file, bytes: content.length })
  }
  return { index: { parts, clips: places }, files }
}

const endsPart = (id: string): boolean => sha256(id).readUInt32BE() % ONE_IN === 0

const sha256 = (content: string | Uint8Array): Buffer => createHash('sha256').update(content).digest()
