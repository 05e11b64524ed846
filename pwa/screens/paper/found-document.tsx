// What the seal of a document says, in words: real, of another commune, altered, provisional, expired, replaced. Checked
// on this device alone, and against its dossier where that is here. A forged one is not read out.
import { useEffect, useState } from 'preact/hooks'
import { summaries } from '../../models/dossiers.ts'
import { packOf } from '../../models/packs.ts'
import { checkDocument } from '../../models/papers/document-desk.ts'
import type { CheckedDocument } from '../../models/papers/document-desk.ts'
import { directory } from '../../models/session.ts'
import { formatDate, formatLongDate } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonRow } from '../../ui/page.tsx'
import { Reference } from '../../ui/reference.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import type { SummaryRow } from '../../ui/summary-list.tsx'
import { DocumentNames } from './document-names.tsx'
import { t } from './document-text.ts'
import { isBelievable, toneOf, verdictOf } from './document-verdict.ts'
import { Verdict } from './verdict.tsx'

/** A scanner types a code letter by letter: it is looked at when nothing more comes. */
const pauseMs = 150

export function FoundDocument({ seal }: { readonly seal: string }) {
  const [checked, setChecked] = useState<CheckedDocument | 'malformed' | null>(null)
  useEffect(() => {
    let left = false
    setChecked(null)
    const timer = setTimeout(() => {
      void checkDocument(seal).then((read) => left || setChecked(read.ok ? read.value : 'malformed'))
    }, pauseMs)
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [seal])

  if (checked === null) return null
  if (checked === 'malformed')
    return <Verdict picture="not-known" title={t('malformed')} hint={t('malformed-hint')} tone="warning" />
  const { claims, check, here, names } = checked
  const what = verdictOf(checked)
  const { picture, tone } = toneOf(what)
  const verdict = (
    <Verdict
      picture={picture}
      tone={tone}
      title={t(what)}
      hint={t(`${what}-hint`, {
        date: dateOf(checked),
        number: here.type === 'numbered' ? here.number : '',
      })}
    />
  )
  if (check.type === 'forged') return verdict
  const isHere = summaries.value.some((one) => one.id === claims.dossier)
  return (
    <section class="found-paper">
      {verdict}
      <SummaryList rows={rowsOf(checked)} />
      {isHere && (
        <ButtonRow>
          <Button kind="secondary" size="large" icon="file" href={`/dossier/${claims.dossier}`}>
            {t('open')}
          </Button>
        </ButtonRow>
      )}
      {isBelievable(what) && names === null && <DocumentNames claims={claims} />}
    </section>
  )
}

/** The day that the verdict speaks of. */
const dateOf = ({ claims, check, here }: CheckedDocument): string => {
  if (check.type === 'withdrawn') return formatDate(check.since, lang.value)
  if (here.type === 'replaced') return formatDate(here.at, lang.value)
  return claims.validUntil === null ? '' : formatDate(claims.validUntil, lang.value)
}

const rowsOf = ({ claims, check, names }: CheckedDocument): SummaryRow[] => {
  const { units = [], agents = [] } = directory.value ?? {}
  const agent = check.type === 'not-entitled' ? check.signer.id : 'signer' in check ? check.signer.agent : null
  const who = agents.find((one) => one.id === agent)?.name
  const office = units.find((one) => one.id === claims.office)?.name[lang.value]
  const paper = packOf(claims.procedure)?.service.produces.find(({ id }) => id === claims.document)
  const rows: (SummaryRow | null)[] = [
    { key: 'paper', term: t('paper'), description: paper?.name[lang.value] ?? <bdi>{claims.document}</bdi> },
    {
      key: 'number',
      term: t('number'),
      description: claims.number === null ? t('no-number') : <Reference value={claims.number} />,
    },
    names === null
      ? null
      : {
          key: 'name',
          term: t('name'),
          description: <bdi>{names.join(' ')}</bdi>,
        },
    { key: 'reference', term: t('reference'), description: <Reference value={claims.reference} /> },
    {
      key: 'issued',
      term: t('issued'),
      description: (
        <>
          <bdi dir="ltr">{formatDate(claims.issuedAt, lang.value)}</bdi> · <bdi>{office ?? claims.office}</bdi>
          {who === undefined ? null : (
            <>
              {' · '}
              <bdi>{who}</bdi>
            </>
          )}
        </>
      ),
    },
    claims.validUntil === null
      ? null
      : { key: 'valid', term: t('valid'), description: formatLongDate(claims.validUntil, lang.value) },
  ]
  return rows.filter((row) => row !== null)
}
