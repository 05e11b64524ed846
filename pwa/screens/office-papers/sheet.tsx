// A document as it comes out of the printer: A4 or A5, in French, in Arabic or in both side by side, with room for the
// stamp and the signature. It says what it is before anything else: a preview, provisional and without a number, or
// official; a sheet that came out before is marked as a copy.
import type { ComponentChildren } from 'preact'
import type { DocumentWords, PaperLang } from '../../../shared/receipt/document-words.ts'
import { langsOf } from '../../../shared/receipt/document-words.ts'
import type { L10n, Lang } from '../../../shared/text/l10n.ts'
import { ReceiptCode } from '../desk/receipt-code.tsx'
import { isolated, numericDate } from './paper-date.ts'
import type { SheetFormat } from './sheet-format.ts'
import { sheetWords as words } from './sheet-words.ts'
import './sheet.css'

export type SheetFace = 'preview' | 'provisional' | 'official'

export interface SheetProps {
  readonly words: DocumentWords
  readonly lang: PaperLang
  readonly format: SheetFormat
  readonly face: SheetFace
  /** `2026-A-17` on an official one. */
  readonly number: string | null
  /** 0 on the first sheet; then which copy this is. */
  readonly copy: number
  readonly replaces: L10n | null
  readonly office: {
    readonly commune: L10n
    readonly province: L10n
    readonly unit: L10n
    readonly isMoroccan: boolean
  }
  readonly reference: string
  /** ISO; the day of the act, null on a preview. */
  readonly issuedAt: string | null
  readonly validUntil: string | null
  readonly issuedBy: string
  /** `MD1:…` */
  readonly seal: string | null
  readonly demo: boolean
}

export const Sheet = (props: SheetProps) => {
  const { lang, format, face, number, copy, demo } = props
  const both = (text: L10n) => <InLangs lang={lang} text={text} />
  return (
    <article
      class={`sheet sheet--${format} sheet--${face} ${lang === null ? 'sheet--both' : ''}`}
      lang={lang ?? 'fr'}
      dir={lang === 'ar' ? 'rtl' : 'ltr'}
    >
      {demo && <p class="sheet__demo">{both(words.demo)}</p>}
      <SheetHead {...props} />
      {face === 'official' ? null : <Band face={face} lang={lang} isFirst />}
      {copy > 0 && (
        <p class="sheet__copy">
          {both(words.copy)} <bdi dir="ltr">{copy}</bdi>
        </p>
      )}
      <p class="sheet__number">
        {number === null ? null : (
          <>
            {both(words.number)} <bdi dir="ltr">{number}</bdi>
          </>
        )}
      </p>
      <div class="sheet__body">
        {langsOf(lang).map((one) => (
          <Words key={one} lang={one} words={props.words} />
        ))}
      </div>
      <SheetEnd {...props} />
      {face === 'provisional' ? <Band face={face} lang={lang} /> : null}
    </article>
  )
}

/** Facts of the directory only: French at the left, Arabic at the right, whatever the paper is in. */
const SheetHead = ({ office }: SheetProps) => (
  <header class="sheet__head">
    {(['fr', 'ar'] as const).map((one) => (
      <p key={one} lang={one} dir={one === 'ar' ? 'rtl' : 'ltr'}>
        {office.isMoroccan && <strong>{words.kingdom[one]}</strong>}
        <span>{office.province[one]}</span>
        <span>
          {words.commune[one]} : {office.commune[one]}
        </span>
        <span>{office.unit[one]}</span>
      </p>
    ))}
  </header>
)

interface BandProps {
  readonly face: 'preview' | 'provisional'
  readonly lang: PaperLang
  /** With its reason; the one at the foot of the sheet is for a paper folded in two. */
  readonly isFirst?: boolean
}

/** Words between two hatched bars, drawn and not a background: a printer that saves ink leaves backgrounds out. */
const Band = ({ face, lang, isFirst = false }: BandProps) => (
  <div class={`sheet__band sheet__band--${face} ${isFirst ? '' : 'sheet__band--last'}`}>
    {face === 'provisional' && <Hatch />}
    <p>
      {face === 'preview' ? (
        <InLangs lang={lang} text={words.preview} />
      ) : (
        <>
          <strong>
            <InLangs lang={lang} text={words.provisional} />
          </strong>
          <InLangs lang={lang} text={words.noNumber} />
          {isFirst && (
            <small>
              <InLangs lang={lang} text={words.provisionalWhy} />
            </small>
          )}
        </>
      )}
    </p>
    {face === 'provisional' && <Hatch />}
  </div>
)

const Hatch = () => (
  <span class="sheet__hatch">
    <svg aria-hidden="true" viewBox="0 0 60 100" preserveAspectRatio="xMidYMid slice">
      {Array.from({ length: 10 }, (_, place) => (
        <path key={place} d={`M0 ${place * 20 - 60}l60 60v10l-60 -60z`} />
      ))}
    </svg>
  </span>
)

const Words = ({ lang, words: { in: said } }: { readonly lang: Lang; readonly words: DocumentWords }) => (
  <section lang={lang} dir={lang === 'ar' ? 'rtl' : 'ltr'}>
    <h2>{said[lang]?.title}</h2>
    {said[lang]?.paragraphs.map((paragraph, place) => (
      <p key={place}>{paragraph}</p>
    ))}
  </section>
)

const SheetEnd = (props: SheetProps) => {
  const { lang, office, issuedAt, validUntil, seal, reference, issuedBy, replaces, face } = props
  const both = (text: L10n) => <InLangs lang={lang} text={text} />
  const say = (make: (lang: Lang) => string): ComponentChildren => both({ fr: make('fr'), ar: make('ar') })
  const madeOn = issuedAt ?? null
  return (
    <footer class="sheet__end">
      <div class="sheet__facts">
        {madeOn === null ? null : (
          <p>
            {say(
              (one) =>
                `${words.made[one]}${one === 'ar' ? '' : ' '}${isolated(office.commune[one])}${one === 'fr' ? ',' : ''} ${words.on[one]} ${isolated(numericDate(madeOn.slice(0, 10)))}`,
            )}
          </p>
        )}
        {validUntil === null ? null : (
          <p>{say((one) => `${words.validUntil[one]} ${isolated(numericDate(validUntil))}`)}</p>
        )}
        {replaces === null ? null : <p>{both(replaces)}</p>}
      </div>
      <div class="sheet__signing">
        {seal === null ? null : <ReceiptCode text={seal} label={words.verify.fr} />}
        <div class="sheet__stamp">{both(words.stamp)}</div>
        <div class="sheet__signature">
          <span>{both(words.signature)}</span>
          <strong>{say((one) => props.words.in[one]?.signedBy ?? '')}</strong>
        </div>
      </div>
      <div class="sheet__foot">
        <p>{face === 'preview' ? null : both(seal === null ? words.noSeal : words.verify)}</p>
        <p>
          {both(words.dossier)} <bdi dir="ltr">{reference}</bdi> · {both(words.issuedBy)} <bdi>{issuedBy}</bdi>
        </p>
      </div>
    </footer>
  )
}

const InLangs = ({ lang, text }: { readonly lang: PaperLang; readonly text: L10n }) => (
  <span class="sheet__langs">
    {langsOf(lang).map((one) => (
      <span key={one} lang={one} dir={one === 'ar' ? 'rtl' : 'ltr'}>
        {text[one]}
      </span>
    ))}
  </span>
)
