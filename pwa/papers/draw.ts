// Pictures drawn on a canvas of the worker: at a size, on white, as pixels or as a file. Nothing here knows what a paper is.
import type { Size } from '../../shared/paper-image/page-size.ts'

export type Drawable = ImageBitmap | OffscreenCanvas

/** White: what was transparent would come out black. */
export const canvasOf = ({ width, height }: Size) => {
  const canvas = new OffscreenCanvas(width, height)
  // Pixels are read back: kept in memory rather than on a graphics card.
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no canvas in this worker')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.imageSmoothingQuality = 'high'
  return { canvas, context }
}

const drawnOn = (source: Drawable, size: Size) => {
  const drawn = canvasOf(size)
  drawn.context.drawImage(source, 0, 0, size.width, size.height)
  return drawn
}

export const pixelsOf = (source: Drawable, size: Size): ImageData => {
  const { canvas, context } = drawnOn(source, size)
  const pixels = context.getImageData(0, 0, size.width, size.height)
  letGo(canvas)
  return pixels
}

export const fileOf = async (source: Drawable, size: Size, type: string, quality: number): Promise<Blob> => {
  const { canvas } = drawnOn(source, size)
  const file = await canvas.convertToBlob({ type, quality })
  letGo(canvas)
  return file
}

export const canvasWith = (pixels: ImageData): OffscreenCanvas => {
  const { canvas, context } = canvasOf(pixels)
  context.putImageData(pixels, 0, 0)
  return canvas
}

/** Its memory now, not when somebody tidies up. */
export const letGo = (drawn: Drawable): void => {
  if (drawn instanceof ImageBitmap) return drawn.close()
  drawn.width = 0
  drawn.height = 0
}
