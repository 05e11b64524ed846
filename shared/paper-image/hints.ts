// What is wrong with what the camera sees, one word at a time, the worst first. Measured on a small grey frame, and on a
// piece from the middle of the full one: made small, every frame looks sharp. Never decides: the helper does.
import type { Corners } from './corners.ts'
import { shareOf } from './corners.ts'
import type { Size } from './page-size.ts'

/** One byte a pixel. */
export interface Grey extends Size {
  readonly data: Uint8Array
}

export type Hint = 'too-dark' | 'glare' | 'blurred' | 'too-far' | 'no-edges' | 'good'

const darkest = 60
/** A block is a glare when nearly all of it is as white as white gets. */
const whitest = 251
const block = 16
const mostGlare = 0.02
/** Lighter than tables, and how much of it there must be around so much white. */
const leastPaper = 150
const leastAround = 0.5
/** Text in focus gives 0.3 and more, out of it under 0.1 (hints.test.ts). */
const leastSharpness = 0.18
/** Grey levels: a piece that is all one tone says nothing of sharpness. */
const leastContrast = 8
const leastShare = 0.3

export const hintOf = (frame: Grey, middle: Grey, corners: Corners | null): Hint => {
  if (brightness(frame) < darkest) return 'too-dark'
  if (hasGlare(frame)) return 'glare'
  if (isBlurred(middle)) return 'blurred'
  if (corners === null) return 'no-edges'
  return shareOf(corners, frame) < leastShare ? 'too-far' : 'good'
}

/** Of 255, on average. */
export const brightness = ({ data }: Grey): number => {
  let sum = 0
  for (const value of data) sum += value
  return data.length === 0 ? 0 : sum / data.length
}

/**
 * White spots where a lamp or a window is mirrored: the words under them are gone. A sheet that is white nearly all over is
 * well lit, and its words are there: only spots on a paper that is otherwise less than white count.
 */
export const hasGlare = ({ data, width, height }: Grey): boolean => {
  let white = 0
  let paper = 0
  for (const value of data) {
    if (value >= whitest) white++
    else if (value >= leastPaper) paper++
  }
  if (paper < white * leastAround) return false
  let blocks = 0
  let lit = 0
  for (let top = 0; top + block <= height; top += block) {
    for (let start = 0; start + block <= width; start += block) {
      let count = 0
      for (let y = top; y < top + block; y++)
        for (let x = start; x < start + block; x++) if ((data[y * width + x] ?? 0) >= whitest) count++
      blocks++
      if (count >= 0.9 * block * block) lit++
    }
  }
  return blocks > 0 && lit / blocks > mostGlare
}

/** All one tone: nothing is written here, so nothing can be told of it. */
export const isPlain = (piece: Grey): boolean => sharpnessOf(piece).contrast < leastContrast

export const isBlurred = (piece: Grey): boolean => !isPlain(piece) && sharpnessOf(piece).sharpness < leastSharpness

/**
 * Variance of the Laplacian over the variance of the greys: a measure of edges that neither the light nor the ink changes.
 * `contrast` is the standard deviation of the greys.
 */
export const sharpnessOf = ({
  data,
  width,
  height,
}: Grey): { readonly sharpness: number; readonly contrast: number } => {
  let edges = 0
  let edgesSquared = 0
  let greys = 0
  let greysSquared = 0
  let count = 0
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      const grey = data[at] ?? 0
      const edge =
        4 * grey - (data[at - 1] ?? 0) - (data[at + 1] ?? 0) - (data[at - width] ?? 0) - (data[at + width] ?? 0)
      edges += edge
      edgesSquared += edge * edge
      greys += grey
      greysSquared += grey * grey
      count++
    }
  }
  if (count === 0) return { sharpness: 0, contrast: 0 }
  const variance = (sum: number, squares: number): number => Math.max(0, squares / count - (sum / count) ** 2)
  const light = variance(greys, greysSquared)
  return { sharpness: light < 1 ? 0 : variance(edges, edgesSquared) / light, contrast: Math.sqrt(light) }
}

/** RGBA to grey. */
export const greyOf = ({ data, width, height }: Size & { readonly data: Uint8ClampedArray }): Grey => {
  const grey = new Uint8Array(width * height)
  for (let at = 0, from = 0; at < grey.length; at++, from += 4)
    grey[at] = 0.299 * (data[from] ?? 0) + 0.587 * (data[from + 1] ?? 0) + 0.114 * (data[from + 2] ?? 0)
  return { data: grey, width, height }
}
