// Opens a picture that was looked at, no larger than it is needed, the way it was held. A JPEG is decoded at a half or a
// quarter of its size where the browser can: 24 million pixels take 20 MB so, and 130 otherwise.
import { withoutExif } from '../../shared/paper-image/exif.ts'
import { within, type Size } from '../../shared/paper-image/page-size.ts'
import { canvasOf } from './draw.ts'
import type { LookedAt } from './look-at-file.ts'

/** Throws where the picture cannot be decoded. */
export const decode = async (picture: LookedAt, side: number): Promise<ImageBitmap | OffscreenCanvas> => {
  const size = within(picture, side)
  if (picture.kind === 'jpeg' && 'ImageDecoder' in self) return decodeSmall(picture, size)
  return createImageBitmap(new Blob([picture.bytes], { type: `image/${picture.kind}` }), {
    imageOrientation: 'from-image',
    resizeWidth: size.width,
    resizeHeight: size.height,
    // The better ones hold a third more memory while they work; what is drawn next is smoothed anyway.
    resizeQuality: 'low',
  })
}

const decodeSmall = async ({ bytes, orientation }: LookedAt, { width, height }: Size): Promise<OffscreenCanvas> => {
  const isOnItsSide = orientation >= 5
  const [storedWidth, storedHeight] = isOnItsSide ? [height, width] : [width, height]
  const decoder = new ImageDecoder({
    // Some versions turn the picture by what its file says, others do not: without those words none does.
    data: withoutExif(bytes),
    type: 'image/jpeg',
    desiredWidth: storedWidth,
    desiredHeight: storedHeight,
  })
  try {
    const { image } = await decoder.decode()
    const { canvas, context } = canvasOf({ width, height })
    context.setTransform(...turnOf(orientation, width, height))
    context.drawImage(image, 0, 0, storedWidth, storedHeight)
    image.close()
    return canvas
  } finally {
    decoder.close()
  }
}

type Turn = readonly [number, number, number, number, number, number]

/** EXIF's eight ways of holding a camera, as matrices of a canvas. */
const turnOf = (orientation: number, width: number, height: number): Turn => {
  const turns: Readonly<Record<number, Turn>> = {
    2: [-1, 0, 0, 1, width, 0],
    3: [-1, 0, 0, -1, width, height],
    4: [1, 0, 0, -1, 0, height],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, width, 0],
    7: [0, -1, -1, 0, width, height],
    8: [0, -1, 1, 0, 0, height],
  }
  return turns[orientation] ?? [1, 0, 0, 1, 0, 0]
}
