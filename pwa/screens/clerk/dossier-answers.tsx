// What was answered, by page of the pack, with who said it and who typed it. A corrected value stands beside the first one;
// two answers, or two corrections made apart, stand together until a person chooses.
import type { Act } from '../../../shared/dossier/act.ts'
import { isAnswerValue } from '../../../shared/dossier/draft.ts'
import type { Register } from '../../../shared/dossier/draft.ts'
import type { CorrectedField } from '../../../shared/dossier/effective-answers.ts'
import { payloadOf } from '../../../shared/dossier/payload.ts'
import type { FieldState } from '../../../shared/form/evaluate.ts'
import type { AnswerValue } from '../../../shared/form/form.ts'
import { answerText } from '../../fields/answer-text.ts'
import type { OpenDossier } from '../../models/dossiers.ts'
import { formatDateTime } from '../../text/format.ts'
import { lang } from '../../text/language.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { AnswerSaid, AnswerWay, unusual, usualWay } from './answer-said.tsx'
import { ta } from './acts-text.ts'
import { answersByPage } from './answers.ts'
import { useLists } from './lists.ts'
import { agentName, comma } from './names.ts'
import { Section } from './section.tsx'
import { t } from './text.ts'

type Choose = ((field: string, value: AnswerValue) => void) | null

interface AnswersProps {
  readonly dossier: OpenDossier
  /** Null when this person may not correct. */
  readonly onChoose: Choose
}

export function DossierAnswers({ dossier, onChoose }: AnswersProps) {
  const form = dossier.form.value
  const pages = answersByPage(dossier.pack?.form.pages ?? [], form.fields)
  const lists = useLists(form.fields)
  const corrected = dossier.corrected.value
  const conflicts = dossier.conflicts.value
  const usual = usualWay(form.fields.flatMap(({ key }) => dossier.said.value.get(key) ?? []))
  const textOf = (field: FieldState, value: AnswerValue) =>
    answerText(
      { ...field, value, choices: (field.file === null ? null : lists.get(field.file)) ?? field.choices },
      lang.value,
    )
  const contested = (key: string) => {
    const apart = corrected.get(key)
    return apart ? apart.disputed.length > 0 : conflicts.has(key)
  }
  const isUrgent = form.fields.some(({ key }) => contested(key))

  const describe = (field: FieldState) => {
    const { key } = field
    const text = (value: AnswerValue) => textOf(field, value)
    const apart = corrected.get(key)
    if (apart && apart.disputed.length > 0)
      return <Corrections field={key} acts={apart.disputed} textOf={text} onChoose={onChoose} />
    if (apart?.by) return <Corrected one={apart} by={apart.by} textOf={text} />
    const rivals = conflicts.get(key)
    if (rivals) {
      return (
        <span class="clerk-rivals">
          {rivals.map(({ key: candidate, register }) => (
            <span key={candidate} class="clerk-rival">
              <Answer text={text(register.v)} register={register} />
              <Keep onClick={onChoose && (() => onChoose(key, register.v))} />
            </span>
          ))}
        </span>
      )
    }
    const unsealed = dossier.unsealed.value[key]
    return (
      <>
        <Answer text={text(unsealed ?? field.value)} register={unusual(dossier.said.value.get(key), usual)} />
        {unsealed === undefined ? null : <span class="clerk-said">{t('answer-for-office')}</span>}
      </>
    )
  }

  return (
    <Section id="clerk-answers" title={t('section-answers')} urgent={isUrgent}>
      {isUrgent ? (
        <Notice tone="warning" title={t('section-conflicts')}>
          {t('conflict-choose')}
        </Notice>
      ) : null}
      {usual === null ? null : (
        <p class="clerk-quiet">
          <AnswerWay register={usual} />
          {comma()}
          {t('answers-usual')}
        </p>
      )}
      {pages.length === 0 ? <p class="clerk-quiet">{t('answers-none')}</p> : null}
      {pages.map((page) => (
        <div key={page.id}>
          <h3>{page.label?.[lang.value] ?? t('section-other')}</h3>
          <SummaryList
            rows={page.fields.map((field) => ({
              key: field.key,
              term: field.row.label?.[lang.value] ?? field.row.name,
              description: describe(field),
              tone: contested(field.key) ? 'warning' : field.value === null ? 'quiet' : undefined,
            }))}
          />
        </div>
      ))}
    </Section>
  )
}

function Answer({ text, register }: { readonly text: string; readonly register: Register | undefined }) {
  return (
    <>
      <bdi>{text === '' ? t('answer-none') : text}</bdi>
      {register === undefined ? null : <AnswerSaid register={register} />}
    </>
  )
}

function Keep({ onClick }: { readonly onClick: (() => void) | null }) {
  return onClick === null ? null : (
    <Button icon="check" onClick={onClick}>
      {ta('answer.keep')}
    </Button>
  )
}

interface CorrectedProps {
  readonly one: CorrectedField
  readonly by: Act
  readonly textOf: (value: AnswerValue) => string
}

/** The value that counts, then the one that was filed. */
function Corrected({ one, by, textOf }: CorrectedProps) {
  return (
    <>
      <bdi>{textOf(one.value) || t('answer-none')}</bdi>
      <WhoCorrected act={by} />
      <span class="clerk-said">
        {ta('answer.first')}{' '}
        <s>
          <bdi>{textOf(one.filed) || t('answer-none')}</bdi>
        </s>
      </span>
    </>
  )
}

function WhoCorrected({ act }: { readonly act: Act }) {
  return (
    <span class="clerk-said">
      {ta('answer.corrected-by')} <bdi>{agentName(act.by.agent)}</bdi>
      {comma()}
      {formatDateTime(act.at, lang.value)}
      {comma()}
      <q dir="auto">{payloadOf(act, 'corrected')?.reason}</q>
    </span>
  )
}

interface CorrectionsProps {
  readonly field: string
  readonly acts: readonly Act[]
  readonly textOf: (value: AnswerValue) => string
  readonly onChoose: Choose
}

/** Corrected apart: all of them stand until one more says which. */
function Corrections({ field, acts, textOf, onChoose }: CorrectionsProps) {
  return (
    <span class="clerk-rivals">
      {acts.map((act) => {
        const value = payloadOf(act, 'corrected')?.value
        const answer = isAnswerValue(value) ? value : null
        return (
          <span key={act.id} class="clerk-rival">
            <bdi>{textOf(answer) || t('answer-none')}</bdi>
            <WhoCorrected act={act} />
            <Keep onClick={onChoose && (() => onChoose(field, answer))} />
          </span>
        )
      })}
    </span>
  )
}
