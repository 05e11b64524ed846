// What the seal of a paper says, and whether it is ours: checked on this device alone. A forged one is not read out, and
// a paper of a signer we do not know is not called false.
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { SealClaims } from '../../../shared/receipt/seal.ts'
import { summaries } from '../../models/dossiers.ts'
import { packOf } from '../../models/packs.ts'
import { checkPaper } from '../../models/receipt-desk.ts'
import type { CheckedSeal } from '../../models/receipt-desk.ts'
import { directory } from '../../models/session.ts'
import { formatAmount, formatDate, formatLongDate } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonRow } from '../../ui/page.tsx'
import type { PictogramName } from '../../ui/pictogram.tsx'
import { Reference } from '../../ui/reference.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import type { SummaryRow } from '../../ui/summary-list.tsx'
import { DocumentDoor } from './document-door.tsx'
import { t } from './text.ts'
import { Verdict } from './verdict.tsx'

type Checked = CheckedSeal | 'malformed' | null

/** A scanner types a code letter by letter: it is looked at when nothing more comes. */
const pauseMs = 150

interface FoundPaperProps {
  seal: string
  /** Drawn under a paper that is ours. */
  mandate?: (claims: SealClaims) => ComponentChildren
}

/** A receipt's second code, or the code of a document. */
export const FoundPaper = ({ seal, mandate }: FoundPaperProps) =>
  seal.startsWith('MD1:') ? (
    <DocumentDoor seal={seal} />
  ) : (
    <FoundReceipt seal={seal} {...(mandate ? { mandate } : {})} />
  )

const FoundReceipt = ({ seal, mandate }: FoundPaperProps) => {
  const [checked, setChecked] = useState<Checked>(null)
  useEffect(() => {
    let left = false
    setChecked(null)
    const timer = setTimeout(() => {
      void checkPaper(seal).then((read) => left || setChecked(read.ok ? read.value : 'malformed'))
    }, pauseMs)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [seal])

  if (checked === null) return null
  if (checked === 'malformed') return <Words picture="not-known" what="malformed" tone="warning" />
  const { claims, check } = checked
  if (check.type === 'forged') return <Words picture="wrong" what="forged" tone="error" />
  const here = summaries.value.some((one) => one.id === claims.dossier)
  const isOurs = check.type === 'genuine' || check.type === 'withdrawn'
  const pack = packOf(claims.procedure)
  const point = directory.value?.units.find((one) => one.id === claims.point)
  return (
    <section class="found-paper">
      <Words
        picture={check.type === 'genuine' ? 'right' : check.type === 'withdrawn' ? 'suspended' : 'not-known'}
        what={check.type}
        tone={check.type === 'genuine' ? 'success' : 'warning'}
        params={check.type === 'withdrawn' ? { date: formatDate(check.since, lang.value) } : {}}
      />
      <SummaryList rows={rowsOf(checked, pack?.service.name[lang.value], point?.name[lang.value])} />
      {!here && isOurs && <p class="desk-quiet">{t('paper.not-here')}</p>}
      {here && (
        <ButtonRow>
          <Button kind="secondary" size="large" icon="file" href={`/dossier/${claims.dossier}`}>
            {t('paper.open')}
          </Button>
        </ButtonRow>
      )}
      {isOurs && mandate?.(claims)}
    </section>
  )
}

const rowsOf = ({ claims, check }: CheckedSeal, name: string | undefined, point: string | undefined): SummaryRow[] => {
  const signer = 'signer' in check ? check.signer.agent : null
  const who = directory.value?.agents.find((one) => one.id === signer)?.name
  const { fee } = claims
  const rows: (SummaryRow | null)[] = [
    { key: 'reference', term: t('paper.reference'), description: <Reference value={claims.reference} /> },
    {
      key: 'procedure',
      term: t('paper.procedure'),
      description: name ?? <bdi dir="ltr">{claims.procedure}</bdi>,
    },
    {
      key: 'issued',
      term: t('paper.issued'),
      description: (
        <>
          <bdi dir="ltr">{formatDate(claims.issuedAt, lang.value)}</bdi> · <bdi>{point ?? claims.point}</bdi>
          {who === undefined ? null : (
            <>
              {' · '}
              <bdi>{who}</bdi>
            </>
          )}
        </>
      ),
    },
    fee && { key: 'fee', term: t('paper.fee'), description: formatAmount(fee.amount, fee.currency, lang.value) },
    claims.answerBefore === null
      ? null
      : { key: 'answer', term: t('paper.answer'), description: formatLongDate(claims.answerBefore, lang.value) },
    claims.mandateUntil === null
      ? null
      : { key: 'mandate', term: t('paper.mandate'), description: formatLongDate(claims.mandateUntil, lang.value) },
  ]
  return rows.filter((row) => row !== null)
}

type Said = 'genuine' | 'withdrawn' | 'unknown-signer' | 'other-commune' | 'forged' | 'malformed'

interface WordsProps {
  picture: PictogramName
  what: Said
  tone: 'success' | 'warning' | 'error'
  params?: Readonly<Record<string, string>>
}

const Words = ({ picture, what, tone, params = {} }: WordsProps) => (
  <Verdict picture={picture} tone={tone} title={t(`paper.is-${what}`)} hint={t(`paper.is-${what}-hint`, params)} />
)
