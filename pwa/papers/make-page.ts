// Makes a page of a photograph, in the worker: decoded no larger than it is needed, its paper cut out and laid flat, grey
// or in colour, pressed until it weighs at most 200 KB, with a picture of at most 6 KB beside it. What is drawn anew holds
// nothing of the file it came from. Remembers the last photograph, so that it can be asked again another way.
import { flatSize, layFlat, scaled, turned, wholeOf, type Corners } from '../../shared/paper-image/corners.ts'
import { doubtsOf } from '../../shared/paper-image/doubts.ts'
import { fitPage, fitThumb, fullSide, within, type Size } from '../../shared/paper-image/page-size.ts'
import type { PaperProblem } from '../../shared/paper-image/problem.ts'
import { err, ok, type Result } from '../../shared/text/result.ts'
import { decode } from './decode.ts'
import { canvasWith, fileOf, letGo, pixelsOf, type Drawable } from './draw.ts'
import { findCorners, searchedSide } from './find-corners.ts'
import { lookAtFile } from './look-at-file.ts'
import type { Made, MadePicture, PageWish } from './made-page.ts'

/** Room around a paper that does not fill its photograph; more pixels than this are never held. */
const workingSide = 2_400
/** What fills less of the photograph is not cut out of it: it may be the portrait on a card. */
const cutShare = 0.1
/** 40 % fewer bytes than JPEG for the same page, for eight times the work (ADR 24). */
const mediaType = 'image/webp'

interface Photograph {
  readonly pixels: ImageData
  /** In those pixels; looked for once. */
  readonly corners: Corners | null
}

export interface PageMaking {
  /** A bitmap is used up. */
  make(source: Blob | ImageBitmap, wish: PageWish): Promise<Result<Made, PaperProblem>>
  /** The last photograph again. */
  again(wish: PageWish): Promise<Result<Made, PaperProblem>>
}

export const createPageMaking = (): PageMaking => {
  let last: Photograph | null = null
  return {
    async make(source, wish) {
      last = null
      const opened = source instanceof Blob ? await openFile(source) : ok(source)
      if (!opened.ok) return opened
      last = await photograph(opened.value)
      return pageOf(last, wish)
    },
    again: async (wish) => (last === null ? err('crashed') : pageOf(last, wish)),
  }
}

const openFile = async (file: Blob): Promise<Result<Drawable, PaperProblem>> => {
  const looked = await lookAtFile(file)
  if (!looked.ok) return looked
  try {
    return ok(await decode(looked.value, workingSide))
  } catch {
    return err(looked.value.kind === 'heic' ? 'heic' : 'broken')
  }
}

const photograph = async (picture: Drawable): Promise<Photograph> => {
  const pixels = pixelsOf(picture, within(picture, workingSide))
  const small = pixelsOf(picture, within(picture, searchedSide))
  letGo(picture)
  const found = await findCorners(small, cutShare)
  return { pixels, corners: found && scaled(found, pixels.width / small.width) }
}

const pageOf = async (photo: Photograph, wish: PageWish): Promise<Result<Made, PaperProblem>> => {
  const found = wish.straighten ? photo.corners : null
  const from = turned(found ?? wholeOf(photo.pixels), wish.quarters)
  const size = within(flatSize(from), fullSide)
  const flat = new ImageData(size.width, size.height)
  layFlat(photo.pixels, from, wish.look, flat)

  const canvas = canvasWith(flat)
  const encode = async (to: Size, quality: number) => {
    const blob = await fileOf(canvas, to, mediaType, quality)
    return { size: blob.size, blob }
  }
  const page = await fitPage(size, encode)
  if (!page.ok) return page
  const thumb = await fitThumb(size, encode)
  if (!thumb.ok) return thumb
  const doubts = doubtsOf(flat, pixelsOf(canvas, within(size, searchedSide)))
  letGo(canvas)
  return ok({
    page: { ...(await pictureOf(page.value)), thumb: await pictureOf(thumb.value) },
    doubts,
    isStraightened: found !== null,
  })
}

const pictureOf = async ({ blob, width, height }: Size & { readonly blob: Blob }): Promise<MadePicture> => {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  const hash = base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
  // A browser that cannot write one format writes PNG: what it is, is read, not assumed.
  if (blob.type !== 'image/webp' && blob.type !== 'image/jpeg') throw new Error(`a page came out as ${blob.type}`)
  return { bytes, mediaType: blob.type, width, height, hash }
}

/** Not lib0's, which takes a worker for Node. */
const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
