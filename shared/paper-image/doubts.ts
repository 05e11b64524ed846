// What may keep a made page from being read, told beside "readable?". The helper looks and decides.
import type { Pixels } from './corners.ts'
import { brightness, greyOf, hasGlare, isBlurred, isPlain, type Grey } from './hints.ts'
import { doubtfulSide } from './page-size.ts'

export type Doubt = 'too-dark' | 'glare' | 'blurred' | 'too-small'

const darkest = 70
/** Sharpness is measured at full size, in so many places each way. */
const places = 4
const pieceSide = 160

/** `small` is the same page, a few hundred pixels wide. */
export const doubtsOf = (page: Pixels, small: Pixels): readonly Doubt[] => {
  const grey = greyOf(small)
  const written = piecesOf(page).filter((piece) => !isPlain(piece))
  const doubts: Doubt[] = []
  if (brightness(grey) < darkest) doubts.push('too-dark')
  if (hasGlare(grey)) doubts.push('glare')
  if (written.length > 0 && written.filter(isBlurred).length > written.length / 2) doubts.push('blurred')
  if (Math.max(page.width, page.height) < doubtfulSide) doubts.push('too-small')
  return doubts
}

const piecesOf = (page: Pixels): readonly Grey[] => {
  const width = Math.min(pieceSide, page.width)
  const height = Math.min(pieceSide, page.height)
  const at = (index: number, whole: number, piece: number): number =>
    Math.floor(((index + 1) / (places + 1)) * (whole - piece))
  return Array.from({ length: places * places }, (_, index) =>
    greyOf(
      cut(
        page,
        at(index % places, page.width, width),
        at(Math.floor(index / places), page.height, height),
        width,
        height,
      ),
    ),
  )
}

const cut = (page: Pixels, x: number, y: number, width: number, height: number): Pixels => {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * page.width + x) * 4
    data.set(page.data.subarray(from, from + width * 4), row * width * 4)
  }
  return { data, width, height }
}
