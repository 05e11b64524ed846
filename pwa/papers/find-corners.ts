// Where the paper is in a picture: scanic looks for its outline (WebAssembly inside the script, no network). It needs no
// screen when it is given pixels, so it runs in the worker. What it finds is believed only if it can be a sheet of paper.
import { Scanner } from 'scanic'
import { isPaper, type Corners, type Pixels } from '../../shared/paper-image/corners.ts'

/** Pixels on the long side that are looked at: more finds the same corners later. */
export const searchedSide = 480

const scanner = new Scanner({ mode: 'detect', maxProcessingDimension: searchedSide })

/** Papers that fill less than `leastShare` of the picture are not taken for one. */
export const findCorners = async (
  pixels: Pixels & { readonly data: Uint8ClampedArray<ArrayBuffer> },
  leastShare: number,
): Promise<Corners | null> => {
  const image = new ImageData(pixels.data, pixels.width, pixels.height)
  try {
    const { success, corners } = await scanner.scan(image)
    if (!success || corners === null) return null
    const found: Corners = [corners.topLeft, corners.topRight, corners.bottomRight, corners.bottomLeft]
    return isPaper(found, pixels, leastShare) ? found : null
  } catch {
    // A frame it stumbles over is a frame without edges: the whole picture is kept.
    return null
  }
}
