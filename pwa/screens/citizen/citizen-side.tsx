// The person's side of the desk: one question, at most four pictures, a voice, and two corners that never move. It draws
// one card and tells what was tapped. It knows nothing of the dossier, has no box to type in and nothing to scroll.
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { screenLangOf } from '../../../shared/speech/variety.ts'
import type { Lang } from '../../../shared/text/l10n.ts'
import type { Card, Tap } from '../../models/card.ts'
import { citizenWords } from '../../models/cards/words.ts'
import type { Helper } from '../../models/turn-helper.ts'
import type { SaidNow } from '../../models/turn-voice.ts'
import { Ear } from '../../ui/ear.tsx'
import { FigureView } from '../../ui/figure.tsx'
import { mainTaps, sideTaps, tapOfKey } from './card-taps.ts'
import './citizen.css'
import { digitOf } from './digit-key.ts'
import { HelperCorner } from './helper-corner.tsx'
import { OwnPaper } from './own-paper.tsx'
import { Picture } from './picture.tsx'
import { createTapGate } from './tap-gate.ts'
import { Tile } from './tile.tsx'

export interface CitizenSideProps {
  readonly card: Card
  readonly helper: Helper
  readonly said: SaidNow
  /** Without a headset, a private card is silent: its ear is off. */
  readonly isMuted: boolean
  /** What no clip says, for the helper beside them to read aloud. */
  readonly toRead: ToReadAloud | null
  /** What was tapped could not be kept. */
  readonly failed: boolean
  /** For a screen that lies between two people. */
  readonly isFlipped: boolean
  readonly onTap: (tap: Tap) => void
  readonly onEar: (wants: 'play' | 'stop') => void
  readonly onHelper: () => void
}

export interface ToReadAloud {
  /** To the helper, in their language. */
  readonly label: string
  readonly labelLang: Lang
  /** In the language of the card; '' when they stand on it already. */
  readonly words: string
}

export function CitizenSide(props: CitizenSideProps) {
  const { card, said, isFlipped } = props
  const lang = screenLangOf(card.variety)
  const gate = useRef(createTapGate())
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = cardKey(card)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [shown])

  const tap = (what: Tap, at: number): void => {
    if (gate.current.pass(at)) props.onTap(what)
  }
  const latest = useRef({ card, tap })
  latest.current = { card, tap }
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.repeat) return
      const meant = tapOfKey(latest.current.card, digitOf(event) ?? '')
      if (meant !== null) latest.current.tap(meant, event.timeStamp)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  const words = (id: string): string => citizenWords(id, lang)
  const sides = sideTaps(card)
  return (
    <main
      class={`citizen citizen--${card.kind}${isFlipped ? ' citizen--flipped' : ''}`}
      // The two corners, and yes and no, stay where they are whatever the writing.
      dir="ltr"
      data-card={card.id}
      data-saying={said === null ? undefined : said.part}
      // Back stands between the two corners; the others need a row of their own on a phone.
      data-sides={sides.filter((one) => one.type !== 'back').length}
      data-choices={card.choices.length}
    >
      <Question card={card} lang={lang} isSaid={said?.part === 'question'} heading={heading}>
        {props.toRead === null ? null : <ToRead {...props.toRead} lang={lang} />}
        {props.isMuted ? (
          <p class="citizen__to-read" role="status">
            <Picture name="headset" size={40} />
            {words('app.headset')}
          </p>
        ) : null}
        {props.failed ? (
          <p class="citizen__failed" role="alert" lang={lang} dir={dirOf(lang)}>
            <Picture name="helper-face" size={40} />
            {words('app.call-helper')}
          </p>
        ) : null}
      </Question>
      <div class="citizen__choices" dir={card.kind === 'choose' ? dirOf(lang) : 'ltr'}>
        <MainTiles card={card} lang={lang} said={said} onTap={tap} />
      </div>
      {sides.map((one) => (
        <Tile
          key={one.type}
          tap={one}
          picture={one.type === 'next-page' ? 'more' : one.type}
          text={words(one.type === 'next-page' ? 'app.more' : `app.${one.type}`)}
          lang={lang}
          size="side"
          digit={one.type === 'not-known' ? 0 : undefined}
          onTap={tap}
        />
      ))}
      <div class="citizen__ear" data-corner="ear">
        <Ear
          label={words('app.hear-again')}
          speaking={said !== null}
          disabled={props.isMuted}
          onPlay={() => props.onEar('play')}
          onStop={() => props.onEar('stop')}
        />
      </div>
      <HelperCorner
        helper={props.helper}
        label={words('app.call-helper')}
        onPress={(at) => {
          if (gate.current.pass(at)) props.onHelper()
        }}
      />
    </main>
  )
}

