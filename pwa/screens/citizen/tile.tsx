// One thing to tap on the person's side: a picture, a short line, at times a figure. At least 96 px; it acts when the
// finger is lifted, like every button.
import type { Lang } from '../../../shared/text/l10n.ts'
import type { Figure, Tap } from '../../models/card.ts'
import { FigureView } from '../../ui/figure.tsx'
import { Picture } from './picture.tsx'

export interface TileProps {
  readonly tap: Tap
  readonly picture: string
  readonly text: string
  readonly figure?: Figure | undefined
  readonly lang: Lang
  /** It is being said now: framed, never moved. */
  readonly isSaid?: boolean | undefined
  /** `side`: one of the smaller ones, whose place never changes. */
  readonly size?: 'main' | 'side' | undefined
  /** The digit that presses it. */
  readonly digit?: number | undefined
  readonly onTap: (tap: Tap, at: number) => void
}

export function Tile({ tap, picture, text, figure, lang, isSaid = false, size = 'main', digit, onTap }: TileProps) {
  return (
    <button
      type="button"
      class={`tile tile--${size} tile--${tap.type}${isSaid ? ' tile--said' : ''}`}
      // Only what is inside follows the writing: the places of the tiles on the screen do not.
      dir={lang === 'ar' ? 'rtl' : 'ltr'}
      data-tap={tap.type}
      data-value={tap.type === 'chose' ? tap.value : undefined}
      aria-keyshortcuts={digit === undefined ? undefined : String(digit)}
      onClick={(event) => onTap(tap, event.timeStamp)}
    >
      <span class="tile__pictures">
        {/* A count is drawn by its figure: the same picture once more would be one too many. */}
        {figure?.type === 'count' ? null : (
          <span class="tile__picture">
            <Picture name={picture} />
          </span>
        )}
        {figure === undefined ? null : <FigureView figure={figure} lang={lang} size={40} />}
      </span>
      {figure?.type === 'count' ? null : (
        <span class="tile__text" lang={lang}>
          {text}
        </span>
      )}
    </button>
  )
}
