// One form in numbers, then its points in the order of the commune. Each number says what it counts, and a small one
// only that it is small.
import type { ComponentChildren } from 'preact'
import type { FormCount } from '../../../shared/dossier/commune-payload.ts'
import {
  alarmFrom,
  bandOf,
  fewest,
  isAlarm,
  medianSpan,
  type FormReport,
  type Shown,
} from '../../../shared/visit/report.ts'
import { directory } from '../../models/session.ts'
import { lang } from '../../text/language.ts'
import { Notice } from '../../ui/notice.tsx'
import { Beads } from '../studio/beads.tsx'
import { t } from './text.ts'

export function FormCard({ report, name }: { readonly report: FormReport; readonly name: string }) {
  const { visits, count, points, hidden, procedure } = report
  const headingId = `form-${procedure}`
  return (
    <article class="supervisor-unit supervisor-form" aria-labelledby={headingId}>
      <h2 id={headingId}>{name}</h2>
      <p class="supervisor-quiet">{t('visits-count', { n: visits })}</p>
      <Alarm count={count} visits={visits} />
      <Figures shown={report} />
      {points.length === 0 ? null : (
        <>
          <h3>{t('visits-by-point')}</h3>
          {points.map((point) => (
            <details key={point.unit} class="supervisor-point">
              <summary>
                <bdi>{nameOfUnit(point.unit)}</bdi>{' '}
                <span class="supervisor-quiet">{t('visits-count', { n: point.visits })}</span>
              </summary>
              <Alarm count={point.count} visits={point.visits} />
              <Figures shown={point} />
            </details>
          ))}
        </>
      )}
      {hidden === 0 ? null : <p class="supervisor-quiet">{t('visits-hidden', { n: hidden })}</p>}
    </article>
  )
}

function Alarm({ count, visits }: { readonly count: FormCount; readonly visits: number }) {
  return isAlarm(count) ? (
    <Notice tone="warning" title={t('visits-alarm')}>
      {t('visits-alarm-text', { n: Math.max(alarmFrom, visits) })}
    </Notice>
  ) : null
}

function Figures({ shown: { count } }: { readonly shown: Shown }) {
  const skipped = Object.values(count.skipped).reduce((all, n) => all + n, 0)
  const reasons = Object.entries(count.skipped).filter(([, n]) => n >= fewest)
  return (
    <dl class="supervisor-figures">
      <Figure term={t('visits-turned')}>{spanInWords(count)}</Figure>
      <Figure term={t('visits-own')}>
        <Share done={count.byCitizen} of={count.byCitizen + count.byHelper} />
      </Figure>
      <Figure term={t('visits-skipped')}>
        {banded(skipped)}
        {reasons.map(([reason, n]) => (
          <span key={reason} class="supervisor-quiet supervisor-figure__more">
            {t('skip-line', { reason: reasonInWords(reason), n: banded(n) })}
          </span>
        ))}
      </Figure>
      <Figure term={t('visits-corrected')}>{banded(count.corrected)}</Figure>
      <Figure term={t('visits-missed')}>
        <Share done={count.missed} of={count.taught} />
      </Figure>
      <Figure term={t('visits-refused')}>{banded(count.refused)}</Figure>
    </dl>
  )
}

function Figure({ term, children }: { readonly term: string; readonly children: ComponentChildren }) {
  return (
    <div class="supervisor-figure">
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Share({ done, of }: { readonly done: number; readonly of: number }) {
  if (of < fewest) return <>{t('visits-share-hidden')}</>
  const words = t('visits-share', { done, of })
  return (
    <>
      <Beads done={done} of={of} label={words} />
      <span class="supervisor-quiet supervisor-figure__more" aria-hidden="true">
        {words}
      </span>
    </>
  )
}

const banded = (n: number): string => {
  const band = bandOf(n)
  if (!band) return t('visits-zero')
  if (band.to === null) return t('band-over', { from: band.from })
  return band.to < fewest ? t('visits-under') : t('band', { from: band.from, to: band.to })
}

const spanInWords = (count: FormCount): string => {
  const span = medianSpan(count)
  if (!span) return t('visits-zero')
  if (span.to === null) return t('span-over', { from: timeInWords(span.from) })
  if (span.from === 0) return t('span-under', { to: timeInWords(span.to) })
  return t('span', { from: timeInWords(span.from), to: timeInWords(span.to) })
}

const timeInWords = (seconds: number): string =>
  seconds < 60 ? t('seconds', { n: seconds }) : t('minutes', { n: seconds / 60 })

const reasonInWords = (reason: string): string => {
  switch (reason) {
    case 'must-leave':
    case 'noise':
    case 'read-alone':
    case 'heard-before':
      return t(`skip-${reason}`)
    default:
      return t('skip-other')
  }
}

const nameOfUnit = (unit: string): string =>
  directory.value?.units.find(({ id }) => id === unit)?.name[lang.value] ?? unit
