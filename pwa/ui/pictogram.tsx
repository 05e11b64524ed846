// A concrete colour picture, citizen-grade. It never replaces the word beside it, so it is silent to screen readers.
import sprite from '../../icons/pictograms.svg?url'
import { isMirrored } from './pictogram-direction.ts'
import type { PictogramName } from './pictogram-names.ts'
import './pictogram.css'

export type { PictogramName }

/** For parts that draw a piece of it themselves. */
export const pictogramHref = (name: PictogramName): string => `${sprite}#${name}`

export interface PictogramProps {
  readonly name: PictogramName
  /** CSS pixels, 48 when absent. */
  readonly size?: number | undefined
}

export function Pictogram({ name, size = 48 }: PictogramProps) {
  return (
    <svg
      class={`pictogram${isMirrored(name) ? ' pictogram--mirrored' : ''}`}
      width={size}
      height={size}
      aria-hidden="true"
    >
      <use href={pictogramHref(name)} />
    </svg>
  )
}
