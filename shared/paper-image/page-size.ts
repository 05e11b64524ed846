// How large a page is drawn and how hard it is pressed, until it weighs what a bad link can carry. The floor is what can
// still be read: 1,754 pixels on the long side, an A4 at 150 dots an inch. Below it no page is made.
import type { FileKind } from './kind-of-file.ts'
import { err, ok, type Result } from '../text/result.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

export const mostPageBytes = 200_000
export const mostThumbBytes = 6_000
/** Pixels on the long side: an A4 at 170 dots an inch, then at 150. */
export const fullSide = 2_000
export const readableSide = 1_754
/** Under this, an A4 can hardly be read: told to the helper, who sees whether this paper can. */
export const doubtfulSide = 1_240
/** Under this nothing can. */
export const leastSide = 480
/** What a file may hold before it is opened. */
export const mostFileBytes = 25_000_000
/** Decoded, four bytes a pixel. A JPEG can be decoded at a part of its size. */
export const mostPixels = 16_000_000
export const mostJpegPixels = 50_000_000
export const mostSide = 12_000

/** The same shape with its long side at most `side`; never enlarged. */
export const within = ({ width, height }: Size, side: number): Size => {
  const scale = Math.min(1, side / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

export const hasTooManyPixels = ({ width, height }: Size, kind: FileKind): boolean =>
  width > mostSide || height > mostSide || width * height > (kind === 'jpeg' ? mostJpegPixels : mostPixels)

interface Rung {
  readonly side: number
  readonly quality: number
}
const pageRungs: readonly Rung[] = [
  { side: fullSide, quality: 0.8 },
  { side: fullSide, quality: 0.6 },
  { side: readableSide, quality: 0.5 },
  { side: readableSide, quality: 0.35 },
  { side: readableSide, quality: 0.2 },
]
const thumbRungs: readonly Rung[] = [
  { side: 240, quality: 0.6 },
  { side: 240, quality: 0.35 },
  { side: 160, quality: 0.3 },
  { side: 96, quality: 0.2 },
  { side: 48, quality: 0.1 },
]

/** Draws at a size and presses; what is given back says how many bytes came of it. */
export type Encode<T extends { readonly size: number }> = (size: Size, quality: number) => Promise<T>

/** The first rung that fits: every rung costs an old machine a second, so there are few. */
const climbDown = async <T extends { readonly size: number }>(
  of: Size,
  rungs: readonly Rung[],
  most: number,
  encode: Encode<T>,
): Promise<Result<T & Size, 'too-detailed'>> => {
  let far = 1
  for (const [at, { side, quality }] of rungs.entries()) {
    const isLast = at === rungs.length - 1
    // No rung halves the bytes twice: one that cannot reach is not tried.
    if (far > 4 && !isLast) {
      far /= 2
      continue
    }
    const size = within(of, side)
    const made = await encode(size, quality)
    if (made.size <= most) return ok({ ...made, ...size })
    far = made.size / most
  }
  return err('too-detailed')
}

export const fitPage = <T extends { readonly size: number }>(
  of: Size,
  encode: Encode<T>,
): Promise<Result<T & Size, 'too-detailed'>> => climbDown(of, pageRungs, mostPageBytes, encode)

export const fitThumb = <T extends { readonly size: number }>(
  of: Size,
  encode: Encode<T>,
): Promise<Result<T & Size, 'too-detailed'>> => climbDown(of, thumbRungs, mostThumbBytes, encode)
