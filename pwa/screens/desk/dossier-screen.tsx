// One dossier at the point: where it stands, what to tell the person, a supplied piece, its answers and its history.
// Deciding and handing over belong to the office; nothing here pretends otherwise.
import { useLocation, useRoute } from 'preact-iso'
import { useState } from 'preact/hooks'
import type { Paper } from '../../../shared/dossier/paper.ts'
import { evidenceFor } from '../../../shared/procedure/outside-expression.ts'
import { answerText } from '../../fields/answer-text.ts'
import { titleParts } from '../../fields/title-parts.ts'
import type { EvidenceItem } from '../../../shared/procedure/pack.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { rowsToRead } from '../../models/request-steps.ts'
import { directory } from '../../models/session.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ButtonRow, Page } from '../../ui/page.tsx'
import { Spinner } from '../../ui/progress.tsx'
import { Reference } from '../../ui/reference.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { TakeDoor } from '../photos/photos-door.tsx'
import { DossierHistory } from './dossier-history.tsx'
import { MandateNotice } from './mandate-notice.tsx'
import { MissingPieces } from './missing-pieces.tsx'
import { isHidden } from './read-back.ts'
import { nextWord, stateWord, toneOf } from './states.ts'
import { StrandedAnswers } from './stranded-answers.tsx'
import { StopDialog } from './stop-dialog.tsx'
import { t } from './text.ts'
import { useDossier } from './use-dossier.ts'

export const DossierScreen = () => {
  const { params } = useRoute()
  const { route } = useLocation()
  const dossier = useDossier(params['id'] ?? '')
  const home = () => route('/')

  if (dossier === undefined)
    return (
      <Page title={t('dossier.title')} back={home} backLabel={t('back.home')}>
        <Spinner label={t('dossier.loading')} />
      </Page>
    )
  if (dossier === null)
    return (
      <Page title={t('dossier.absent')} back={home} backLabel={t('back.home')}>
        <EmptyState pictogram="question" title={t('dossier.absent-title')}>
          {t('dossier.absent-hint')}
        </EmptyState>
      </Page>
    )
  return <Dossier dossier={dossier} onHome={home} />
}

interface Taking {
  readonly item: EvidenceItem
  readonly instead: Paper | null
}

const Dossier = ({ dossier, onHome }: { dossier: OpenDossier; onHome: () => void }) => {
  const summary = dossier.summary.value
  const service = dossier.pack?.service
  const isDraft = summary.submittedAt === null && summary.public === 'draft'
  const office = officeName(dossier)
  const [taking, setTaking] = useState<Taking | null>(null)
  const { supplied } = dossier

  if (taking !== null && supplied !== null)
    return (
      <TakeDoor
        item={taking.item}
        pages={supplied.pages.value.filter(({ piece }) => piece === taking.item.id)}
        instead={taking.instead}
        keep={(page, instead) => supplied.add(taking.item.id, page, instead)}
        onSeen={() => undefined}
        onDone={() => setTaking(null)}
      />
    )
  return (
    <Page
      title={service?.name[lang.value] ?? t('dossier.unknown-procedure')}
      back={onHome}
      backLabel={t('back.home')}
      wide
    >
      <div class="dossier-head">
        {summary.reference !== null && <Reference value={summary.reference} large />}
        {titleParts(summary.title, lang.value).map((part) => (
          <bdi key={part} class="dossier-head__who" dir="auto">
            {part}
          </bdi>
        ))}
        <div class="row">
          <StateBadge tone={toneOf[summary.public]} label={t(stateWord(summary.public))} />
          {summary.kept && !isDraft && summary.public !== 'kept' && (
            <StateBadge tone="kept" label={t('state.kept-change')} />
          )}
        </div>
      </div>

      <Notice
        tone={summary.public === 'missing' || summary.public === 'ready' ? 'warning' : 'info'}
        title={t('dossier.tell')}
      >
        {t(nextWord(summary.public), { office })}
      </Notice>
      <MandateNotice dossier={dossier} />
      {summary.provisional && <Notice tone="info">{t('dossier.provisional')}</Notice>}
      {dossier.held.value.length > 0 && (
        <Notice tone="error" title={t('dossier.held', { count: dossier.held.value.length })}>
          {[...new Set(dossier.held.value.map((one) => one.reason))].map((reason) => (
            <p key={reason}>
              {t(
                reason === 'pending'
                  ? 'held.pending'
                  : reason === 'after-submission'
                    ? 'held.after-submission'
                    : 'held.other',
                { code: reason },
              )}
            </p>
          ))}
        </Notice>
      )}
      <StrandedAnswers dossier={dossier} isDraft={isDraft} />
      {summary.conflict && <Notice tone="warning">{t('dossier.conflict')}</Notice>}

      {isDraft ? (
        <ButtonRow>
          <Button kind="primary" size="large" icon="next" href={`/request/${summary.id}`}>
            {t('dossier.continue')}
          </Button>
        </ButtonRow>
      ) : (
        <>
          {summary.missing.length > 0 && <MissingPieces dossier={dossier} onTake={setTaking} />}
          <ButtonRow>
            <Button kind="secondary" icon="print" href={`/receipt/${summary.id}`}>
              {t('dossier.receipt')}
            </Button>
            <StopDialog dossier={dossier} />
          </ButtonRow>
        </>
      )}

      <Answers dossier={dossier} />
      {dossier.pack !== null && <Papers dossier={dossier} />}
      <h2>{t('dossier.history')}</h2>
      <DossierHistory acts={dossier.acts.value} pack={dossier.pack} />
    </Page>
  )
}

const Answers = ({ dossier }: { dossier: OpenDossier }) => {
  const form = dossier.form.value
  const rows = form === null ? [] : rowsToRead(form)
  return (
    <details class="desk-fold">
      <summary>
        <h2>{t('dossier.answers')}</h2>
      </summary>
      {rows.length === 0 ? (
        <p class="desk-quiet">{t('dossier.no-answers')}</p>
      ) : (
        <SummaryList
          rows={rows.map((field) => {
            const text = isHidden(field) ? t('read-back.hidden') : answerText(field, lang.value)
            return {
              key: field.key,
              term: field.row.label?.[lang.value] ?? field.row.name,
              description: text === '' ? t('read-back.unanswered') : <bdi dir="auto">{text}</bdi>,
            }
          })}
        />
      )}
    </details>
  )
}

const Papers = ({ dossier }: { dossier: OpenDossier }) => {
  const items = dossier.pack === null ? [] : evidenceFor(dossier.pack, dossier.form.value?.values ?? {})
  const missing = dossier.summary.value.missing
  return items.length === 0 ? null : (
    <details class="desk-fold">
      <summary>
        <h2>{t('procedure.papers')}</h2>
      </summary>
      <SummaryList
        rows={items.map((item) => ({
          key: item.id,
          term: item.name[lang.value],
          description: missing.includes(item.id) ? (
            <StateBadge tone="missing" label={t('state.missing')} />
          ) : (
            t('papers.to-show')
          ),
        }))}
      />
    </details>
  )
}

/** Where the person goes: the last unit the dossier went to. */
const officeName = (dossier: OpenDossier): string => {
  const units = directory.value?.units ?? []
  const office = units.find((one) => one.kind === 'office' && dossier.summary.value.circulation.includes(one.id))
  return office?.name[lang.value] ?? dossier.pack?.service.hasCompetentAuthority.name[lang.value] ?? ''
}
