// What came in at the door: bytes are kept as what they are, never as what they are called. Nothing is decoded here; a
// picture says its size in its first bytes, and one that would fill the memory of whoever opens it is turned away. No PDF is
// among them: kiosks make pictures of its pages (ADR 24), so that nobody at an office opens one that a stranger wrote.
import { fileTypeFromBuffer } from 'file-type'
import { imageSize } from 'image-size'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { pictureEnd } from './whole-picture.ts'

export const keptPictures = ['image/jpeg', 'image/png', 'image/webp'] as const
/** The last two are what browsers call a film without a picture. */
export const keptSounds = ['audio/webm', 'audio/ogg', 'audio/mp4', 'audio/x-m4a', 'video/webm', 'video/mp4'] as const
export type KeptType = (typeof keptPictures)[number] | (typeof keptSounds)[number]

/** Pixels; a page as the kiosk makes it has under three million. */
const mostPixels = 24_000_000
const mostSide = 12_000

export interface Looked {
  readonly type: KeptType
  /** Of pictures. */
  readonly width?: number
  readonly height?: number
}

/**
 * `unknown-type`: nothing that is kept here, whatever its name. `too-many-pixels`: larger than anything needs to be.
 * `two-in-one`: a picture with something else behind it.
 */
export type LookProblem = 'unknown-type' | 'too-many-pixels' | 'broken' | 'two-in-one'

export const lookAt = async (bytes: Uint8Array): Promise<Result<Looked, LookProblem>> => {
  const found = (await fileTypeFromBuffer(bytes))?.mime.split(';')[0]
  const sound = keptSounds.find((one) => one === found)
  if (sound) return ok({ type: sound })
  const type = keptPictures.find((one) => one === found)
  if (type === undefined) return err('unknown-type')
  try {
    const { width, height } = imageSize(bytes)
    if (!(width > 0 && height > 0)) return err('broken')
    if (width > mostSide || height > mostSide || width * height > mostPixels) return err('too-many-pixels')
    const end = pictureEnd(type, bytes)
    if (end !== 'whole') return err(end === 'cut' ? 'broken' : 'two-in-one')
    return ok({ type, width, height })
  } catch {
    return err('broken')
  }
}
