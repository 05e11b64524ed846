// The read-back: each answer large, read aloud by the mediator; "wrong" opens that question only and comes back here.
// It cannot be skipped: going on needs every row to be said right.
import { answerText } from '../../fields/answer-text.ts'
import type { Request } from '../../models/request.ts'
import { lang } from '../../text/language.ts'
import { Button, Key } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ButtonRow } from '../../ui/page.tsx'
import { Pictogram, isPictogramName } from '../../ui/pictogram.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { confirm, isConfirmed, nextToRead, rowsToRead } from './read-back.ts'
import type { Confirmed } from './read-back.ts'
import { RequestFrame } from './request-frame.tsx'
import { t } from './text.ts'
import { useEnter } from './use-enter.ts'
import { useNext } from './use-next.tsx'

interface ReadBackStepProps {
  request: Request
  confirmed: Confirmed
  onConfirm: (confirmed: Confirmed) => void
}

export const ReadBackStep = ({ request, confirmed, onConfirm }: ReadBackStepProps) => {
  const form = request.form.value
  const rows = rowsToRead(form)
  const row = nextToRead(form, confirmed)
  const done = rows.filter((field) => isConfirmed(field, confirmed))
  const next = useNext(request)
  useEnter(() => row === null && next.go())

  const question = (field: (typeof rows)[number]) => field.row.label?.[lang.value] ?? field.row.name
  const spoken = (field: (typeof rows)[number]) => answerText(field, lang.value)

  return (
    <RequestFrame request={request} title={t('read-back.title')} lead={t('read-back.lead')} back={request.back}>
      {row !== null && (
        <section
          class="read-back"
          aria-live="polite"
          aria-label={t('read-back.row', { index: done.length + 1, of: rows.length })}
        >
          <p class="desk-quiet">{t('read-back.row', { index: done.length + 1, of: rows.length })}</p>
          <div class="read-back__row">
            {isPictogramName(row.row.pictogram) && <Pictogram name={row.row.pictogram} size={64} />}
            <p class="read-back__question">{question(row)}</p>
            <p class="read-back__answer">
              {spoken(row) === '' ? t('read-back.unanswered') : <bdi dir="auto">{spoken(row)}</bdi>}
            </p>
          </div>
          <div class="desk-yes-no">
            <Button
              kind="yes"
              size="large"
              icon="check"
              shortcut="1"
              onClick={() => onConfirm(confirm(row, confirmed))}
            >
              {t('read-back.right')}
            </Button>
            <Button kind="no" size="large" icon="close" shortcut="2" onClick={() => request.goTo(row.key)}>
              {t('read-back.wrong')}
            </Button>
          </div>
        </section>
      )}
      {row === null && <Notice tone="success" title={t('read-back.all-right')} />}
      {next.problem}
      {row === null && (
        <ButtonRow stays>
          <Button kind="primary" size="large" busy={next.busy} onClick={next.go}>
            {t('step.continue')} <Key name="Enter" />
          </Button>
        </ButtonRow>
      )}
      {done.length > 0 && (
        <>
          <h2>{t('read-back.done', { count: done.length })}</h2>
          <SummaryList
            rows={done.map((field) => ({
              key: field.key,
              term: question(field),
              description: spoken(field) === '' ? t('read-back.unanswered') : <bdi dir="auto">{spoken(field)}</bdi>,
              action: { label: t('read-back.change'), onClick: () => request.goTo(field.key) },
            }))}
          />
        </>
      )}
    </RequestFrame>
  )
}
