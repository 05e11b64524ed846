// What is wrong with what the camera sees now: one frame made small, and a piece of its middle at full size. In the worker.
import type { Corners } from '../../shared/paper-image/corners.ts'
import { greyOf, hintOf } from '../../shared/paper-image/hints.ts'
import { pixelsOf } from './draw.ts'
import { findCorners } from './find-corners.ts'
import type { Watched } from './made-page.ts'

/** Seen, and told to come nearer. */
const farShare = 0.03

/** Both bitmaps are used up. */
export const watch = async (frame: ImageBitmap, middle: ImageBitmap): Promise<Watched> => {
  const pixels = pixelsOf(frame, frame)
  const piece = greyOf(pixelsOf(middle, middle))
  frame.close()
  middle.close()
  const corners = await findCorners(pixels, farShare)
  return { hint: hintOf(greyOf(pixels), piece, corners), corners: corners && ofOne(corners, pixels) }
}

const ofOne = ([a, b, c, d]: Corners, { width, height }: ImageData): Corners => {
  const at = ({ x, y }: { x: number; y: number }) => ({ x: x / width, y: y / height })
  return [at(a), at(b), at(c), at(d)]
}
