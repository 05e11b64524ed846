// A concrete colour picture, citizen-grade. It never replaces the word beside it, so it is silent to screen readers.
import sprite from '../../icons/pictograms.svg?url'
import { isMirrored } from './pictogram-direction.ts'
import { pictogramNames } from './pictogram-names.ts'
import type { PictogramName } from './pictogram-names.ts'
import './pictogram.css'

export type { PictogramName }

/** For names that come from data: a pack, a form choice. */
export const isPictogramName = (name: string | undefined): name is PictogramName =>
  (pictogramNames as readonly (string | undefined)[]).includes(name)

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
