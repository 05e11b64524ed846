// The gallery's figures, and every picture as paper and tired eyes see it: small, in grey, in one bit.
import { FigureView } from '../ui/figure.tsx'
import type { FigureShape } from '../ui/figure-words.ts'
import { pictogramNames } from '../ui/pictogram-names.ts'
import { Pictogram } from '../ui/pictogram.tsx'
import type { PictogramName } from '../ui/pictogram.tsx'
import type { GalleryLang } from './texts.ts'

const figures: readonly FigureShape[] = [
  ...[0, 20, 75, 388, 1990, 4750].map((value) => ({ type: 'amount', value, currency: 'MAD' }) as const),
  { type: 'amount', value: 30, currency: 'EUR' },
  { type: 'count', value: 3, picture: 'baby' },
  { type: 'count', value: 8, picture: 'no such picture' },
  { type: 'count', value: 24, picture: 'papers' },
  { type: 'day', iso: '2026-08-28' },
  { type: 'day', iso: '2026-08-31' },
  { type: 'pairs', reference: '12.40.67.31' },
]

export function Figures({ lang }: { readonly lang: GalleryLang }) {
  return (
    <>
      <div class="gallery__figures">
        {figures.map((figure) => (
          <FigureView key={JSON.stringify(figure)} figure={figure} lang={lang} size={64} />
        ))}
      </div>
      <div class="gallery__figures">
        {(['exact', 'estimated', 'unknown'] as const).map((sureness) => (
          <FigureView key={sureness} figure={{ type: 'day', iso: '2026-09-02' }} lang={lang} sureness={sureness} />
        ))}
      </div>
    </>
  )
}

/** Told apart by their shape alone, or redrawn. */
const pairs: readonly PictogramName[] = [
  'yes-hand',
  'no-hand',
  'right',
  'wrong',
  'kept',
  'sent',
  'received',
  'missing',
  'suspended',
  'ready',
  'handed-over',
  'refused',
  'withdrawn',
]

export function PicturesAsPrinted() {
  return (
    <>
      <p lang="en" dir="ltr">
        Grey, 48 px
      </p>
      <Sheet names={pairs} size={48} look="grey" />
      <p lang="en" dir="ltr">
        One bit, 72 dots: nine millimetres at 203 dpi
      </p>
      <Sheet names={pictogramNames} size={72} look="bit" />
    </>
  )
}

function Sheet({ names, size, look }: { names: readonly PictogramName[]; size: number; look: 'grey' | 'bit' }) {
  return (
    <div class={`gallery__sheet gallery__sheet--${look}`}>
      {names.map((name) => (
        <Pictogram key={name} name={name} size={size} />
      ))}
    </div>
  )
}
