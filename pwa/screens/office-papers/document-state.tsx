// Where a paper stands, in words and a picture, and what can be done with it now: one primary button at a time.
import type { ComponentChildren } from 'preact'
import type { OpenDossier } from '../../models/dossiers.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ButtonRow } from '../../ui/page.tsx'
import { Pictogram } from '../../ui/pictogram.tsx'
import type { PictogramName } from '../../ui/pictogram.tsx'
import { Reference } from '../../ui/reference.tsx'
import type { Plan } from './document-plan.ts'
import { t } from './text.ts'
import type { PapersMessage } from './text.ts'
import type { Issuance } from './use-document.ts'

interface StateProps {
  readonly dossier: OpenDossier
  readonly plan: Plan | null
  readonly issuance: Issuance | null
  readonly mayIssue: boolean
  /** Why the procedure does not let it be issued here and now; null when it does. */
  readonly shut: string | null
  /** Issued, and its number is asked for: it is printed when it comes. */
  readonly isWaiting: boolean
  readonly onPrint: () => void
  readonly onIssue: () => void
  /** Null where no other paper may take its place. */
  readonly onReplace: (() => void) | null
  /** Leaves the paper as it is; null while none is being replaced. */
  readonly onKeep: (() => void) | null
}

export const DocumentState = (props: StateProps) => {
  const { dossier, plan, issuance, mayIssue, shut, isWaiting, onPrint, onIssue, onReplace, onKeep } = props
  if (plan === null) return null
  if (plan.type === 'blocked')
    return (
      <Notice tone="warning" title={t(`blocked.${plan.why}`)}>
        {t(`blocked.${plan.why}-text`)} <bdi>{labelsOf(dossier, plan.rows)}</bdi>
      </Notice>
    )
  if (plan.type === 'changed' || plan.type === 'groundless')
    return (
      <Standing picture="suspended" title={t(`state.${plan.type}`)} text={t(`state.${plan.type}-text`)}>
        {onReplace === null ? null : (
          <Button kind="primary" size="large" icon="edit" shortcut="I" onClick={onReplace}>
            {t('do.replace')}
          </Button>
        )}
      </Standing>
    )
  if (plan.type === 'to-issue')
    return (
      <Standing
        picture="draft"
        title={t(onKeep === null ? 'state.to-issue' : 'state.to-replace')}
        text={shut ?? t(mayIssue ? 'state.to-issue-text' : 'state.not-allowed')}
      >
        {mayIssue ? (
          <Button kind="primary" size="large" icon="print" shortcut="I" onClick={onIssue}>
            {t('do.issue')}
          </Button>
        ) : null}
        {onKeep === null ? null : (
          <Button kind="secondary" size="large" icon="back" onClick={onKeep}>
            {t('do.keep')}
          </Button>
        )}
      </Standing>
    )
  const { number } = plan.issued
  const face = number === null ? 'provisional' : 'official'
  return (
    <Standing
      picture={number === null ? 'kept' : 'certificate'}
      title={t(`state.${face}`)}
      number={number}
      text={t(isWaiting ? 'state.waiting' : `state.${face}-text`)}
    >
      {issuance === null ? null : (
        <Button kind="primary" size="large" icon="print" shortcut="I" onClick={onPrint}>
          {t(printWords(face, issuance.copy, isWaiting), { count: issuance.copy })}
        </Button>
      )}
      {onReplace === null ? null : (
        <Button kind="quiet" size="large" icon="edit" onClick={onReplace}>
          {t('do.replace')}
        </Button>
      )}
    </Standing>
  )
}

const printWords = (face: Issuance['face'], copy: number, isWaiting: boolean): PapersMessage => {
  if (isWaiting) return 'do.not-wait'
  if (copy > 0) return 'do.print-copy'
  return face === 'official' ? 'do.print-official' : 'do.print-provisional'
}

interface StandingProps {
  readonly picture: PictogramName
  readonly title: string
  readonly number?: string | null
  readonly text: string
  readonly children: ComponentChildren
}

const Standing = ({ picture, title, number = null, text, children }: StandingProps) => (
  <div class="papers-state" role="status">
    <Pictogram name={picture} size={64} />
    <div>
      <strong>
        {title} {number === null ? null : <Reference value={number} />}
      </strong>
      <p>{text}</p>
      <ButtonRow>{children}</ButtonRow>
    </div>
  </div>
)

const labelsOf = ({ pack }: OpenDossier, rows: readonly string[]): string =>
  rows
    .map((name) => pack?.form.survey.find((row) => row.name === name)?.label?.[lang.value] ?? name)
    .join(lang.value === 'ar' ? '، ' : ', ')
