// Whether a picture's file is there to its end. Browsers draw what there is of one that was cut off, and grey where nothing
// is: half a card must be refused, not kept. Looks at the frame of the file only; nothing is decoded.
import type { FileKind } from './kind-of-file.ts'

export const isWhole = (bytes: Uint8Array, kind: FileKind): boolean => {
  if (kind === 'jpeg') return jpegEnds(bytes)
  if (kind === 'png') return pngEnds(bytes)
  if (kind === 'webp') return bytes.length >= 8 + number32(bytes, 4, true)
  return true
}

const startOfScan = 0xda
const endOfImage = 0xd9

/** The end is looked for behind the head: the small picture that cameras put into it has an end of its own. */
const jpegEnds = (bytes: Uint8Array): boolean => {
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return false
    const marker = bytes[at + 1] ?? 0
    if (marker === startOfScan) return hasEnd(bytes, at)
    // Bytes that only fill.
    at += marker === 0xff ? 1 : 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))
  }
  return false
}

const hasEnd = (bytes: Uint8Array, from: number): boolean => {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1))
    if (bytes[at + 1] === endOfImage) return true
  return false
}

const pngEnds = (bytes: Uint8Array): boolean => {
  let at = 8
  while (at + 12 <= bytes.length) {
    const length = number32(bytes, at, false)
    if (String.fromCharCode(...bytes.subarray(at + 4, at + 8)) === 'IEND') return true
    at += 12 + length
  }
  return false
}

const number32 = (bytes: Uint8Array, at: number, littleEnd: boolean): number => {
  const four = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0, bytes[at + 3] ?? 0]
  return (littleEnd ? four.reverse() : four).reduce((sum, byte) => sum * 256 + byte, 0)
}
