// What comes of a photograph: a page small enough for a bad link, in pixels drawn anew (no position, no camera's name, no
// file inside the file), and a smaller picture of it. Types only; who keeps it is somebody else.
import type { Corners } from '../../shared/paper-image/corners.ts'
import type { Doubt } from '../../shared/paper-image/doubts.ts'
import type { Hint } from '../../shared/paper-image/hints.ts'
import type { Look } from '../../shared/paper-image/look.ts'

export interface MadePicture {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly mediaType: 'image/webp' | 'image/jpeg'
  readonly width: number
  readonly height: number
  /** SHA-256 of the bytes, base64url: the name they are kept and sent under. */
  readonly hash: string
}

export interface MadePage extends MadePicture {
  readonly thumb: MadePicture
}

/** How a page is wished; the same photograph may be asked again with another. */
export interface PageWish {
  readonly look: Look
  /** Cut out and laid flat where its edges are found; false keeps the whole picture. */
  readonly straighten: boolean
  /** Quarter turns to the right. */
  readonly quarters: number
}

export interface Made {
  readonly page: MadePage
  /** Told to the helper, who says whether the page can be read all the same. */
  readonly doubts: readonly Doubt[]
  /** Edges were found, and the page is cut out along them. */
  readonly isStraightened: boolean
}

/** What a frame of the camera shows, with corners from 0 to 1 in both directions. */
export interface Watched {
  readonly hint: Hint
  readonly corners: Corners | null
}
