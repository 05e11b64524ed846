// The citizen's receipt on paper: pictures, the number in pairs, a code for a telephone and a seal for any point, the
// secret on a strip to tear off, who helped, what it costs, and whether it has left the building. No name and no card
// number of the citizen is ever on it.
import type { ComponentChildren } from 'preact'
import type { L10n, Lang } from '../../../shared/text/l10n.ts'
import type { Receipt } from '../../models/request.ts'
import { formatAmount, formatDate, formatLongDate } from '../../text/format.ts'
import { dayOf } from '../../ui/figure-words.ts'
import { FigureView } from '../../ui/figure.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import type { PictogramName } from '../../ui/pictogram.tsx'
import type { PaperFormat } from './paper-format.ts'
import { paperWords as words } from './paper-words.ts'
import { ReceiptCode } from './receipt-code.tsx'
import { ReceiptPairs } from './receipt-pairs.tsx'
import type { PaperState } from './receipt-state.ts'
import './receipt.css'
import { TwoLanguages } from './two-languages.tsx'

interface ReceiptPaperProps {
  receipt: Receipt
  /** `MR1:…`, null when nobody here can seal. */
  seal: string | null
  pictogram: PictogramName
  format: PaperFormat
  /** At the moment of printing. */
  state: PaperState
  /** ISO date. */
  mandateUntil: string | null
  /** 0 on the first sheet; then which copy this is. */
  copy: number
  demo: boolean
}

/** A name keeps its own direction inside a sentence of the other script. */
const isolated = (text: string): string => `\u2068${text}\u2069`

const inBoth = (make: (lang: Lang) => string): L10n => ({ fr: make('fr'), ar: make('ar') })

export const ReceiptPaper = (props: ReceiptPaperProps) => {
  const { receipt, seal, pictogram, format, state, mandateUntil, copy, demo } = props
  const { phone } = receipt
  return (
    <article class={`receipt receipt--${format}`} aria-label={words.receipt.fr}>
      {demo && <TwoLanguages class="receipt__band" text={words.demo} inline />}
      {copy > 0 && (
        <TwoLanguages
          class="receipt__band receipt__band--copy"
          text={inBoth((lang) => `${words.copy[lang]} ${copy}`)}
          inline
        />
      )}
      <header class="receipt__head">
        <Pictogram name={pictogram} size={64} />
        <div>
          <TwoLanguages class="receipt__title" text={words.receipt} />
          {receipt.procedure.zgh !== undefined && (
            <span class="receipt__tifinagh" lang="zgh" dir="ltr">
              {receipt.procedure.zgh}
            </span>
          )}
          <TwoLanguages class="receipt__procedure" text={receipt.procedure} />
        </div>
      </header>

      <p class="receipt__number">
        <TwoLanguages text={words.number} inline />
        <ReceiptPairs value={receipt.reference} />
      </p>

      <ul class="receipt__told">
        <Told picture={<Pictogram name={state} size={48} />}>
          <TwoLanguages text={words[state]} />
        </Told>
        <AnswerDay iso={receipt.answerBefore} />
        <Price fee={receipt.fee} />
      </ul>

      <div class="receipt__codes">
        <Code picture="phone" text={words.scan}>
          <ReceiptCode text={receipt.url} label={words.scan.fr} />
        </Code>
        {seal !== null && (
          <Code picture="scan-seal" text={words.seal}>
            <ReceiptCode text={seal} label={words.seal.fr} />
          </Code>
        )}
      </div>

      <ul class="receipt__facts">
        {mandateUntil !== null && (
          <Fact picture="mandate">
            <TwoLanguages
              text={inBoth((lang) => `${words.mandateUntil[lang]} ${isolated(formatDate(mandateUntil, lang))}.`)}
            />
            <TwoLanguages text={words.mandateStop} />
          </Fact>
        )}
        <Fact picture="place">
          <TwoLanguages text={receipt.point} />
          <span class="receipt__by" dir="ltr">
            <bdi>{receipt.agent}</bdi> · <bdi>{formatDate(receipt.issuedAt, 'fr')}</bdi>
          </span>
          <TwoLanguages text={words.pointFree} />
        </Fact>
        <Fact picture="tell-clerk">
          {phone === undefined ? (
            <TwoLanguages text={words.complaintHere} />
          ) : (
            <>
              <TwoLanguages text={words.complaint} inline />
              <bdi class="receipt__phone" dir="ltr">
                {phone}
              </bdi>
            </>
          )}
        </Fact>
      </ul>

      <section class="receipt__strip">
        <p class="receipt__cut">
          <span aria-hidden="true">✂</span> <TwoLanguages text={words.cut} inline />
        </p>
        <p class="receipt__secret">
          <Pictogram name="secret" size={48} />
          <TwoLanguages text={words.secret} />
          <ReceiptPairs value={receipt.secret} />
        </p>
        <TwoLanguages text={words.secretWhy} />
      </section>
    </article>
  )
}

const weekdays: readonly PictogramName[] = [
  'weekday-sunday',
  'weekday-monday',
  'weekday-tuesday',
  'weekday-wednesday',
  'weekday-thursday',
  'weekday-friday',
  'weekday-saturday',
]

/** The day by its picture, then in digits, then in words. */
const AnswerDay = ({ iso }: { iso: string | null }) => {
  const day = iso === null ? null : dayOf(iso)
  if (iso === null || day === null)
    return (
      <Told picture={<Pictogram name="date-unknown" size={48} />}>
        <TwoLanguages text={words.noTerm} />
      </Told>
    )
  return (
    <Told picture={<Pictogram name={weekdays[day.weekday] ?? 'calendar'} size={48} />}>
      <bdi class="receipt__figure" dir="ltr">
        {formatDate(iso, 'fr')}
      </bdi>
      <TwoLanguages text={inBoth((lang) => `${words.answer[lang]} ${formatLongDate(iso, lang)}`)} />
    </Told>
  )
}

const Price = ({ fee: { amount, currency } }: { fee: Receipt['fee'] }) => {
  if (amount === null)
    return (
      <Told picture={<Pictogram name="money" size={48} />}>
        <TwoLanguages text={words.feeUnknown} />
      </Told>
    )
  return (
    <Told picture={<FigureView figure={{ type: 'amount', value: amount, currency }} lang="fr" size={48} />}>
      <bdi class="receipt__figure" dir="ltr">
        {formatAmount(amount, currency, 'fr')}
      </bdi>
      <TwoLanguages text={amount === 0 ? words.free : words.fee} />
    </Told>
  )
}

const Told = ({ picture, children }: { picture: ComponentChildren; children: ComponentChildren }) => (
  <li>
    <span class="receipt__picture">{picture}</span>
    <div>{children}</div>
  </li>
)

const Code = ({ picture, text, children }: { picture: PictogramName; text: L10n; children: ComponentChildren }) => (
  <figure>
    {children}
    <figcaption>
      <Pictogram name={picture} size={44} />
      <TwoLanguages text={text} />
    </figcaption>
  </figure>
)

const Fact = ({ picture, children }: { picture: PictogramName; children: ComponentChildren }) => (
  <li>
    <span class="receipt__picture">
      <Pictogram name={picture} size={36} />
    </span>
    <div>{children}</div>
  </li>
)
