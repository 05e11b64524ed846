// The citizen's receipt on paper: pictures, the number in pairs, the QR, the secret on a strip to tear off, who helped,
// what it costs, and whether it has left the building. No name and no card number of the citizen is ever on it.
import type { ComponentChildren } from 'preact'
import type { L10n, Lang } from '../../../shared/text/l10n.ts'
import type { Receipt } from '../../models/request.ts'
import { formatAmount, formatDate, formatLongDate } from '../../text/format.ts'
import { Pictogram } from '../../ui/pictogram.tsx'
import type { PictogramName } from '../../ui/pictogram.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { paperWords as words } from './paper-words.ts'
import './receipt.css'
import { TwoLanguages } from './two-languages.tsx'

interface ReceiptPaperProps {
  receipt: Receipt
  pictogram: PictogramName
  /** 80 mm roll, or A5. */
  format: 'roll' | 'a5'
  /** The server has it: only then does the paper say so. */
  received: boolean
  mandated: boolean
  demo: boolean
}

/** A name keeps its own direction inside a sentence of the other script. */
const isolated = (text: string): string => `\u2068${text}\u2069`

const inBoth = (make: (lang: Lang) => string): L10n => ({ fr: make('fr'), ar: make('ar') })

export const ReceiptPaper = ({ receipt, pictogram, format, received, mandated, demo }: ReceiptPaperProps) => {
  const { fee, answerBefore, phone } = receipt
  return (
    <article class={`receipt receipt--${format}`} aria-label={words.receipt.fr}>
      {demo && <TwoLanguages class="receipt__demo" text={words.demo} />}
      <header class="receipt__head">
        <Pictogram name={pictogram} size={64} />
        <div>
          <TwoLanguages class="receipt__title" text={words.receipt} />
          <TwoLanguages class="receipt__procedure" text={receipt.procedure} />
        </div>
      </header>

      <p class="receipt__number">
        <TwoLanguages text={words.number} inline />
        <bdi class="receipt__pairs" dir="ltr">
          {receipt.reference}
        </bdi>
      </p>

      <div class="receipt__qr">
        <QrCode text={receipt.url} label={receipt.reference} size={132} />
        <TwoLanguages text={words.scan} />
      </div>

      <ul class="receipt__facts">
        <Fact picture={received ? 'received' : 'kept'}>
          <TwoLanguages text={received ? words.sent : words.notSent} />
        </Fact>
        <Fact picture="calendar">
          {answerBefore === null ? (
            <TwoLanguages text={words.noTerm} />
          ) : (
            <TwoLanguages text={inBoth((lang) => `${words.answer[lang]} ${formatLongDate(answerBefore, lang)}`)} />
          )}
        </Fact>
        <Fact picture="money">
          {fee.amount === null ? (
            <TwoLanguages text={words.feeUnknown} />
          ) : (
            <>
              <strong>
                <TwoLanguages text={inBoth((lang) => formatAmount(fee.amount ?? 0, fee.currency, lang))} />
              </strong>
              <TwoLanguages text={fee.amount === 0 ? words.free : words.fee} />
            </>
          )}
        </Fact>
        {mandated && (
          <Fact picture="mandate">
            <TwoLanguages text={words.mandated} />
          </Fact>
        )}
        <Fact picture="place">
          <TwoLanguages text={inBoth((lang) => `${words.filedAt[lang]} ${isolated(receipt.point[lang])}`)} />
          <TwoLanguages
            text={inBoth(
              (lang) =>
                `${words.by[lang]} ${isolated(receipt.agent)} ${words.on[lang]} ${isolated(formatDate(receipt.issuedAt, lang))}`,
            )}
          />
          <TwoLanguages text={words.pointFree} />
        </Fact>
        <Fact picture="phone">
          {phone === undefined ? (
            <TwoLanguages text={words.complaintHere} />
          ) : (
            <>
              <TwoLanguages text={words.complaint} inline /> <bdi dir="ltr">{phone}</bdi>
            </>
          )}
        </Fact>
      </ul>

      <section class="receipt__strip">
        <p class="receipt__cut">
          <span aria-hidden="true">✂</span> <TwoLanguages text={words.cut} inline />
        </p>
        <p class="receipt__secret">
          <Pictogram name="secret" size={40} />
          <TwoLanguages text={words.secret} inline />
          <bdi class="receipt__pairs" dir="ltr">
            {receipt.secret}
          </bdi>
        </p>
        <TwoLanguages text={words.secretWhy} />
      </section>
    </article>
  )
}

const Fact = ({ picture, children }: { picture: PictogramName; children: ComponentChildren }) => (
  <li>
    <Pictogram name={picture} size={36} />
    <div>{children}</div>
  </li>
)
