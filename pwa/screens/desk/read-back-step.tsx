// The read-back: each answer large, heard by the person on their side or read aloud by the helper; "wrong" opens that
// question only and comes back here. It is skipped only with a reason, which is kept for the supervisor.
import { useState } from 'preact/hooks'
import { answerText } from '../../fields/answer-text.ts'
import { answerCard } from '../../models/cards/answer-card.ts'
import { readBackScript } from '../../models/cards/read-back-script.ts'
import { openPaper } from '../../models/papers-kept.ts'
import type { Request } from '../../models/request.ts'
import { rowsToRead } from '../../models/request-steps.ts'
import { isReadRight } from '../../models/visit-log.ts'
import { lang } from '../../text/language.ts'
import { screenLangOf } from '../../../shared/speech/variety.ts'
import { useAfterPaint } from '../../ui/after-paint.ts'
import { Button, Key } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ButtonRow } from '../../ui/page.tsx'
import { isPictogramName } from '../../ui/known-pictogram.ts'
import { Pictogram } from '../../ui/pictogram.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { isHidden, nextToRead, skipReasons } from './read-back.ts'
import { PaperRow } from './read-back-paper.tsx'
import { RequestFrame } from './request-frame.tsx'
import { t } from './text.ts'
import { hearer, turnTo } from './turning.ts'
import { useEnter } from './use-enter.ts'
import { useNext } from './use-next.tsx'

export const ReadBackStep = ({ request }: { request: Request }) => {
  const form = request.form.value
  const right = request.right.value
  const rows = rowsToRead(form)
  const row = nextToRead(form, right)
  const done = rows.filter((field) => isReadRight(right, field))
  const paper = row === null ? request.papers.toConfirm.value : null
  const isOver = row === null && paper === null
  const next = useNext(request)
  useEnter(() => isOver && next.go())
  const [skipping, setSkipping] = useState(false)
  const isDrawn = useAfterPaint()

  const question = (field: (typeof rows)[number]) => field.row.label?.[lang.value] ?? field.row.name
  const written = (field: (typeof rows)[number]) =>
    isHidden(field) ? t('read-back.hidden') : answerText(field, lang.value)
  const turn = () =>
    turnTo(readBackScript({ request, hearer, written: answerText, openPage: openPaper }), () => request)
  const skip = async (reason: string) => {
    setSkipping(false)
    await request.skipReadBack(reason)
    next.go()
  }

  return (
    <RequestFrame
      request={request}
      title={t('read-back.title')}
      lead={t('read-back.lead')}
      says={row === null || isHidden(row) ? undefined : spokenRow(request, row)}
      onTurn={isOver ? undefined : turn}
      back={request.back}
    >
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
              {written(row) === '' ? t('read-back.unanswered') : <bdi dir="auto">{written(row)}</bdi>}
            </p>
          </div>
          {isHidden(row) ? (
            <Notice tone="info" title={t('read-back.hidden-title')}>
              {t('read-back.hidden-hint')}
            </Notice>
          ) : (
            <div class="desk-yes-no">
              <Button
                kind="yes"
                size="large"
                icon="check"
                shortcut="1"
                onClick={() => void request.sayRight(row.key).catch(() => undefined)}
              >
                {t('read-back.right')}
              </Button>
              <Button kind="no" size="large" icon="close" shortcut="2" onClick={() => request.sayWrong(row.key)}>
                {t('read-back.wrong')}
              </Button>
            </div>
          )}
        </section>
      )}
      {paper !== null && <PaperRow key={paper.key} request={request} row={paper} />}
      {isOver && <Notice tone="success" title={t('read-back.all-right')} />}
      {next.problem}
      <ButtonRow stays={isOver}>
        {isOver ? (
          <Button kind="primary" size="large" busy={next.busy} onClick={next.go}>
            {t('step.continue')} <Key name="Enter" />
          </Button>
        ) : (
          <Button kind="quiet" onClick={() => setSkipping(true)}>
            {t('read-back.skip')}
          </Button>
        )}
      </ButtonRow>
      {isDrawn && done.length > 0 && (
        <>
          <h2>{t('read-back.done', { count: done.length })}</h2>
          <SummaryList
            rows={done.map((field) => ({
              key: field.key,
              term: question(field),
              description: written(field) === '' ? t('read-back.unanswered') : <bdi dir="auto">{written(field)}</bdi>,
              action: { label: t('read-back.change'), onClick: () => request.goTo(field.key) },
            }))}
          />
        </>
      )}
      <Dialog
        open={skipping}
        title={t('read-back.skip-title')}
        onClose={() => setSkipping(false)}
        closeLabel={t('close')}
        actions={skipReasons.map((reason) => (
          <Button key={reason} kind="secondary" onClick={() => void skip(reason)}>
            {t(`read-back.skip-${reason}`)}
          </Button>
        ))}
      >
        <Notice tone="warning">{t('read-back.skip-what')}</Notice>
      </Dialog>
    </RequestFrame>
  )
}

const spokenRow = (request: Request, row: Parameters<typeof answerCard>[2]) => {
  const person = hearer()
  return answerCard(person, request.pack.id, row, answerText(row, screenLangOf(person.variety))).says
}
