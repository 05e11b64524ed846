// A file looked at before anything of it is decoded: what it is, how large it will be in memory, whether it is all there.
// Refuses by the first bytes; a refused file costs its reading and nothing more.
import { imageSize } from 'image-size'
import { bytesToTellKind, kindOfFile, type FileKind } from '../../shared/paper-image/kind-of-file.ts'
import { hasTooManyPixels, leastSide, mostFileBytes, type Size } from '../../shared/paper-image/page-size.ts'
import type { PaperProblem } from '../../shared/paper-image/problem.ts'
import { isWhole } from '../../shared/paper-image/whole-file.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'

export interface LookedAt extends Size {
  readonly kind: 'jpeg' | 'png' | 'webp' | 'heic'
  readonly bytes: Uint8Array<ArrayBuffer>
  /** EXIF's, from 1 to 8. */
  readonly orientation: number
}

export const kindOf = async (file: Blob): Promise<FileKind> =>
  kindOfFile(new Uint8Array(await file.slice(0, bytesToTellKind).arrayBuffer()))

/** `width` and `height` as the picture is to be seen, its orientation applied. */
export const lookAtFile = async (file: Blob): Promise<Result<LookedAt, PaperProblem>> => {
  if (file.size > mostFileBytes) return err('too-large')
  const bytes = new Uint8Array(await file.arrayBuffer())
  const kind = kindOfFile(bytes)
  if (kind === 'other' || kind === 'pdf') return err('not-a-picture')
  const size = sizeOf(bytes)
  if (size === null) return err('broken')
  if (hasTooManyPixels(size, kind)) return err('too-many-pixels')
  if (Math.max(size.width, size.height) < leastSide) return err('too-small')
  if (!isWhole(bytes, kind)) return err('broken')
  return ok({ kind, bytes, ...size })
}

/** EXIF orientations from here on lie on their side. */
const firstOnItsSide = 5

const sizeOf = (bytes: Uint8Array): (Size & { readonly orientation: number }) | null => {
  try {
    const { width, height, orientation = 1 } = imageSize(bytes)
    if (!(width > 0 && height > 0)) return null
    return orientation < firstOnItsSide ? { width, height, orientation } : { width: height, height: width, orientation }
  } catch {
    return null
  }
}