/** Two pages of the same question are two screens. */
export const cardKey = (card: Card): string => `${card.id}#${card.page?.index ?? 0}`

const dirOf = (lang: Lang): 'ltr' | 'rtl' => (lang === 'ar' ? 'rtl' : 'ltr')

interface QuestionProps {
  readonly card: Card
  readonly lang: Lang
  readonly isSaid: boolean
  readonly heading: { current: HTMLHeadingElement | null }
  readonly children: ComponentChildren
}

/** Letters beyond which a line is set smaller. */
const long = 48

function Question({ card, lang, isSaid, heading, children }: QuestionProps) {
  return (
    <div class={`citizen__question${isSaid ? ' citizen__question--said' : ''}`} lang={lang} dir={dirOf(lang)}>
      {card.photo ? (
        <OwnPaper key={card.id} bytes={card.photo} />
      ) : card.picture === null ? null : (
        <span class="citizen__picture">
          <Picture name={card.picture} />
        </span>
      )}
      <div class="citizen__words" aria-live="polite">
        <h1 class={`citizen__text${card.text.length > long ? ' citizen__text--long' : ''}`} tabIndex={-1} ref={heading}>
          {card.text}
        </h1>
        {card.detail === '' ? null : (
          <p class={`citizen__detail${card.detail.length > long ? ' citizen__detail--long' : ''}`}>
            <bdi>{card.detail}</bdi>
          </p>
        )}
        {children}
      </div>
      {card.figure === null ? null : <FigureView figure={card.figure} lang={lang} size={figureSize()} />}
    </div>
  )
}

/** CSS pixels: as the style sheet's roomy screens. */
const figureSize = (): number => (matchMedia('(min-width: 48rem) and (min-height: 37.5rem)').matches ? 96 : 56)

interface MainTilesProps {
  readonly card: Card
  readonly lang: Lang
  readonly said: SaidNow
  readonly onTap: (tap: Tap, at: number) => void
}

function MainTiles({ card, lang, said, onTap }: MainTilesProps) {
  const taps = mainTaps(card)
  const fixed = { yes: 'yes-hand', no: 'no-hand', 'went-on': 'go-on' } as const
  return taps.map((tap, at) => {
    const choice = card.choices[at]
    if (tap.type === 'chose' && choice !== undefined)
      return (
        <Tile
          key={choice.value}
          tap={tap}
          picture={choice.picture}
          text={choice.text}
          figure={choice.figure}
          lang={lang}
          isSaid={said?.part === 'choice' && said.at === at}
          digit={at + 1}
          onTap={onTap}
        />
      )
    if (tap.type !== 'yes' && tap.type !== 'no' && tap.type !== 'went-on') return null
    const word = tap.type === 'went-on' ? 'app.go-on' : `app.${tap.type}`
    return (
      <Tile
        key={tap.type}
        tap={tap}
        picture={fixed[tap.type]}
        text={citizenWords(word, lang)}
        lang={lang}
        digit={at + 1}
        onTap={onTap}
      />
    )
  })
}

/** The helper beside the person says what no clip says. */
function ToRead({ label, labelLang, words, lang }: ToReadAloud & { readonly lang: Lang }) {
  return (
    <p class="citizen__to-read" role="status" lang={labelLang} dir={dirOf(labelLang)}>
      <Picture name="helper-face" size={32} />
      <span>
        {label} <bdi lang={lang}>{words}</bdi>
      </span>
    </p>
  )
}
