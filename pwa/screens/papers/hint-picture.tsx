// What a hint says, as a picture: for whoever holds the paper and does not read. Beside it stands the same in words.
import type { Hint } from '../../../shared/paper-image/hints.ts'

export function HintPicture({ hint }: { readonly hint: Hint | 'waiting' }) {
  return (
    <svg class="hint-picture" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true">
      {drawn[hint]}
    </svg>
  )
}

const sheet = <path d="M14 6h20v36H14z" class="hint-picture__sheet" />
const lines = <path d="M18 14h12M18 21h12M18 28h12M18 35h7" />

const drawn = {
  waiting: sheet,
  good: (
    <>
      {sheet}
      <path d="m17 25 6 6 10-14" class="hint-picture__strong" />
    </>
  ),
  // A lamp over the sheet.
  'too-dark': (
    <>
      <path d="M10 26h28v18H10z" class="hint-picture__sheet" />
      <path d="M18 18a6 6 0 0 1 12 0zM24 12V4M12 18l-5-4M36 18l5-4" class="hint-picture__strong" />
    </>
  ),
  // A star of light on the words.
  glare: (
    <>
      {sheet}
      {lines}
      <path d="m27 8 2.5 7.5L37 18l-7.5 2.5L27 28l-2.5-7.5L17 18l7.5-2.5z" class="hint-picture__light" />
    </>
  ),
  // The same sheet three times, as a hand that shakes sees it.
  blurred: (
    <>
      <path d="M10 8h20v34H10zM14 6h20v36H14zM18 8h20v34H18z" class="hint-picture__sheet" />
      <path d="M4 16c2 5 2 11 0 16M44 16c-2 5-2 11 0 16" class="hint-picture__strong" />
    </>
  ),
  // A small sheet, and arrows that make it large.
  'too-far': (
    <>
      <path d="M19 17h10v14H19z" class="hint-picture__sheet" />
      <path
        d="M14 12 5 5m0 7V5h7M34 12l9-7m0 7V5h-7M14 36l-9 7m0-7v7h7M34 36l9 7m0-7v7h-7"
        class="hint-picture__strong"
      />
    </>
  ),
  // A sheet whose corners are looked for.
  'no-edges': (
    <>
      <path d="M14 6h20v36H14z" class="hint-picture__sheet hint-picture__sheet--dashed" />
      <path d="M6 14V4h10M42 14V4H32M6 34v10h10M42 34v10H32" class="hint-picture__strong" />
    </>
  ),
} as const
