// A concrete colour picture, citizen-grade. It never replaces the word beside it, so it is silent to screen readers.
import { isMirrored } from './pictogram-direction.ts'
import type { PictogramName } from './pictogram-names.ts'
import './pictogram.css'
import { pictogramHref, pictureUrl } from './picture-sheet.ts'

export type { PictogramName }

export interface PictogramProps {
  readonly name: PictogramName
  /** CSS pixels, 48 when absent. */
  readonly size?: number | undefined
}

export function Pictogram({ name, size = 48 }: PictogramProps) {
  const look = {
    class: `pictogram${isMirrored(name) ? ' pictogram--mirrored' : ''}`,
    width: size,
    height: size,
    'aria-hidden': true,
    'data-picture': name,
  } as const
  const url = pictureUrl(name)
  return url === null ? (
    <svg {...look}>
      <use href={pictogramHref(name)} />
    </svg>
  ) : (
    <img {...look} src={url} alt="" draggable={false} />
  )
}
