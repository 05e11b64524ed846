// A figure drawn instead of written: notes and coins, things counted in fives, a day of the week, a reference in its
// pairs. One picture for those who listen to it; its words are its name. It never holds more than it is given.
import { heapLimit, notesAndCoins } from './figure-money.ts'
import type { Pieces } from './figure-money.ts'
import { dayOf, figureWords, months, numberWords, pairsOf } from './figure-words.ts'
import type { FigureLang, FigureShape } from './figure-words.ts'
import { isPictogramName } from './known-pictogram.ts'
import { Pictogram } from './pictogram.tsx'
import { pictogramHref } from './picture-sheet.ts'
import type { PictogramName } from './pictogram.tsx'
import './figure.css'

export interface FigureProps {
  readonly figure: FigureShape
  readonly lang: FigureLang
  /** Height of one picture, CSS pixels; 72 when absent. */
  readonly size?: number | undefined
  /** Of a day: how sure the person was. */
  readonly sureness?: 'exact' | 'estimated' | 'unknown' | undefined
}

export function FigureView({ figure, lang, size = 72, sureness }: FigureProps) {
  return (
    <span class={`figure figure--${figure.type}`} role="img" aria-label={figureWords(figure, lang)}>
      <Drawn figure={figure} lang={lang} size={size} sureness={sureness} />
    </span>
  )
}

type Drawn = Required<Pick<FigureProps, 'figure' | 'lang' | 'sureness'>> & { readonly size: number }

function Drawn({ figure, lang, size, sureness }: Drawn) {
  switch (figure.type) {
    case 'amount':
      return <Amount value={figure.value} currency={figure.currency} words={figureWords(figure, lang)} size={size} />
    case 'count':
      return <Count value={figure.value} picture={figure.picture} size={size} />
    case 'day':
      return <Day iso={figure.iso} lang={lang} size={size} sureness={sureness} />
    case 'pairs':
      return (
        // Never broken in two: on a narrow screen, or one that was turned, it is drawn smaller.
        <bdi class="figure__pairs" dir="ltr" style={{ fontSize: `min(${size * 0.55}px, 10vw)` }}>
          {pairsOf(figure.reference).map((pair, place) => (
            <b key={place} class="figure__pair">
              {pair}
            </b>
          ))}
        </bdi>
      )
  }
}

interface AmountProps {
  readonly value: number
  readonly currency: 'MAD' | 'EUR' | 'DZD'
  readonly words: string
  readonly size: number
}

function Amount({ value, currency, words, size }: AmountProps) {
  if (value === 0)
    return (
      <>
        <Pictogram name="free" size={size} />
        <span class="figure__words">{words}</span>
      </>
    )
  // No money of another country is drawn: a note of dirhams beside an amount of euros would be a lie.
  if (currency !== 'MAD' || !Number.isSafeInteger(value) || value < 0)
    return (
      <>
        <Pictogram name="money" size={size} />
        <bdi class="figure__number" style={{ fontSize: `${size * 0.6}px` }}>
          {words}
        </bdi>
      </>
    )
  const isHeap = value <= heapLimit
  return (
    <>
      <span class="figure__heap">
        {notesAndCoins(value).flatMap((piece) =>
          isHeap
            ? Array.from({ length: piece.count }, (_, at) => (
                <Piece key={`${piece.worth}-${at}`} of={piece} size={size} />
              ))
            : [<Grouped key={piece.worth} of={piece} size={size} />],
        )}
      </span>
      <span class="figure__words">{words}</span>
    </>
  )
}

function Grouped({ of, size }: { readonly of: Pieces; readonly size: number }) {
  return (
    <span class="figure__group">
      {of.count === 1 ? null : (
        <bdi class="figure__number" dir="ltr" style={{ fontSize: `${size * 0.5}px` }}>
          {`${numberWords(of.count)} ×`}
        </bdi>
      )}
      <Piece of={of} size={size} />
    </span>
  )
}

/** A note is drawn across its square: what is empty above and below it is cut off, so that notes lie close. */
function Piece({ of, size }: { readonly of: Pieces; readonly size: number }) {
  return of.isNote ? (
    <svg class="pictogram" width={size * 1.3} height={size * 0.74} viewBox="1 16 70 40" aria-hidden="true">
      <use href={pictogramHref(of.picture)} width="72" height="72" />
    </svg>
  ) : (
    <Pictogram name={of.picture} size={size * 0.74} />
  )
}

function Count({ value, picture, size }: { readonly value: number; readonly picture: string; readonly size: number }) {
  const name: PictogramName | null = isPictogramName(picture) ? picture : null
  if (value > 10 || value < 0 || !Number.isInteger(value))
    return (
      <>
        <One name={name} size={size} />
        <bdi class="figure__number" style={{ fontSize: `${size * 0.7}px` }}>
          {numberWords(value)}
        </bdi>
      </>
    )
  return (
    <>
      <span class="figure__fives">
        {Array.from({ length: value }, (_, at) => (
          <One key={at} name={name} size={size * 0.62} />
        ))}
      </span>
      <bdi class="figure__number" style={{ fontSize: `${size * 0.55}px` }}>
        {value}
      </bdi>
    </>
  )
}

/** A thing without a picture is counted in beads. */
function One({ name, size }: { readonly name: PictogramName | null; readonly size: number }) {
  return name === null ? (
    <svg class="pictogram" width={size} height={size} viewBox="0 0 72 72" aria-hidden="true">
      <circle cx="36" cy="36" r="26" fill="#f1b31c" stroke="#000" stroke-width="3" />
    </svg>
  ) : (
    <Pictogram name={name} size={size} />
  )
}

const weekdayPictures: readonly PictogramName[] = [
  'weekday-sunday',
  'weekday-monday',
  'weekday-tuesday',
  'weekday-wednesday',
  'weekday-thursday',
  'weekday-friday',
  'weekday-saturday',
]

type DayProps = { readonly iso: string; readonly lang: FigureLang } & Pick<Drawn, 'size' | 'sureness'>

function Day({ iso, lang, size, sureness }: DayProps) {
  const day = dayOf(iso)
  if (day === null || sureness === 'unknown') return <Pictogram name="date-unknown" size={size} />
  return (
    <>
      <Pictogram name={weekdayPictures[day.weekday] ?? 'calendar'} size={size} />
      <span class="figure__date">
        <b style={{ fontSize: `${size * 0.6}px` }}>{day.day}</b>
        <span>{`${months[lang][day.month] ?? ''} ${day.year}`}</span>
      </span>
      {sureness === undefined ? null : <Pictogram name={`date-${sureness}`} size={size * 0.6} />}
    </>
  )
}
