// A concrete colour picture, citizen-grade. It never replaces the word beside it, so it is silent to screen readers.
import sprite from '../../icons/pictograms.svg?url'
import { pictogramNames } from './pictogram-names.ts'
import type { PictogramName } from './pictogram-names.ts'
import './pictogram.css'

export type { PictogramName }

/** For names that come from data: a pack, a form choice. */
export const isPictogramName = (name: string | undefined): name is PictogramName =>
  (pictogramNames as readonly (string | undefined)[]).includes(name)

export interface PictogramProps {
  readonly name: PictogramName
  /** CSS pixels, 48 when absent. */
  readonly size?: number | undefined
}

export function Pictogram({ name, size = 48 }: PictogramProps) {
  return (
    <svg class="pictogram" width={size} height={size} aria-hidden="true">
      <use href={`${sprite}#${name}`} />
    </svg>
  )
}
